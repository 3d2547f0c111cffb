from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from ocr.clova import answer
from ocr.engines.base import EngineError, Options, Source
from ocr.engines.embedded import engine as module
from ocr.engines.embedded.engine import EmbeddedEngine
from ocr.results import Field
from ocr.results import Image as Found
from tests.engines.embedded.drawing import CJK, TESSDATA, drawn, font, saved

pytestmark = pytest.mark.xdist_group("embedded")

KOREAN = [
    (30.0, 30.0, "비가 그친 뒤 골목 끝 작은 서점에는"),
    (30.0, 80.0, "젖은 우산이 가지런히 놓여 있었다."),
    (30.0, 130.0, "버스가 고개를 넘자 푸른 바다가 보였다."),
]


def read(engine: EmbeddedEngine, source: Source, *languages: str) -> Found:
    return engine.recognize(source, Options(languages=languages)).recognition.images[0]


def rows(image: Found) -> list[str]:
    text = "".join(one.infer_text + ("\n" if one.line_break else " ") for one in image.fields)
    return text.splitlines()


def corner(field: Field) -> tuple[float, float]:
    assert field.bounding_poly is not None
    return field.bounding_poly.vertices[0].x, field.bounding_poly.vertices[0].y


def test_it_reads_korean_word_by_word(engine: EmbeddedEngine, tmp_path: Path) -> None:
    image = read(engine, saved(drawn(KOREAN), tmp_path, "서류"))
    assert rows(image) == [text for _, _, text in KOREAN]
    assert [one.infer_text for one in image.fields[:3]] == ["비가", "그친", "뒤"]


def test_it_answers_in_clovas_terms(engine: EmbeddedEngine, tmp_path: Path) -> None:
    source = saved(drawn(KOREAN), tmp_path, "서류")
    image = read(engine, source)
    assert (image.name, image.width, image.height) == ("서류", 720, 240)
    assert image.infer_result == "SUCCESS"
    assert len(image.uid) == 32
    assert {one.type for one in image.fields} == {"NORMAL"}
    assert {one.value_type for one in image.fields} == {"ALL"}
    assert all(0 < one.infer_confidence <= 1 for one in image.fields)
    assert [one.line_break for one in image.fields].count(True) == 3
    assert image.fields[-1].line_break


def test_its_answer_says_the_same_as_its_recognition(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    outcome = engine.recognize(saved(drawn(KOREAN), tmp_path), Options())
    again = answer.read(outcome.answer)
    assert again.images[0].fields == outcome.recognition.images[0].fields
    assert again.version == "V2"


def test_its_boxes_lie_on_the_words(engine: EmbeddedEngine, tmp_path: Path) -> None:
    image = read(engine, saved(drawn(KOREAN), tmp_path))
    for (left, top, text), word in zip(
        KOREAN,
        (one for one in image.fields if one.infer_text in ("비가", "젖은", "버스가")),
        strict=True,
    ):
        poly = word.bounding_poly
        assert poly is not None
        assert abs(poly.left - left) < 12, text
        assert abs(poly.top - top) < 12, text
        assert abs(poly.right - left - font().getlength(word.infer_text)) < 14, text
        assert all(vertex.x == round(vertex.x) for vertex in poly.vertices)


def test_it_reads_latin_letters_beside_hangul(engine: EmbeddedEngine, tmp_path: Path) -> None:
    lines = [
        (30.0, 30.0, "보고서는 PDF와 Excel 두 가지 형식으로 받을 수 있습니다."),
        (30.0, 90.0, "문의는 help@sample.kr 또는 02-555-0142로 하세요."),
    ]
    assert rows(read(engine, saved(drawn(lines, (800, 150)), tmp_path))) == [
        text for _, _, text in lines
    ]


def test_it_reads_japanese_in_segments(engine: EmbeddedEngine, tmp_path: Path) -> None:
    text = "朝早く駅前の広場を通ると、パンの香りがした。"
    page = drawn([(30, 40, text)], (720, 110), font(28, CJK))
    image = read(engine, saved(page, tmp_path))
    assert [one.infer_text for one in image.fields] == [text]


def test_it_reads_english(engine: EmbeddedEngine, tmp_path: Path) -> None:
    text = "The harbour was quiet, and two small boats rocked."
    assert rows(read(engine, saved(drawn([(30, 40, text)], (760, 110)), tmp_path))) == [text]


def test_it_leaves_korean_out_when_told_so(engine: EmbeddedEngine, tmp_path: Path) -> None:
    source = saved(drawn(KOREAN), tmp_path)
    found = "".join(one.infer_text for one in read(engine, source, "en").fields)
    assert not any("가" <= char <= "힣" for char in found)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_it_reads_turned_pages(engine: EmbeddedEngine, tmp_path: Path, degrees: int) -> None:
    page = drawn(KOREAN).rotate(-degrees, expand=True)
    image = read(engine, saved(page, tmp_path))
    assert rows(image) == [text for _, _, text in KOREAN]
    assert (image.width, image.height) == page.size
    # The first corner is where reading starts: the upright page's top left, turned along.
    x, y = {90: (240 - 30, 30), 180: (720 - 30, 240 - 30), 270: (30, 720 - 30)}[degrees]
    left, top = corner(image.fields[0])
    assert abs(left - x) < 14
    assert abs(top - y) < 14


def test_it_reads_columns_one_after_the_other(engine: EmbeddedEngine, tmp_path: Path) -> None:
    left = [
        "접수한 서류는 영업일 기준",
        "사흘 안에 담당자가 확인하여",
        "연락드립니다. 회의실에서는",
        "의자를 제자리에 놓아 주세요.",
        "도서관은 월요일에 쉽니다.",
    ]
    right = [
        "겨울이 되면 강가에 두루미가",
        "날아와 먹이를 찾는다. 그는",
        "오래된 라디오를 고쳐 두고",
        "저녁마다 음악을 들었다. 또",
        "창문을 열어 바람을 맞았다.",
    ]
    lines = [(30.0, 30.0 + 50 * row, text) for row, text in enumerate(left)]
    lines += [(430.0, 30.0 + 50 * row, text) for row, text in enumerate(right)]
    assert rows(read(engine, saved(drawn(lines, (800, 300)), tmp_path))) == left + right


def test_it_keeps_a_receipts_amounts_beside_their_names(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    goods = [
        ("아메리카노", "4,500"),
        ("고구마", "1,800"),
        ("비빔밥", "9,000"),
        ("우유", "2,850"),
        ("합계", "18,150"),
    ]
    lines = [(30.0, 30.0 + 45 * row, name) for row, (name, _) in enumerate(goods)]
    lines += [
        (560 - font().getlength(price), 30.0 + 45 * row, price)
        for row, (_, price) in enumerate(goods)
    ]
    image = read(engine, saved(drawn(lines, (600, 280)), tmp_path))
    assert rows(image) == [f"{name} {price}" for name, price in goods]


def test_it_reads_a_line_that_runs_into_shadow(engine: EmbeddedEngine, tmp_path: Path) -> None:
    shade = Image.linear_gradient("L").rotate(90).resize((720, 240)).point(lambda v: 70 + v * 0.7)
    page = Image.composite(drawn(KOREAN), Image.new("RGB", (720, 240)), shade)
    image = read(engine, saved(page.filter(ImageFilter.GaussianBlur(0.8)), tmp_path))
    assert rows(image) == [text for _, _, text in KOREAN]


def test_it_reads_light_letters_on_dark(engine: EmbeddedEngine, tmp_path: Path) -> None:
    page = drawn(KOREAN).point(lambda value: 255 - value)
    assert rows(read(engine, saved(page, tmp_path))) == [text for _, _, text in KOREAN]


def test_it_reads_tiny_letters(engine: EmbeddedEngine, tmp_path: Path) -> None:
    page = drawn(KOREAN).resize((270, 90), Image.Resampling.LANCZOS)
    found = "".join(rows(read(engine, saved(page, tmp_path)))).replace(" ", "")
    wanted = "".join(text for _, _, text in KOREAN).replace(" ", "")
    assert sum(a == b for a, b in zip(found, wanted, strict=False)) > 0.8 * len(wanted)


@pytest.mark.parametrize("size", [(600, 400), (1, 1), (3, 900)])
def test_a_blank_page_is_a_success_without_fields(
    engine: EmbeddedEngine, tmp_path: Path, size: tuple[int, int]
) -> None:
    image = read(engine, saved(Image.new("RGB", size, "white"), tmp_path))
    assert image.infer_result == "SUCCESS"
    assert image.fields == ()


def test_a_page_of_one_colour_or_noise_is_no_error(engine: EmbeddedEngine, tmp_path: Path) -> None:
    black = Image.new("RGB", (300, 300), "black")
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    for image in (black, noise):
        assert read(engine, saved(image, tmp_path)).infer_result == "SUCCESS"


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        EmbeddedEngine(tmp_path).recognize(saved(drawn(KOREAN), tmp_path), Options())
    assert caught.value.code == "engine_unavailable"
    assert "kor.traineddata" in caught.value.detail
    assert not caught.value.sent


def test_spoilt_weights_are_an_error_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "kor.traineddata").write_bytes(b"no weights at all")
    with pytest.raises(EngineError) as caught:
        EmbeddedEngine(tmp_path).recognize(saved(drawn(KOREAN), tmp_path), Options())
    assert caught.value.code == "engine_failed"


def test_what_is_no_image_is_an_error_with_detail(engine: EmbeddedEngine, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"not an image")
    with pytest.raises(EngineError) as caught:
        engine.recognize(Source(path, "png", 10, 10), Options())
    assert caught.value.code == "engine_failed"
    assert "UnidentifiedImageError" in caught.value.detail


def test_it_goes_on_after_an_error(engine: EmbeddedEngine, tmp_path: Path) -> None:
    with pytest.raises(EngineError):
        engine.recognize(Source(tmp_path / "gone.png", "png", 10, 10), Options())
    assert read(engine, saved(drawn(KOREAN), tmp_path)).fields


def test_threads_wait_for_each_other(engine: EmbeddedEngine, tmp_path: Path) -> None:
    source = saved(drawn(KOREAN), tmp_path)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: rows(read(engine, source)), range(3)))
    assert found == [[text for _, _, text in KOREAN]] * 3


def test_two_engines_share_their_networks(tmp_path: Path) -> None:
    source = saved(drawn(KOREAN[:1], (720, 100)), tmp_path)
    for _ in range(2):
        EmbeddedEngine(TESSDATA).recognize(source, Options())
    assert list(module._readers).count((TESSDATA, 1)) == 1
