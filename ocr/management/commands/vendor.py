"""`manage.py vendor`: lay npm's files where the site serves them, and unpack the weights.

Reads `node_modules/` (from `npm ci`), writes the git-ignored `static/vendor/`. Lines
that name source maps are taken out: the maps are not shipped.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.core.management.base import BaseCommand

SVG = "http://www.w3.org/2000/svg"
FILES = {
    "modern-normalize/modern-normalize.css": "modern-normalize/modern-normalize.css",
    "modern-normalize/license": "modern-normalize/LICENSE",
    "@tabler/icons/LICENSE": "icons/LICENSE",
}
WEIGHTS = "@tesseract.js-data/kor/4.0.0_best_int/kor.traineddata.gz"


class Command(BaseCommand):
    help = "Lay front-end files and Korean weights from node_modules into static/vendor."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        modules = settings.BASE_DIR / "node_modules"
        target = settings.BASE_DIR / "static" / "vendor"
        for source, name in FILES.items():
            _copy(modules / source, target / name)
        names = (settings.BASE_DIR / "static" / "icons.txt").read_text().split()
        _sprite(modules / "@tabler/icons/icons/outline", names, target / "icons" / "sprite.svg")
        _unpack(modules / WEIGHTS, settings.TESSDATA / "kor.traineddata")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text()
    target.write_text(re.sub(r"/[/*]# sourceMappingURL=.*", "", text))


def _sprite(folder: Path, names: list[str], target: Path) -> None:
    """One file with a `<symbol>` for each icon that the site uses."""
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in sorted(set(names)):
        icon = ElementTree.parse(folder / f"{name}.svg").getroot()  # noqa: S314
        symbol = ElementTree.SubElement(sprite, f"{{{SVG}}}symbol", icon.attrib)
        # A symbol with a size of its own is cut off instead of scaled.
        for name_of_size in ("class", "width", "height"):
            symbol.attrib.pop(name_of_size, None)
        symbol.set("id", name)
        symbol.extend(list(icon))
    target.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(sprite).write(target, encoding="unicode")


def _unpack(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".new")
    with gzip.open(source) as packed, temporary.open("wb") as file:
        shutil.copyfileobj(packed, file)
    temporary.replace(target)
