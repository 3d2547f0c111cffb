"""Rows in every state that a page can show, for screenshots."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from ocr.engines.base import Options, Source  # noqa: E402
from ocr.jobs import engines, files  # noqa: E402
from ocr.management import static_files  # noqa: E402
from ocr.models import Domain, Job, Page, Template, User  # noqa: E402
from ocr.results import (  # noqa: E402
    BoundingPoly,
    Cell,
    CellTextLine,
    CellWord,
    Field,
    MatchedTemplate,
    Recognition,
    Table,
    Vertex,
)
from ocr.results import Image as ResultImage  # noqa: E402
from tests.builders import (  # noqa: E402
    make_batch,
    make_domain,
    make_job,
    make_reading,
    make_user,
)

FONT = "/usr/share/fonts/truetype/nanum/NanumGothic.ttf"
HISTORY = 120
SAMPLES = Path(__file__).resolve().parents[2] / "static" / "img" / "samples"
LONG_NAME = "이천이십육년도하반기거래처별세금계산서및영수증원본보관철" * 3 + ".pdf"
NAMES = (
    ("receipt", "영수증_{:04}_나루서점.jpg"),
    ("application", "회의실 사용 신청서 {}.pdf"),
    ("table", "지점별 판매 현황_{}주차.png"),
    ("receipt", "KakaoTalk_20261120_14{:04}.jpg"),
    ("receipt", "영수증_{:04}.jpg"),
    ("table", "거래명세서_{:04}(수정).pdf"),
    ("application", "신청서_총무팀_{}.png"),
)


def fill() -> dict[str, tuple[str, str]]:
    """Make the rows; a name for each picture, with the person who sees it and the path."""
    static_files.collect()
    admin, person = make_user("admin", superuser=True), make_user("mina")
    newcomer = make_user("newcomer")
    make_user("nobody")
    embedded = make_domain("내장 엔진", admin, person, newcomer)
    clova = make_domain("영수증 General", admin, person, engine=Domain.Engine.CLOVA)
    forms = make_domain(
        "신청서 Template", admin, person, engine=Domain.Engine.CLOVA, kind=Domain.Kind.TEMPLATE
    )
    Template.objects.create(domain=forms, clova_id=30101, name="입사 지원서")
    jobs = _jobs(person, embedded, clova, forms)
    batch = _batch(person, embedded)
    for number in range(HISTORY):
        sample, name = NAMES[number % len(NAMES)]
        job = _sample(person, (embedded, clova)[number % 5 == 2], sample, name.format(number))
        earlier = timezone.now() - timedelta(minutes=47 * (HISTORY - number))
        Job.objects.filter(pk=job.pk).update(created=earlier)
    paths = {name: ("mina", f"/jobs/{job.pk}/") for name, job in jobs.items()}
    job = paths["job"][1]
    asks = {f"job-ask-{ask}": ("mina", f"{job}?ask={ask}")
            for ask in ("read-again", "rename", "delete")}  # fmt: skip
    return (
        paths
        | asks
        | {
            "job-json": ("mina", f"{job}?tab=json"),
            "job-word": ("mina", f"{job}?field=4"),
            "sign-in": ("", "/sign-in/"),
            "home": ("mina", "/"),
            "home-empty": ("newcomer", "/"),
            "home-no-domain": ("nobody", "/"),
            "home-admin": ("admin", "/"),
            "upload": ("mina", "/upload/"),
            "batch": ("mina", f"/batches/{batch}/"),
            "history": ("mina", "/jobs/"),
            "history-filtered": ("mina", f"/jobs/?domain={clova.pk}&from=2026-01-01&state=done"),
            "history-failed": ("mina", "/jobs/?state=failed"),
            "history-no-hit": ("mina", "/jobs/?q=없는낱말"),
            "history-empty": ("newcomer", "/jobs/"),
            "domains": ("mina", "/domains/"),
            "domain": ("admin", f"/domains/{clova.pk}/"),
            "account": ("mina", "/account/"),
            "password": ("mina", "/account/password/"),
            "help": ("mina", "/help/"),
            "not-found": ("mina", "/jobs/999999/"),
            "admin": ("admin", "/admin/"),
            "admin-domains": ("admin", "/admin/ocr/domain/"),
            "admin-domain": ("admin", f"/admin/ocr/domain/{clova.pk}/change/"),
            "admin-domain-new": ("admin", "/admin/ocr/domain/add/"),
            "admin-calls": ("admin", "/admin/ocr/call/"),
            "admin-users": ("admin", "/admin/ocr/user/"),
        }
    )


@cache
def _recognised(sample: str) -> Recognition:
    """What the real engine reads on one of the samples of the home page."""
    path = SAMPLES / f"{sample}.png"
    with Image.open(path) as image:
        source = Source(path, "png", image.width, image.height)
    return engines.embedded().recognize(source, Options()).recognition


def _sample(person: User, domain: Domain, sample: str, name: str, **columns: Any) -> Job:
    job = make_job(person, domain, status="READING", name=name, **columns)
    return _read(job, (SAMPLES / f"{sample}.png").read_bytes(), _recognised(sample))


def _several(job: Job, read: int) -> Job:
    """Every page gets a picture; the first `read` pages are read."""
    for page in job.pages.all():
        sample = ("application", "table", "receipt")[page.number % 3]
        _put(job, (SAMPLES / f"{sample}.png").read_bytes(), page.number)
        if page.number <= read:
            page.refresh_from_db()
            make_reading(page, _recognised(sample))
            Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
    job.settle()
    job.refresh_from_db()
    return job


def _jobs(person: User, embedded: Domain, clova: Domain, forms: Domain) -> dict[str, Job]:
    def waiting(domain: Domain, name: str, pages: int = 1, read: int = 0) -> Job:
        job = make_job(person, domain, status="READING", pages=pages, name=name)
        return _several(job, read)

    return {
        "job": _sample(person, embedded, "receipt", "영수증_0412_나루서점.jpg"),
        "job-fields": _template_job(person, forms),
        "job-tables": _table_job(person, clova),
        "job-failed": _failed(waiting(clova, "영수증_0412.jpg"), 1),
        "job-partly": _failed(waiting(clova, "계약서.pdf", 3, 2), 3),
        "job-reading": waiting(embedded, "회의록_11월.pdf", 12, 3),
        "job-many": waiting(embedded, LONG_NAME, 120, 120),
        "job-waiting": make_job(person, clova, status="RECEIVED", pages=0, name="대기.png"),
        "job-locked": make_job(
            person, embedded, status="FAILED", pages=0, name="카드 명세서.pdf", error="pdf_locked"
        ),
        "job-refused": make_job(
            person, embedded, status="FAILED", pages=0, name="공문.hwp",
            error="file_is_hangul_or_word",
        ),
        "job-nothing": make_job(person, embedded, name="빈 쪽.png", texts=()),
        "job-not-matched": _not_matched(waiting(forms, "신청서_9.png")),
    }  # fmt: skip


def _not_matched(job: Job) -> Job:
    reading = make_reading(job.pages.get(), _recognised("receipt"))
    type(reading).objects.filter(pk=reading.pk).update(outcome="template_not_matched")
    return _failed(job, 1, "template_not_matched")


def _batch(person: User, embedded: Domain) -> int:
    batch = make_batch(person, "영수증 4월")
    for number in range(9):
        _sample(person, embedded, "receipt", f"영수증_{number}.jpg", batch=batch)
    several = make_job(person, embedded, batch=batch, status="READING", pages=4, name="보고서.pdf")
    _several(several, 1)
    columns = {"batch": batch, "status": "FAILED", "pages": 0}
    make_job(person, embedded, name="공문.hwp", error="file_is_hangul_or_word", **columns)
    make_job(person, embedded, name="카드 명세서.pdf", error="pdf_locked", **columns)
    return batch.pk


def _failed(job: Job, number: int, code: str = "read_timeout") -> Job:
    Page.objects.filter(job=job, number=number).update(
        status=Page.Status.FAILED, error=code, error_detail="read timed out after 40 s", failures=5
    )
    job.settle()
    job.refresh_from_db()
    return job


def _put(job: Job, content: bytes, number: int = 1) -> Page:
    page = job.pages.get(number=number)
    path: Path = files.page_image(page)
    path.write_bytes(content)
    with Image.open(io.BytesIO(content)) as image:
        Page.objects.filter(pk=page.pk).update(width=image.width, height=image.height)
        small = image.convert("RGB")
        small.thumbnail((224, 320))
        small.save(files.thumbnail(page), "WEBP")
    page.refresh_from_db()
    return page


def _read(job: Job, content: bytes, found: Recognition) -> Job:
    page = _put(job, content)
    make_reading(page, found)
    Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
    job.settle()
    job.refresh_from_db()
    return job


def _poly(left: float, top: float, right: float, bottom: float) -> BoundingPoly:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return BoundingPoly(tuple(Vertex(float(x), float(y)) for x, y in corners))


def _template_job(person: User, forms: Domain) -> Job:
    rows = [
        ("성명", "김민아", 0.999), ("생년월일", "1990-03-21", 0.97),
        ("연락처", "010-1234-5678", 0.82), ("지원 부서", "경영지원", 0.55), ("추천인", "", 0.0),
    ]  # fmt: skip
    image = Image.new("RGB", (800, 700), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 30)
    draw.text((300, 40), "입사 지원서", font=ImageFont.truetype(FONT, 44), fill="black")
    fields = []
    for number, (name, value, confidence) in enumerate(rows):
        y = 150 + number * 90
        draw.rectangle((60, y - 15, 740, y + 60), outline="#555")
        draw.text((80, y), name, font=font, fill="#333")
        draw.text((300, y), value, font=font, fill="black")
        words = (
            Field(value, confidence, _poly(300, y, 300 + 17 * len(value), y + 36), line_break=True),
        )
        fields.append(Field(
            value, confidence, _poly(290, y - 5, 730, y + 45), name=name,
            sub_fields=words if value else (),
        ))  # fmt: skip
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    found = ResultImage(
        uid="a" * 32,
        name="p1",
        fields=tuple(fields),
        title=Field("입사 지원서", 0.99, _poly(300, 40, 520, 90), name="제목"),
        matched_template=MatchedTemplate(30101, "입사 지원서"),
    )
    job = make_job(person, forms, status="READING", name="지원서_김민아.png")
    return _read(job, buffer.getvalue(), Recognition((found,)))


def _table_job(person: User, clova: Domain) -> Job:
    texts: list[list[str]] = [
        ["품목", "수량", "금액"],
        ["사과", "3", "4,500"],
        ["배", "2", "7,000"],
        ["합계", "", "11,500"],
    ]
    image = Image.new("RGB", (800, 500), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 28)
    cells, fields = [], []
    for row, column in ((row, column) for column in range(3) for row in range(4)):
        if row == 3 and column == 1:
            continue
        span = 2 if row == 3 and column == 0 else 1
        left, top = 60 + column * 220, 60 + row * 90
        box = (left, top, left + 220 * span, top + 90)
        draw.rectangle(box, outline="black")
        text = texts[row][column]
        draw.text((left + 20, top + 25), text, font=font, fill="black")
        word = _poly(left + 20, top + 25, left + 20 + 26 * len(text), top + 60)
        line = CellTextLine((CellWord(text, 0.98, word),), 0.98, word)
        cells.append(Cell(row, column, 1, span, (line,), 0.98, _poly(*box)))
        fields.append(Field(text, 0.98, word, line_break=True))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    table = Table(tuple(cells), 0.98, _poly(60, 60, 720, 420))
    found: Any = ResultImage(
        uid="b" * 32, name="p1", fields=tuple(fields), tables=(table,), width=800, height=500
    )
    job = make_job(person, clova, status="READING", name="거래명세서.png")
    return _read(job, buffer.getvalue(), Recognition((found,)))
