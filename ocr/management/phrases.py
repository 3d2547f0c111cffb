"""Which phrases the code and the templates offer for translation; knows no .po files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# Where the context, the singular and the plural stand among the arguments of a call.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_IN_TEMPLATE = re.compile(rf"\b(?:n?p?gettext|_)\((?:\s*{_STRING}\s*,?)+(?:\s*count)?\s*\)", re.S)


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """One translatable phrase; `plural` and `context` are empty where there is none."""

    singular: str
    plural: str = ""
    context: str = ""


def phrases(root: Path) -> set[Phrase]:
    """Every phrase under `root`: Python of `ocr` and `ocrsite`, and the templates.

    Raises `SyntaxError` for a file that cannot be read as what it is.
    """
    found: set[Phrase] = set()
    for folder in ("ocr", "ocrsite"):
        for path in sorted((root / folder).rglob("*.py")):
            found.update(in_python(path.read_text(encoding="utf-8")))
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            found.update(in_template(path.read_text(encoding="utf-8")))
    return found


def in_python(source: str) -> Iterator[Phrase]:
    """The phrases of Python source: literal arguments of gettext and its relatives."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)


def in_template(source: str) -> Iterator[Phrase]:
    """The phrases of a Django template: translate, blocktranslate and `_()` in tags."""
    for match in _IN_TEMPLATE.finditer(templatize(source)):
        yield from in_python(match.group())


def _in_call(node: ast.Call) -> Iterator[Phrase]:
    places = _CALLS.get(_plain_name(node.func))
    if places is None:
        return
    texts = [_text(argument) for argument in node.args]
    context, singular, plural = (_at(texts, place) for place in places)
    if singular:
        yield Phrase(singular, plural, context)


def _plain_name(function: ast.expr) -> str:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name == "_":
        return "gettext"
    return str(name).removesuffix("_lazy").removesuffix("_noop")


def _text(argument: ast.expr) -> str:
    value = argument.value if isinstance(argument, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def _at(texts: list[str], place: int | None) -> str:
    return texts[place] if place is not None and place < len(texts) else ""
