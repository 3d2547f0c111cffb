"""Rows in every state that a page can show, for screenshots."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import django

django.setup()

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
LONG_NAME = "이천이십육년도하반기거래처별세금계산서및영수증원본보관철" * 3 + ".pdf"


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
    for number in range(60):
        make_job(
            person, embedded, name=f"영수증_{number:03}.jpg", texts=("합계", f"{number},800원")
        )
    paths = {name: ("mina", f"/jobs/{job.pk}/") for name, job in jobs.items()}
    return paths | {
        "sign-in": ("", "/sign-in/"),
        "home": ("mina", "/"),
        "home-empty": ("newcomer", "/"),
        "home-no-domain": ("nobody", "/"),
        "home-admin": ("admin", "/"),
        "upload": ("mina", "/upload/"),
        "batch": ("mina", f"/batches/{batch}/"),
        "history": ("mina", "/jobs/"),
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


def _jobs(person: User, embedded: Domain, clova: Domain, forms: Domain) -> dict[str, Job]:
    failed = _failed(make_job(person, clova, status="READING", name="영수증_0412.jpg"), 1)
    partly = make_job(person, clova, status="READING", pages=3, name="계약서.pdf")
    for page in partly.pages.exclude(number=2):
        Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
        make_reading(page, _recognition(_receipt()))
    reading = make_job(person, embedded, status="READING", pages=12, name="회의록 스캔본.pdf")
    for page in reading.pages.filter(number__lte=3):
        Page.objects.filter(pk=page.pk).update(status=Page.Status.READ)
    reading.settle()
    return {
        "job": _receipt_job(person, embedded),
        "job-fields": _template_job(person, forms),
        "job-tables": _table_job(person, clova),
        "job-failed": failed,
        "job-partly": _failed(partly, 2),
        "job-reading": reading,
        "job-many": make_job(person, embedded, pages=120, name=LONG_NAME),
        "job-waiting": make_job(person, clova, status="RECEIVED", pages=0, name="대기.png"),
        "job-locked": make_job(
            person, embedded, status="FAILED", pages=0, name="카드 명세서.pdf", error="pdf_locked"
        ),
        "job-refused": make_job(
            person, embedded, status="FAILED", pages=0, name="공문.hwp",
            error="file_is_hangul_or_word",
        ),
        "job-nothing": make_job(person, embedded, name="빈 쪽.png", texts=()),
        "job-not-matched": _failed(
            make_job(person, forms, status="READING", name="신청서_9.png"), 1,
            "template_not_matched",
        ),
    }  # fmt: skip


def _batch(person: User, embedded: Domain) -> int:
    batch = make_batch(person, "영수증 4월")
    for number in range(9):
        make_job(person, embedded, batch=batch, name=f"영수증_{number}.jpg")
    make_job(person, embedded, batch=batch, status="READING", pages=4, name="보고서.pdf")
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


def _receipt() -> bytes:
    """A small receipt, drawn here."""
    image = Image.new("RGB", (620, 900), "#f4f1ea")
    draw = ImageDraw.Draw(image)
    rows = [
        ("행복마트 서초점", "", 40), ("사업자등록번호 123-45-67890", "", 24), ("", "", 10),
        ("우유 1L", "2,800", 28), ("식빵", "3,500", 28), ("사과 (3입)", "6,900", 28),
        ("Americano", "4,500", 28), ("휴지 30롤", "18,900", 28), ("", "", 10),
        ("합계", "36,600원", 36), ("카드 결제 2026-11-20 14:05", "", 24),
        ("교환·환불은 7일 이내", "", 22),
    ]  # fmt: skip
    y = 50
    for left, right, size in rows:
        font = ImageFont.truetype(FONT, size)
        draw.text((50, y), left, font=font, fill="#222")
        draw.text((570, y), right, font=font, fill="#222", anchor="ra")
        y += size + 28
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _put(job: Job, content: bytes) -> Page:
    page = job.pages.get(number=1)
    path: Path = files.page_image(page)
    path.write_bytes(content)
    with Image.open(io.BytesIO(content)) as image:
        Page.objects.filter(pk=page.pk).update(width=image.width, height=image.height)
        small = image.convert("RGB")
        small.thumbnail((224, 320))
        small.save(files.thumbnail(page), "WEBP")
    page.refresh_from_db()
    return page


def _recognition(content: bytes) -> Recognition:
    """What the real engine reads on a picture."""
    path = Path("/tmp/ocrsite-shot.png")
    path.write_bytes(content)
    with Image.open(path) as image:
        source = Source(path, "png", image.width, image.height)
    return engines.embedded().recognize(source, Options()).recognition


def _receipt_job(person: User, embedded: Domain) -> Job:
    job = make_job(person, embedded, status="READING", name="영수증_0412.jpg")
    content = _receipt()
    return _read(job, content, _recognition(content))


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
