"""Reads multipart bodies as loosely as CLOVA does: vendor samples leave out the blank
after the header's colon, and the quotes round a name may be missing (contract 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    name: str
    filename: str | None
    content_type: str | None
    content: bytes


def parse(content_type: str, body: bytes) -> dict[str, Part]:
    """Return the parts by name; raises `ValueError` on anything that is not multipart."""
    found = re.search(r'boundary="?([^";]+)"?', content_type)
    if found is None:
        raise ValueError("no boundary")
    mark = b"--" + found.group(1).encode()
    opening, *sections = (b"\r\n" + body).split(b"\r\n" + mark)
    if opening.strip() or not sections or not sections[-1].startswith(b"--"):
        raise ValueError("the boundaries do not fit")
    parts = [_part(section) for section in sections[:-1]]
    return {part.name: part for part in parts}


def _part(section: bytes) -> Part:
    head, parted, content = section.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not parted:
        raise ValueError("a part without a blank line")
    headers = {}
    for line in head.decode("utf-8").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    disposition = headers.get("content-disposition", "")
    name = _parameter(disposition, "name")
    if name is None:
        raise ValueError("a part without a name")
    return Part(name, _parameter(disposition, "filename"), headers.get("content-type"), content)


def _parameter(disposition: str, name: str) -> str | None:
    found = re.search(rf'(?:^|[;\s]){name}=(?:"([^"]*)"|([^;\s]+))', disposition)
    if found is None:
        return None
    return found.group(1) if found.group(1) is not None else found.group(2)
