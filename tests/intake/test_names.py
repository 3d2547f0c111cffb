"""File names as people gave them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.intake.names import MAX_NAME, normalize_name


def test_a_korean_name_from_a_mac_is_composed() -> None:
    apart = unicodedata.normalize("NFD", "영수증 2026년.jpg")
    assert apart != "영수증 2026년.jpg"
    assert normalize_name(apart) == "영수증 2026년.jpg"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("plain.png", "plain.png"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("folder/", "folder"),
        ("a\x00b\nc\td.pdf", "abcd.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("\ufeffa\u200fb.png", "ab.png"),
        ("  two   spaces .png ", "two spaces .png"),
        ("👨‍👩‍👧.png", "👨‍👩‍👧.png"),
        ("lone\ud800.png", "lone.png"),
        (".hidden", ".hidden"),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert normalize_name(given_name) == kept


@pytest.mark.parametrize("nothing", ["", "/", "..", ".", "\x00", "\u202e", " . . ", "a/.."])
def test_a_name_is_never_empty(nothing: str) -> None:
    assert normalize_name(nothing) == "file"


def test_a_long_name_keeps_its_extension() -> None:
    name = normalize_name("가" * 300 + ".jpeg")
    assert len(name) == MAX_NAME
    assert name.endswith("가.jpeg")


def test_a_long_ending_is_no_extension() -> None:
    name = normalize_name("a." + "b" * 300)
    assert name == ("a." + "b" * 300)[:MAX_NAME]


@given(st.text(max_size=400))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    kept = normalize_name(name)
    assert 1 <= len(kept) <= MAX_NAME
    assert "/" not in kept
    assert "\\" not in kept
    assert kept == normalize_name(kept)
    kept.encode()
