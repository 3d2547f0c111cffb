"""Lays Tesseract's and PP-OCRv6's characters of one word side by side: Hangul from the first.

Neither's columns are exact: Tesseract's boxes run on into the next character, PP-OCRv6
names a middle to within some pixels. So equal characters are matched first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.engines.embedded.blanks import Blanks, Spot
from ocr.engines.embedded.crops import HEIGHT
from ocr.engines.embedded.hangul import Symbol
from ocr.engines.embedded.recognizer import Glyph
from ocr.engines.embedded.script import has_hangul, is_jamo, is_latin

SURE_GLYPH = 0.75
SURE_LETTER = 0.97
SURE_SYLLABLE = 0.95
OVER_UNSURE = 0.85
EDGE = 0.1 * HEIGHT
SLIVER = 0.3 * HEIGHT
ECHO = 0.8 * HEIGHT
NEAR = 0.4 * HEIGHT
OVERRATED = 0.06
LETTER = "a"
LIKE_HANGUL = frozenset("0OoQCIl1|HLT7JEF[]()/\\-")


def sure_letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """PP-OCRv6's Latin letters, digits and signs that are sure enough to count."""
    return [g for g in glyphs if is_latin(g.char) and g.char.strip() and g.confidence >= SURE_GLYPH]


def is_unlike_hangul(char: str) -> bool:
    """Whether no part of a syllable is ever taken for this letter (매 is read as 0H)."""
    return char.isalpha() and char not in LIKE_HANGUL


def kept_syllables(symbols: Sequence[Symbol], letters: Sequence[Glyph]) -> list[bool]:
    """For each of Tesseract's characters, whether it is a syllable that stays."""
    matched = set(_echoes(symbols, letters))
    rivals = [letter for place, letter in enumerate(letters) if place not in matched]
    return [
        _is_kept(symbol, rivals, symbols[place - 1].text if place else "")
        for place, symbol in enumerate(symbols)
    ]


def merged(
    symbols: Sequence[Symbol], letters: Sequence[Glyph], blanks: Blanks
) -> tuple[str, float | None]:
    """The word's text and how sure: Tesseract's syllables, PP-OCRv6's letters for all else.

    Where the two meet there may be a blank that Tesseract did not see. Not a letter
    came from PP-OCRv6: nothing new is known of how sure the word is (`None`).
    """
    kept = kept_syllables(symbols, letters)
    runs, run_of = _runs(symbols, kept)
    echoes = _echoes(symbols, letters)
    used = []
    for place, letter in enumerate(letters):
        run = runs[run_of[echoes[place]]] if place in echoes else _nearest(runs, letter.x)
        if run is not None and not run.kept:
            run.instead += letter.char
            used.append(letter.confidence)
    rest = [run.least - OVERRATED for run in runs if run.kept or not run.instead]
    return _joined(runs, blanks), max(0.0, min(used + rest)) if used else None


def _joined(runs: Sequence[_Run], blanks: Blanks) -> str:
    text = ""
    for place, run in enumerate(runs):
        before = runs[place - 1] if place else None
        if before and blanks.part(before.last, run.first):
            text += " "
        text += run.text if run.kept else run.instead or run.text
    return text


def _echoes(symbols: Sequence[Symbol], letters: Sequence[Glyph]) -> dict[int, int]:
    """Which letter is which equal character of Tesseract's, both from left to right."""
    echoes: dict[int, int] = {}
    start = 0
    for place, letter in enumerate(letters):
        for index in range(start, len(symbols)):
            symbol = symbols[index]
            if symbol.text == letter.char and abs(symbol.middle - letter.x) < ECHO:
                echoes[place] = index
                start = index + 1
                break
    return echoes


def _is_kept(symbol: Symbol, rivals: Sequence[Glyph], before: str) -> bool:
    """Hangul, unless letters stand in its place that are surer than it."""
    if not has_hangul(symbol.text):
        return False
    inside = [letter for letter in rivals if _is_inside(symbol, letter)]
    if not inside:
        return True
    if is_jamo(symbol.text):
        return False
    text = "".join(letter.char for letter in inside)
    if before.isdigit() and len(text) > 1 and symbol.confidence >= 0.9 and set(text) <= LIKE_HANGUL:
        return True
    least = min(letter.confidence for letter in inside)
    return least < (SURE_LETTER if symbol.confidence >= SURE_SYLLABLE else OVER_UNSURE)


def _is_inside(symbol: Symbol, letter: Glyph) -> bool:
    """Whether a letter stands where a syllable was read, not merely at its edge."""
    if not letter.char.isalnum():
        return False
    width = symbol.right - symbol.left
    if width < SLIVER:
        # Too narrow for a syllable: its box is off, or it is a piece of a letter.
        return abs(symbol.middle - letter.x) < SLIVER
    edge = min(EDGE, width / 4)
    return symbol.left + edge <= letter.x <= symbol.right - edge


@dataclass(slots=True)
class _Run:
    """Neighbouring characters that all stay, or all give way to `instead`."""

    kept: bool
    left: float
    right: float
    text: str
    first: Spot
    last: Spot
    least: float
    instead: str = ""


def _runs(symbols: Sequence[Symbol], kept: Sequence[bool]) -> tuple[list[_Run], list[int]]:
    """The runs, and for each character the place of its run."""
    runs: list[_Run] = []
    run_of = []
    for symbol, keep in zip(symbols, kept, strict=True):
        if runs and runs[-1].kept == keep:
            runs[-1].text += symbol.text
            runs[-1].right = symbol.right
            runs[-1].last = (LETTER, symbol.middle)
            runs[-1].least = min(runs[-1].least, symbol.confidence)
        else:
            if runs:
                runs[-1].right = min(runs[-1].right, max(symbol.left, runs[-1].left))
            spot = (LETTER, symbol.middle)
            run = _Run(keep, symbol.left, symbol.right, symbol.text, spot, spot, symbol.confidence)
            runs.append(run)
        run_of.append(len(runs) - 1)
    return runs, run_of


def _nearest(runs: Sequence[_Run], x: float) -> _Run | None:
    """The run that a letter belongs to; none when a syllable stands there."""
    if any(run.kept and run.left + EDGE < x < run.right - EDGE for run in runs):
        return None
    others = [run for run in runs if not run.kept]
    nearest = min(others, key=lambda run: _distance(run, x), default=None)
    return nearest if nearest is not None and _distance(nearest, x) < NEAR else None


def _distance(run: _Run, x: float) -> float:
    return max(run.left - x, x - run.right, 0.0)
