"""Small PDF files for tests, written by hand: plain, locked, enormous and broken."""

from __future__ import annotations

import hashlib
import struct

ID = bytes(range(16))
SQUARE = b"0 0 0 rg 0 0 50 50 re f"
"""A black square in the lower left corner."""


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects; number 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    where: dict[int, int] = {}
    for number, body in objects.items():
        where[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        if number in where:
            out += b"%010d 00000 n \n" % where[number]
        else:
            out += b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def tree(*kids: int, count: int | None = None) -> bytes:
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<< /Type /Pages /Kids [%b] /Count %d >>" % (
        refs,
        len(kids) if count is None else count,
    )


def page(contents: int = 4, size: tuple[float, float] = (200, 100), entries: bytes = b"") -> bytes:
    box = b"%g %g" % size
    head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %b] /Contents %d 0 R %b >>"
    return head % (box, contents, entries)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def one_page(
    size: tuple[float, float] = (200, 100), content: bytes = SQUARE, entries: bytes = b""
) -> bytes:
    return pdf({1: CATALOG, 2: tree(3), 3: page(size=size, entries=entries), 4: stream(content)})


def ten_thousand_pages() -> bytes:
    """100 times the same 100 times the same page, in one kilobyte or two."""
    inner = tree(*[4] * 100).replace(b"/Count", b"/Parent 2 0 R /Count")
    objects = {1: CATALOG, 2: tree(*[3] * 100, count=10_000), 3: inner}
    objects[4] = page(5).replace(b"/Parent 2", b"/Parent 3")
    objects[5] = stream(SQUARE)
    return pdf(objects)


def without_pages() -> bytes:
    return pdf({1: CATALOG, 2: tree()})


def with_missing_second_page() -> bytes:
    objects = {1: CATALOG, 2: tree(3, 9, 5), 3: page(), 4: stream(SQUARE), 5: page()}
    return pdf(objects | {10: b"null"})


def with_endless_second_page() -> bytes:
    """Three pages; the second draws a form of ten forms of ten forms …: 10 to the 12th squares."""
    objects = {1: CATALOG, 2: tree(3, 5, 6), 3: page(), 4: stream(SQUARE), 6: page()}
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 200 100]"
    objects[7] = stream(SQUARE, form)
    for level in range(8, 20):
        uses = b"/Resources << /XObject << /X %d 0 R >> >>" % (level - 1)
        objects[level] = stream(b"/X Do " * 10, form + b" " + uses)
    objects[20] = stream(b"/X Do")
    objects[5] = page(20, entries=b"/Resources << /XObject << /X 19 0 R >> >>")
    return pdf(objects)


def with_form_field() -> bytes:
    """A widget that covers the right half and is drawn black by its appearance alone."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /F 4 /Rect [100 0 200 100]"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
        2: tree(3),
        3: page(entries=b"/Annots [5 0 R]"),
        4: stream(b""),
        5: field + b" /AP << /N 6 0 R >> >>",
        6: stream(b"0 0 0 rg 0 0 100 100 re f", b"/Subtype /Form /BBox [0 0 100 100]"),
    }
    return pdf(objects)


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def locked(password: str, owner: str = "owner") -> bytes:
    """One page under the oldest lock there is (ISO 32000-1, 7.6.3: RC4, 40 bits)."""
    user, rights = _padded(password), struct.pack("<i", -4)
    owner_entry = _rc4(_md5(_padded(owner))[:5], user)
    key = _md5(user + owner_entry + rights + ID)[:5]
    content = _rc4(_md5(key + struct.pack("<I", 4)[:3] + b"\0\0")[:10], SQUARE)
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (
        owner_entry.hex().encode(),
        _rc4(key, _PAD).hex().encode(),
    )
    objects = {1: CATALOG, 2: tree(3), 3: page(), 4: stream(content), 5: lock}
    name = ID.hex().encode()
    return pdf(objects, b"/Encrypt 5 0 R /ID [<%b> <%b>]" % (name, name))


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PAD)[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
