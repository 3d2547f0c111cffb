"""Translation files: read, brought up to date, written and compiled with Babel.

Written files hold no dates and no line numbers, so that they change only with the
words; phrases that are used no longer stay at the end, marked obsolete.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ocr.management.phrases import Phrase

_HEADER = """\
# Translations of ocrsite. `manage.py messages --update` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def read(path: Path, language: str = "ko") -> Catalog:
    """The translations in `path`; an absent file gives none. Raises ValueError if malformed."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(old: Catalog, wanted: Iterable[Phrase], others: Iterable[Catalog] = ()) -> Catalog:
    """A new catalog of the `wanted` phrases, translated as in `old`, then in `others`.

    What nobody wants any more becomes obsolete; obsolete phrases that are wanted again
    come back with their translation. Translations are never guessed (fuzzy).
    """
    sources = [old, *others]
    new = Catalog(locale=old.locale)
    for phrase in sorted(wanted):
        identity = (phrase.singular, phrase.plural) if phrase.plural else phrase.singular
        context = phrase.context or None
        new.add(identity, string=_known(sources, identity, context), context=context)
    for message in _all(old):
        if message.id and message.string and not _has(new, message):
            new.obsolete[_key(message)] = message
    return new


def write(catalog: Catalog, path: Path) -> None:
    """Write `catalog` as a .po file, sorted, under a header that does not change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_HEADER.format(language=catalog.locale).encode())
        write_po(file, catalog, width=100, omit_header=True, no_location=True, sort_output=True)


def compiled(path: Path) -> Path:
    """Write the .mo file beside the .po file at `path`; returns its path."""
    target = path.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, read(path))
    return target


def _all(catalog: Catalog) -> list[Message]:
    return [*catalog, *catalog.obsolete.values()]


def _key(message: Message) -> Any:
    return (message.id, message.context) if message.context else message.id


def _has(catalog: Catalog, message: Message) -> bool:
    return catalog.get(message.id, message.context) is not None


def _known(sources: list[Catalog], identity: str | tuple[str, str], context: str | None) -> Any:
    for catalog in sources:
        candidates = [catalog.get(identity, context)]
        candidates += [
            message
            for message in catalog.obsolete.values()
            if message.id == identity and message.context == context
        ]
        for message in candidates:
            if message is not None and filled(message) and not message.fuzzy:
                return message.string
    return None


def filled(message: Message) -> bool:
    """Whether every form of the message has a translation."""
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(texts)
