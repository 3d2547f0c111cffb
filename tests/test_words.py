"""The glossary of the interface: one thing, one word; calm sentences (design brief, part 2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from ocr.management import catalog
from ocr.management.phrases import in_python, phrases

ROOT = Path(settings.BASE_DIR)
KOREAN = ROOT / "ocr" / "locale" / "ko" / "LC_MESSAGES" / "django.po"
DJANGOS = ROOT / "ocr" / "admin" / "wording.py"

BANNED_KOREAN = {
    "귀하": "당신도 귀하도 쓰지 않는다",
    "당신": "당신도 귀하도 쓰지 않는다",
    "독자": "사람을 부르지 않는다",
    "바랍니다": "~하세요",
    "십시오": "~하세요",
    "해주세요": "~하세요",
    "해 주세요": "~하세요",
    "되어지": "이중 피동",
    "!": "느낌표를 쓰지 않는다",
    "！": "느낌표를 쓰지 않는다",
    "첨부": "업로드",
    "올리기": "업로드",
    "올리세요": "업로드하세요",
    "내려받기": "다운로드",
    "스캔": "이미지, 쪽, 작업",
    "태스크": "작업",
    "아이템": "필드",
    "텍스트 상자": "필드",
    "히스토리": "작업 내역, 변경 기록",
    "재시도": "다시 시도",
    "신뢰성": "신뢰도",
    "인식률": "신뢰도",
    "임베디드": "내장 엔진",
    "시크릿": "Secret Key",
    "비밀 키": "Secret Key",
    "비밀키": "Secret Key",
    "인보크": "Invoke URL",
    "제이슨": "JSON",
    "네이버": "NAVER",
    "배치": "묶음",
}
PAGE_AS_SHEET = re.compile(r"(?<!관리자 )페이지|(?<![가-힣])\d+장|%\(\w+\)s장|\{\w*\}장")
WEB_PAGES = (
    "이 페이지",
    "페이지를 찾을",
    "페이지를 다시",
    "페이지가 너무",
    "페이지에 없",
    "페이지를 볼",
    "페이지가 오래",
    "요청한 페이지",
)

BANNED_ENGLISH = re.compile(
    r"\b(please|oops|sorry|documents?|scan(?:s|ned|ning)?|tasks?|result items?|text ?box(?:es)?|"
    r"canceled|successfully|invalid|history of|reading room|doctor|drill|reprocess)\b|!",
    re.I,
)


def korean() -> list[str]:
    found = []
    for message in catalog.read(KOREAN):
        if message.id:
            texts = message.string if isinstance(message.string, tuple | list) else [message.string]
            found += [str(text) for text in texts]
    return found


def english() -> list[str]:
    djangos = set(in_python(DJANGOS.read_text(encoding="utf-8")))
    ours = phrases(ROOT) - djangos
    return [text for phrase in sorted(ours) for text in (phrase.singular, phrase.plural) if text]


@pytest.mark.parametrize("word", sorted(BANNED_KOREAN))
def test_korean_keeps_to_the_glossary(word: str) -> None:
    assert [text for text in korean() if word in text] == [], BANNED_KOREAN[word]


def test_a_page_of_a_job_is_always_the_same_word() -> None:
    wrong = [
        text
        for text in korean()
        if PAGE_AS_SHEET.search(text) and not any(allowed in text for allowed in WEB_PAGES)
    ]
    assert wrong == []


def test_english_keeps_to_the_glossary() -> None:
    assert [text for text in english() if BANNED_ENGLISH.search(text)] == []


def test_english_is_in_sentence_case() -> None:
    names = {"Secret", "Key", "Keys", "Invoke", "General", "Template", "Hangul", "Word", "Korean",
             "Japanese", "Gateway", "English", "Traditional", "Ctrl", "C", "V"}  # fmt: skip
    wrong = [
        text
        for text in english()
        if len(text.split()) < 5
        and any(word.istitle() and word not in names for word in re.findall(r"\w+", text)[1:])
        and not re.search(r"[.:?] [A-Z]", text)
    ]
    assert wrong == []


def test_korean_statements_are_polite_and_plain() -> None:
    rude = re.compile(r"(?:[가-힣]다\.|[가-힣]음\.|하시오\.?)$")
    polite = re.compile(r"니다\.$")
    assert [t for t in korean() if rude.search(t) and not polite.search(t)] == []


def test_the_bans_would_find_what_they_ban() -> None:
    assert BANNED_ENGLISH.search("Please scan the document!")
    assert PAGE_AS_SHEET.search("3 페이지")
    assert PAGE_AS_SHEET.search("12장")
    assert not PAGE_AS_SHEET.search("관리자 페이지")
