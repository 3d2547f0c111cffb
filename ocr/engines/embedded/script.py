"""Which writing a character belongs to, as far as the two recognisers differ in it."""

from __future__ import annotations

LATIN_END = 0x250
FIRST_SYLLABLE = 0xAC00
SIGNS = frozenset("₩€£¥°·…–—‘’“”×÷±²³㎡㎏℃※○●□■△▲☆★→←↑↓")
HANGUL_RANGES = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))


def is_hangul(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in HANGUL_RANGES)


def has_hangul(text: str) -> bool:
    return any(is_hangul(char) for char in text)


def all_hangul(text: str) -> bool:
    """Whether there are syllables and points, nothing else."""
    return has_hangul(text) and all(is_hangul(char) or char in ".," for char in text)


def is_jamo(text: str) -> bool:
    """Whether it is a lone Korean letter, which hardly stands in running text."""
    return len(text) == 1 and is_hangul(text) and ord(text) < FIRST_SYLLABLE


def is_latin(char: str) -> bool:
    """Whether a character is narrow: a Latin letter, a digit, punctuation or a common sign."""
    return ord(char) < LATIN_END or char in SIGNS


def all_latin(text: str) -> bool:
    return all(is_latin(char) for char in text)
