"""Measures the embedded engine: `python -m tests.benchmarks.engine [--pages DIR] [--limit N]`.

Prints markdown tables for docs/benchmarks.md: character error rate and seconds a page by
language and variant, beside plain Tesseract and rapidocr alone; peak memory; marks by
confidence; with `--kbo DIR` the KBO page at 72 dpi beside CLOVA's own answer.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2

from ocr.engines.base import Options, Source
from ocr.engines.embedded.engine import EmbeddedEngine
from ocr.engines.thresholds import CHECK_BELOW, DOUBTFUL_BELOW
from ocr.results import Field, Recognition
from tests.benchmarks import pages, rivals
from tests.benchmarks.cer import errors, normal, recall_and_precision
from tests.benchmarks.marks import Marks

TESSDATA = Path(__file__).parents[2] / "static" / "vendor" / "tessdata"
EMBEDDED = "embedded"


@dataclass
class Sum:
    """Errors, characters and seconds of some pages."""

    wrong: int = 0
    chars: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, wrong: int, chars: int, seconds: float) -> None:
        self.wrong += wrong
        self.chars += chars
        self.seconds.append(seconds)

    def __str__(self) -> str:
        middle = sorted(self.seconds)[len(self.seconds) // 2]
        return f"{100 * self.wrong / max(1, self.chars):.2f} % / {middle:.2f} s"


def text_of(recognition: Recognition) -> str:
    """The rows of the first image, one a line."""
    return "".join(
        one.infer_text + ("\n" if one.line_break else " ") for one in recognition.images[0].fields
    )


def source_of(path: Path) -> Source:
    height, width = cv2.imread(str(path)).shape[:2]
    return Source(path, "jpg" if path.suffix == ".jpg" else "png", width, height, path.stem)


class Embedded:
    """The engine as a reader of paths; keeps the fields of the last page."""

    def __init__(self) -> None:
        self._engine = EmbeddedEngine(TESSDATA, threads=1)
        self.fields: tuple[Field, ...] = ()

    def __call__(self, path: Path) -> str:
        recognition = self._engine.recognize(source_of(path), Options()).recognition
        self.fields = recognition.images[0].fields
        return text_of(recognition)


def measured(
    folder: Path, truths: list[dict[str, Any]], readers: dict[str, Callable[[Path], str]]
) -> Iterator[tuple[str, dict[str, Any], int, int, float]]:
    """For each reader and page: its name, the page's truth, errors, characters, seconds."""
    for name, read in readers.items():
        for truth in truths:
            wanted = normal(truth["text"], truth["lang"])
            started = time.perf_counter()
            got = read(folder / truth["file"])
            seconds = time.perf_counter() - started
            wrong = errors(wanted, normal(got, truth["lang"]))
            yield name, truth, wrong, len(wanted), seconds


def compare(folder: Path, limit: int, *, alone: bool) -> None:
    """Print the tables for the pages of a folder, a truth.jsonl among them."""
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truths = [json.loads(line) for line in lines][: limit or None]
    engine = Embedded()
    engine(folder / truths[0]["file"])
    sums: dict[tuple[str, str], Sum] = defaultdict(Sum)
    marks = Marks(CHECK_BELOW[EMBEDDED], DOUBTFUL_BELOW[EMBEDDED])
    for name, truth, wrong, chars, seconds in measured(folder, truths, {EMBEDDED: engine}):
        add(sums, name, truth, wrong, chars, seconds)
        marks.add(truth["text"], engine.fields)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others = {} if alone else other_readers()
    for one in measured(folder, truths, others):
        add(sums, *one)
    print_table(sums, [EMBEDDED, *others])
    print(f"\n{marks}\n\nPeak memory of the process with the embedded engine: {peak:.0f} MB.")


def add(
    sums: dict[tuple[str, str], Sum],
    name: str,
    truth: dict[str, Any],
    wrong: int,
    chars: int,
    seconds: float,
) -> None:
    for group in ("all", truth["lang"], f"{truth['lang']} {truth['kind']}", truth["variant"]):
        sums[group, name].add(wrong, chars, seconds)


def other_readers() -> dict[str, Callable[[Path], str]]:
    plain = rivals.tesseract()
    found = {"tesseract kor+eng": plain} if plain else {}
    return {**found, "rapidocr": rivals.rapidocr()}


def print_table(sums: dict[tuple[str, str], Sum], names: list[str]) -> None:
    print("| pages | n | " + " | ".join(names) + " |")
    print("|---|---|" + "---|" * len(names))
    for group in sorted({group for group, _ in sums}, key=lambda group: (group != "all", group)):
        cells = " | ".join(str(sums[group, name]) for name in names)
        print(f"| {group} | {len(sums[group, names[0]].seconds)} | {cells} |")


def kbo(folder: Path) -> None:
    """Print recall and precision on the KBO page at 72 dpi, and CLOVA's on the same pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(folder / "kbo_only_table.pdf")
    page = document[0]
    truth = page.get_textpage().get_text_range()
    answer = json.loads((folder / "result_sample.json").read_text(encoding="utf-8"))
    clova = " ".join(one["inferText"] for one in answer["images"][0]["fields"])
    engine = Embedded()
    print("\n| KBO page | recall | precision |\n|---|---|---|")
    print("| CLOVA, 72 dpi | {:.3f} | {:.3f} |".format(*recall_and_precision(truth, clova)))
    with tempfile.TemporaryDirectory() as rendered:
        for dpi in (72, 96, 144, 200):
            path = Path(rendered) / f"{dpi}.png"
            page.render(scale=dpi / 72).to_pil().save(path)
            got = recall_and_precision(truth, engine(path))
            print("| embedded, {} dpi | {:.3f} | {:.3f} |".format(dpi, *got))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the embedded engine.")
    parser.add_argument("--pages", type=Path, help="a folder with truth.jsonl; drawn if not given")
    parser.add_argument("--limit", type=int, default=0, help="only the first pages")
    parser.add_argument("--kbo", type=Path, help="the folder with the KBO page and CLOVA's answer")
    parser.add_argument("--alone", action="store_true", help="without the other engines")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as drawn:
        folder = given.pages or Path(drawn)
        if given.pages is None:
            pages.write(folder, seed=2026, each=2)
        compare(folder, given.limit, alone=given.alone)
    if given.kbo:
        kbo(given.kbo)


if __name__ == "__main__":
    main()
