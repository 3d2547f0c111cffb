"""Draws pages with known text to measure on: `python -m tests.benchmarks.pages DIR`.

Korean, mixed, Japanese and English paragraphs, lists, receipts, forms and two-column pages, each
in the variants of `variants`. The truth goes to `truth.jsonl`, one object a line: file, doc,
lang, kind, variant, width, height, text (reading order, rows by line break), rows, segments.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.benchmarks import texts
from tests.benchmarks.variants import VARIANTS, Matrix, Pixels

NANUM = Path("/usr/share/fonts/truetype/nanum")
NOTO = Path("/usr/share/fonts/opentype/noto")
NANUM_FACES = ("NanumGothic", "NanumMyeongjo", "NanumBarunGothic", "NanumSquareR")
KOREAN_FONTS = (
    *((NANUM / f"{face}.ttf", 0) for face in NANUM_FACES),
    (NOTO / "NotoSansCJK-Regular.ttc", 1),
)
JAPANESE_FONTS = ((NOTO / "NotoSansCJK-Regular.ttc", 0), (NOTO / "NotoSerifCJK-Regular.ttc", 0))
Font = ImageFont.FreeTypeFont


@dataclass
class Sheet:
    """A page being drawn: rows of texts, and where each stands."""

    width: int
    height: int
    rows: list[list[str]] = field(default_factory=list)
    segments: list[dict[str, Any]] = field(default_factory=list)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), "white")
        self.draw = ImageDraw.Draw(self.image)

    def row(self, font: Font, y: float, *cells: tuple[float, str]) -> None:
        """Write texts beside each other, each from its own left edge."""
        for x, text in cells:
            self.draw.text((x, y), text, font=font, fill=(20, 20, 20))
            left, top, right, bottom = self.draw.textbbox((x, y), text, font=font)
            quad = [[left, top], [right, top], [right, bottom], [left, bottom]]
            self.segments.append({"row": len(self.rows), "text": text, "quad": quad})
        self.rows.append([text for _, text in cells])

    def cropped(self, bottom: float) -> Sheet:
        self.height = int(bottom)
        self.image = self.image.crop((0, 0, self.width, self.height))
        return self


def fonts_for(lang: str) -> tuple[tuple[Path, int], ...]:
    """The installed fonts for a language; raises `FileNotFoundError` when there is none."""
    wanted = JAPANESE_FONTS if lang == "ja" else KOREAN_FONTS
    found = tuple((path, index) for path, index in wanted if path.is_file())
    if not found:
        raise FileNotFoundError("Install fonts-nanum and fonts-noto-cjk to draw pages")
    return found


def font_for(lang: str, size: int, chance: random.Random) -> Font:
    path, index = chance.choice(fonts_for(lang))
    return ImageFont.truetype(str(path), size, index=index)


def wrapped(text: str, font: Font, width: float, *, between_words: bool) -> list[str]:
    """Lines of at most `width` pixels, broken at blanks or, in Japanese, anywhere."""
    lines: list[str] = []
    line = ""
    for piece in text.split(" ") if between_words else text:
        longer = f"{line} {piece}" if between_words and line else line + piece
        if line and font.getlength(longer) > width:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line]


SENTENCES = {
    "ko": texts.KOREAN,
    "mix": texts.MIXED,
    "ja": texts.JAPANESE,
    "en": texts.ENGLISH,
}


def paragraphs(lang: str, chance: random.Random) -> Sheet:
    size = chance.randint(21, 27)
    font = font_for(lang, size, chance)
    sheet = Sheet(960, 2000)
    y = 45.0
    for _ in range(2):
        chosen = chance.sample(SENTENCES[lang], 5)
        text = ("" if lang == "ja" else " ").join(chosen)
        y = _written(sheet, text, font, 45, y, 870, lang) + size
    return sheet.cropped(y + 20)


def columns(lang: str, chance: random.Random) -> Sheet:
    """A title and two columns of text, to be read one after the other."""
    font = font_for(lang, 20, chance)
    sheet = Sheet(1100, 2000)
    title = chance.choice(SENTENCES[lang])[:24].rstrip()
    sheet.row(font_for(lang, 32, chance), 40, (60, title))
    bottoms = []
    for x in (60, 580):
        text = ("" if lang == "ja" else " ").join(chance.sample(SENTENCES[lang], 8))
        bottoms.append(_written(sheet, text, font, x, 115, 455, lang))
    return sheet.cropped(max(bottoms) + 40)


def _written(
    sheet: Sheet, text: str, font: Font, x: float, y: float, width: float, lang: str
) -> float:
    for line in wrapped(text, font, width, between_words=lang != "ja"):
        sheet.row(font, y, (x, line))
        y += font.size * 1.7
    return y


def numbered(lang: str, chance: random.Random) -> Sheet:
    font = font_for(lang, chance.randint(21, 25), chance)
    sheet = Sheet(960, 2000)
    y = 40.0
    for number, sentence in enumerate(chance.sample(SENTENCES[lang], 8), start=1):
        y = _written(sheet, f"{number}. {sentence}", font, 40, y, 880, lang)
    return sheet.cropped(y + 25)


def receipt(lang: str, chance: random.Random) -> Sheet:
    """A shop's receipt: names left, amounts flush right."""
    font = font_for(lang, 22, chance)
    sheet = Sheet(620, 2000)
    y = 40.0
    for line in _receipt_lines(lang, chance):
        if line is None:
            sheet.draw.line((38, y + 8, 582, y + 8), fill=(60, 60, 60), width=2)
            y += 22
            continue
        left, right = line
        cells = [(40.0, left)]
        if right:
            cells.append((580 - font.getlength(right), right))
        sheet.row(font, y, *cells)
        y += 36
    return sheet.cropped(y + 30)


def _receipt_lines(lang: str, chance: random.Random) -> Iterator[tuple[str, str] | None]:
    goods = {"ja": texts.JAPANESE_GOODS, "en": texts.ENGLISH_GOODS}.get(lang, texts.GOODS)
    date = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} {chance.randint(9, 21)}:35"
    heads = {"ja": "領収書", "en": "Corner Store", "ko": chance.choice(texts.SHOPS)}
    yield heads[lang], ""
    if lang == "ko":
        yield (
            f"대표 {chance.choice(texts.PEOPLE)}",
            f"TEL 042-{chance.randint(200, 899)}-0{chance.randint(100, 999)}",
        )
        yield chance.choice(texts.PLACES), ""
    yield date, f"No.{chance.randint(1000, 9999)}"
    yield None
    total = 0.0
    for name, price in chance.sample(list(goods), 6):
        total += price
        yield name, _money(price, lang)
    yield None
    yield {"ja": "合計", "en": "Total", "ko": "합계"}[lang], _money(total, lang)
    thanks = {"ja": "ありがとうございました", "en": "Thank you", "ko": "이용해 주셔서 고맙습니다."}
    yield thanks[lang], ""


def _money(amount: float, lang: str) -> str:
    return {"ko": f"{amount:,.0f}원", "ja": f"¥{amount:,.0f}", "en": f"{amount:.2f}"}[lang]


def form(lang: str, chance: random.Random) -> Sheet:
    """A Korean form: a ruled table of labels and values."""
    font = font_for(lang, 23, chance)
    sheet = Sheet(960, 1200)
    sheet.row(font_for(lang, 36, chance), 40, (340, chance.choice(texts.FORM_TITLES)))
    y = 130
    for row in _form_rows(chance):
        edges = (50, 210, 480, 640, 910) if len(row) == 4 else (50, 210, 910)
        for left, right in pairwise(edges):
            sheet.draw.rectangle((left, y, right, y + 52), outline=(70, 70, 70), width=2)
        cells = [(left + 14.0, text) for left, text in zip(edges, row, strict=False)]
        sheet.row(font, y + 12, *cells)
        y += 52
    sheet.row(font, y + 45, (370, f"2026년 {chance.randint(1, 12)}월 {chance.randint(1, 28)}일"))
    return sheet.cropped(y + 130)


def _form_rows(chance: random.Random) -> list[list[str]]:
    first, second = chance.sample(texts.PEOPLE, 2)
    return [
        ["성명", first, "연락처", f"010-{chance.randint(2000, 9999)}-{chance.randint(1000, 9999)}"],
        [
            "부서",
            "연구개발팀",
            "생년월일",
            f"19{chance.randint(60, 99)}-04-{chance.randint(10, 28)}",
        ],
        ["접수번호", f"A-{chance.randint(10000, 99999)}", "담당자", second],
        ["주소", chance.choice(texts.PLACES)],
        ["사유", "개인 사정으로 연차 휴가를 신청합니다."],
        ["비고", f"첨부 서류 {chance.randint(2, 5)}부 포함"],
    ]


KINDS: tuple[tuple[str, str, Callable[[str, random.Random], Sheet]], ...] = (
    ("ko", "para", paragraphs),
    ("ko", "columns", columns),
    ("ko", "receipt", receipt),
    ("ko", "form", form),
    ("mix", "list", numbered),
    ("ja", "para", paragraphs),
    ("ja", "receipt", receipt),
    ("en", "para", paragraphs),
    ("en", "receipt", receipt),
)


def drawn(seed: int, each: int) -> Iterator[tuple[dict[str, Any], Pixels]]:
    """Every kind of page `each` times in every variant: the truth, and the pixels."""
    for lang, kind, draw in KINDS:
        for number in range(each):
            name = f"{lang}_{kind}_{number}"
            sheet = draw(lang, random.Random(f"{seed} {name}"))
            page = np.ascontiguousarray(np.asarray(sheet.image)[:, :, ::-1])
            for variant, spoil in VARIANTS.items():
                pixels, matrix = spoil(page, random.Random(f"{seed} {name} {variant}"))
                yield _truth(sheet, name, lang, kind, variant, pixels, matrix), pixels


def _truth(
    sheet: Sheet, name: str, lang: str, kind: str, variant: str, pixels: Pixels, matrix: Matrix
) -> dict[str, Any]:
    ending = "jpg" if variant in ("noisejpg", "photo") else "png"
    segments = [dict(one, quad=_moved(one["quad"], matrix)) for one in sheet.segments]
    return {
        "file": f"{name}__{variant}.{ending}",
        "doc": name,
        "lang": lang,
        "kind": kind,
        "variant": variant,
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "text": "\n".join(" ".join(row) for row in sheet.rows),
        "rows": sheet.rows,
        "segments": segments,
    }


def _moved(quad: list[list[float]], matrix: Matrix) -> list[list[float]]:
    corners = np.hstack([np.array(quad, np.float64), np.ones((4, 1))]) @ matrix.T
    return [[round(x / w, 1), round(y / w, 1)] for x, y, w in corners]


def write(folder: Path, seed: int, each: int) -> int:
    """Draw the pages into a folder; gives how many."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for truth, pixels in drawn(seed, each):
        quality = [cv2.IMWRITE_JPEG_QUALITY, 88] if truth["file"].endswith("jpg") else []
        cv2.imwrite(str(folder / truth["file"]), pixels, quality)
        lines.append(json.dumps(truth, ensure_ascii=False))
    (folder / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw pages with known text.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--each", type=int, default=2, help="pages of each kind")
    given = parser.parse_args()
    print(f"{write(given.folder, given.seed, given.each)} pages in {given.folder}")


if __name__ == "__main__":
    main()
