"""Every visible string is offered for translation, and translated into good Korean."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from ocr.management import catalog
from ocr.management.phrases import Phrase, in_python, in_template, phrases

ROOT = Path(settings.BASE_DIR)
KOREAN = ROOT / "ocr" / "locale" / "ko" / "LC_MESSAGES" / "django.po"

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdr]|%[sd]|\{(\w*)\}")
PARTICLES = re.compile(
    r"을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|는\(은\)|와\(과\)|과\(와\)|\(으\)로|\(이\)|을/를|이/가|은/는|와/과"
)
VARIABLE_WITH_PARTICLE = re.compile(
    r"(?:%\(\w+\)s|\{\w*\})(?:을|를|이|가|은|는|과|와|으로|로)(?![가-힣])"
)


def messages() -> list[Message]:
    return [message for message in catalog.read(KOREAN) if message.id]


def texts(message: Message) -> list[str]:
    found = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [str(text) for text in found]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple | list) else [str(message.id)]


def test_every_phrase_of_the_code_is_translated() -> None:
    korean = catalog.read(KOREAN)
    missing = []
    for phrase in sorted(phrases(ROOT)):
        identity = (phrase.singular, phrase.plural) if phrase.plural else phrase.singular
        message = korean.get(identity, phrase.context or None)
        if message is None or not catalog.filled(message):
            missing.append(phrase)
    assert missing == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


def test_no_translation_stands_in_the_catalog_twice_over() -> None:
    wanted = phrases(ROOT)
    extra = [
        message.id
        for message in messages()
        if Phrase(ids(message)[0], ids(message)[1] if len(ids(message)) > 1 else "",
                  message.context or "") not in wanted
    ]  # fmt: skip
    assert extra == []


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def test_every_translation_has_the_placeholders_of_its_phrase() -> None:
    wrong = []
    for message in messages():
        wanted = placeholders(ids(message)[-1])
        wrong += [text for text in texts(message) if placeholders(text) != wanted]
    assert wrong == []


def test_no_translation_puts_a_percent_sign_where_formatting_breaks() -> None:
    for message in messages():
        for text in texts(message):
            if "%" in ids(message)[0]:
                bare = PLACEHOLDER.sub("", text.replace("%%", ""))
                assert "%" not in bare, text


def test_no_translation_writes_a_particle_in_brackets() -> None:
    assert [text for m in messages() for text in texts(m) if PARTICLES.search(text)] == []


def test_no_particle_follows_a_name_that_may_end_either_way() -> None:
    found = [t for m in messages() for t in texts(m) if VARIABLE_WITH_PARTICLE.search(t)]
    assert found == []


def test_the_search_for_particles_finds_them() -> None:
    assert PARTICLES.search("파일을(를) 삭제")
    assert VARIABLE_WITH_PARTICLE.search("%(name)s을 삭제")
    assert not VARIABLE_WITH_PARTICLE.search("'%(name)s' 파일을 삭제")


# --- text in templates that nobody can translate

PRODUCT_WORDS = {
    "ocrsite", "CLOVA", "OCR", "NAVER", "JSON", "PDF", "TIFF", "JPEG", "PNG", "HEIC", "WebP",
    "GIF", "BMP", "Invoke", "URL", "Secret", "Key", "Keys", "General", "Template", "XLSX", "CSV",
    "API", "HTTP", "TSV", "MB", "Ctrl", "Alt", "Shift", "Enter", "Esc", "Tab", "Home", "End",
    "English", "한국어", "B", "K", "V", "Delete", "Space", "PageUp", "PageDown", "DOCX", "HWP",
    "HWPX", "ZIP", "dpi", "px", "ms",
}  # fmt: skip
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
TRANSLATED = re.compile(
    r"\{%\s*(?:blocktranslate|blocktrans)\b.*?\{%\s*end(?:blocktranslate|blocktrans)\s*%\}", re.S
)
CLASSES = re.compile(r"\{%\s*block\s+(?:body_?class|coltype)\s*%\}.*?\{%\s*endblock", re.S)
COMMENT = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}", re.S)
SPOKEN = {"title", "placeholder", "alt", "aria-label", "aria-description"}
WORD = re.compile(r"[A-Za-z가-힣]+")


class Visible(HTMLParser):
    """Collects words that a person reads, in text and in attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "template-code"}:
            self._silent += 1
        for name, value in attrs:
            if name in SPOKEN:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "template-code"}:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        self.words += [word for word in WORD.findall(text) if word not in PRODUCT_WORDS]


def untranslatable(source: str) -> list[str]:
    bare = TAG.sub(" ", TRANSLATED.sub(" ", CLASSES.sub("{%", COMMENT.sub(" ", source))))
    found = Visible()
    found.feed(bare)
    return found.words


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_no_template_holds_words_that_cannot_be_translated(path: Path) -> None:
    assert untranslatable(path.read_text(encoding="utf-8")) == []


def test_the_search_for_words_in_templates_finds_them() -> None:
    assert untranslatable("<p>Hello {{ name }}</p>") == ["Hello"]
    assert untranslatable('<a title="Open it">{% translate "Open" %}</a>') == ["Open", "it"]
    assert untranslatable("<p>{% blocktranslate %}Hi{% endblocktranslate %} JSON</p>") == []
    assert untranslatable("<script>let words</script>") == []


# --- what is extracted


def test_phrases_are_found_in_python() -> None:
    source = (
        '_("one"); ngettext("a", "b", n); pgettext_lazy("where", "two"); gettext("x" "y")\n'
        'translation.gettext_lazy("three"); npgettext("c", "s", "p", 2); other("no")'
    )
    assert set(in_python(source)) == {
        Phrase("one"), Phrase("a", "b"), Phrase("two", context="where"), Phrase("xy"),
        Phrase("three"), Phrase("s", "p", "c"),
    }  # fmt: skip


def test_phrases_are_found_in_templates() -> None:
    source = """
      {% translate "one" %}{% translate 'it"s' context "where" %}
      {% blocktranslate trimmed with name=x %}
        two {{ name }}
        lines
      {% endblocktranslate %}
      {% blocktranslate count n=n %}a{% plural %}{{ n }} b{% endblocktranslate %}
      {% include "x.html" with label=_("three") %}{{ _("four") }}
    """
    assert set(in_template(source)) == {
        Phrase("one"), Phrase('it"s', context="where"), Phrase("two %(name)s lines"),
        Phrase("a", "%(n)s b"), Phrase("three"), Phrase("four"),
    }  # fmt: skip


def test_an_update_keeps_translations_and_marks_what_is_not_used_any_more(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    first = catalog.updated(catalog.read(path), [Phrase("Open"), Phrase("a", "b")])
    first.get("Open").string = "열기"  # type: ignore[union-attr]
    first.get(("a", "b")).string = ("가",)  # type: ignore[union-attr]
    catalog.write(first, path)
    text = path.read_text()
    catalog.write(catalog.updated(catalog.read(path), [Phrase("Open"), Phrase("a", "b")]), path)
    assert path.read_text() == text
    catalog.write(catalog.updated(catalog.read(path), [Phrase("Close")]), path)
    assert '#~ msgid "Open"' in path.read_text()
    back = catalog.updated(catalog.read(path), [Phrase("Open"), Phrase("Close")])
    assert back.get("Open").string == "열기"  # type: ignore[union-attr]


def test_a_compiled_catalog_is_what_django_reads(tmp_path: Path) -> None:
    import gettext

    path = tmp_path / "django.po"
    made = catalog.updated(catalog.read(path), [Phrase("Open"), Phrase("a", "%(n)s b")])
    made.get("Open").string = "열기"  # type: ignore[union-attr]
    made.get(("a", "%(n)s b")).string = ("%(n)s개",)  # type: ignore[union-attr]
    catalog.write(made, path)
    with catalog.compiled(path).open("rb") as file:
        korean = gettext.GNUTranslations(file)
    assert korean.gettext("Open") == "열기"
    assert korean.ngettext("a", "%(n)s b", 3) == "%(n)s개"
