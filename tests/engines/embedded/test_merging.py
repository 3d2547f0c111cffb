"""Columns as Tesseract and PP-OCRv6 really give them: a strip is 48 pixels high."""

from __future__ import annotations

import numpy as np

from ocr.engines.embedded.blanks import blanks_of
from ocr.engines.embedded.hangul import HangulWord, Symbol, parted
from ocr.engines.embedded.merging import kept_syllables, merged
from ocr.engines.embedded.picture import Pixels
from ocr.engines.embedded.recognizer import Glyph


def strip(*ink: tuple[int, int], width: int = 200) -> Pixels:
    """A levelled strip with ink in these columns."""
    grey = np.full((48, width), 255, np.uint8)
    for left, right in ink:
        grey[10:40, left:right] = 0
    return grey


def text_of(symbols: list[Symbol], letters: list[Glyph]) -> str:
    ink = [(int(symbol.left), int(symbol.right) - 3) for symbol in symbols]
    blanks = blanks_of(strip(*ink), [symbol.middle for symbol in symbols])
    return merged(symbols, letters, blanks)[0]


def test_letters_replace_what_tesseract_made_of_them() -> None:
    symbols = [
        Symbol("7", 0.87, 10, 30), Symbol("마", 0.54, 30, 74), Symbol("와", 0.99, 76, 110),
    ]  # fmt: skip
    letters = [Glyph("P", 1.0, 20), Glyph("D", 1.0, 42), Glyph("F", 1.0, 64)]
    assert text_of(symbols, letters) == "PDF와"


def test_a_sure_syllable_stays_against_less_sure_letters() -> None:
    symbols = [
        Symbol("1", 0.99, 14, 30), Symbol("0", 0.99, 31, 49), Symbol("0", 0.99, 50, 72),
        Symbol("매", 0.99, 72, 103),
    ]  # fmt: skip
    letters = [
        Glyph("1", 1.0, 20), Glyph("0", 1.0, 42), Glyph("0", 1.0, 61),
        Glyph("0", 0.89, 82), Glyph("H", 0.87, 95),
    ]  # fmt: skip
    assert text_of(symbols, letters) == "100매"


def test_a_syllable_after_digits_stays_even_against_sure_lookalikes() -> None:
    symbols = [Symbol("5", 0.99, 10, 25), Symbol("0", 0.99, 28, 45), Symbol("개", 0.99, 46, 80)]
    letters = [Glyph("5", 1.0, 18), Glyph("0", 1.0, 36), Glyph("7", 0.99, 55), Glyph("H", 0.99, 70)]
    assert text_of(symbols, letters) == "50개"


def test_an_equal_digit_near_a_syllables_edge_does_not_replace_it() -> None:
    # Tesseract's box of the 5 is off: its ink lies in the box of 분.
    symbols = [Symbol("1", 0.99, 10, 20), Symbol("5", 0.99, 20, 22), Symbol("분", 0.99, 23, 75)]
    letters = [Glyph("1", 1.0, 15), Glyph("5", 1.0, 33)]
    assert text_of(symbols, letters) == "15분"


def test_a_lone_jamo_gives_way_to_a_letter() -> None:
    symbols = [Symbol("ㅇ", 0.99, 40, 60)]
    assert kept_syllables(symbols, [Glyph("o", 0.8, 50)]) == [False]
    assert kept_syllables(symbols, []) == [True]


def test_a_blank_that_nobody_read_is_seen_where_the_two_meet() -> None:
    symbols = [Symbol("6", 0.9, 10, 30), Symbol("티", 0.6, 30, 62), Symbol("두", 0.99, 82, 115)]
    letters = [Glyph("A", 1.0, 20), Glyph("B", 1.0, 46)]
    assert text_of(symbols, letters) == "AB 두"


def test_tesseracts_words_are_joined_where_the_ink_is_not_parted() -> None:
    words = [
        HangulWord("서", 0.9, 10, 40, [Symbol("서", 0.9, 10, 40)]),
        HangulWord("버", 0.8, 41, 70, [Symbol("버", 0.8, 41, 70)]),
    ]
    joined = parted(words, blanks_of(strip((10, 40), (41, 70)), [25, 55]))
    assert [word.text for word in joined] == ["서버"]
    assert joined[0].confidence == 0.8


def test_words_end_where_their_ink_ends() -> None:
    words = [
        HangulWord("수", 0.9, 12, 60, [Symbol("수", 0.9, 12, 60)]),
        HangulWord("비", 0.8, 62, 96, [Symbol("비", 0.8, 62, 96)]),
    ]
    first, second = parted(words, blanks_of(strip((10, 40), (64, 100)), [36, 79]))
    assert (first.left, first.right, second.left, second.right) == (10, 40, 64, 100)


def test_a_strip_full_of_ink_has_no_blanks_and_breaks_nothing() -> None:
    words = [HangulWord("가", 0.2, 0, 200, [Symbol("가", 0.2, 0, 200)])]
    (word,) = parted(words, blanks_of(strip((0, 200)), [100]))
    assert 0 <= word.left < word.right <= 200
