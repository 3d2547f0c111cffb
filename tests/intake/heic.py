"""Makes small real HEIC files: HEVC in which every block is written as raw samples (I_PCM).

No HEVC encoder is at hand in the tests. A picture of PCM blocks needs only the arithmetic coder's
two shortest paths (ITU-T H.265, 7.3.8.7 and 9.3.4.4), and is exact to the last sample.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

BLOCK = 32
MAX_BLOCKS = 16

# rangeTabLps[state][3] of ITU-T H.265 table 9-46 for the states 0 to 15: the only ones met here.
_LPS = (240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110)


class Bits:
    """A string of bits with the codes of H.265, 9.2."""

    def __init__(self) -> None:
        self.bits: list[int] = []

    def u(self, value: int, width: int) -> Bits:
        self.bits += [(value >> i) & 1 for i in range(width - 1, -1, -1)]
        return self

    def ue(self, *values: int) -> Bits:
        for value in values:
            width = (value + 1).bit_length()
            self.u(0, width - 1).u(value + 1, width)
        return self

    def align(self) -> Bits:
        return self.u(0, -len(self.bits) % 8)

    def raw(self) -> bytes:
        assert len(self.bits) % 8 == 0
        text = "".join(map(str, self.bits))
        return int(text, 2).to_bytes(len(text) // 8, "big")

    def stopped(self) -> bytes:
        return self.u(1, 1).align().raw()


def _profile(bits: Bits) -> Bits:
    bits.u(3, 8).u(0x70000000, 32).u(0b1001, 4).u(0, 44)
    return bits.u(93, 8)


def _nal(kind: int, payload: bytes) -> bytes:
    out = bytearray()
    for byte in payload:
        if len(out) >= 2 and out[-1] == 0 and out[-2] == 0 and byte <= 3:
            out.append(3)
        out.append(byte)
    return bytes([kind << 1, 1]) + bytes(out)


def _vps() -> bytes:
    bits = Bits().u(0, 4).u(0b11, 2).u(0, 6).u(0, 3).u(1, 1).u(0xFFFF, 16)
    _profile(bits).u(1, 1).ue(0, 0, 0).u(0, 6).ue(0).u(0, 2)
    return _nal(32, bits.stopped())


def _sps(width: int, height: int) -> bytes:
    bits = Bits().u(0, 4).u(0, 3).u(1, 1)
    _profile(bits).ue(0, 1, width, height).u(0, 1).ue(0, 0, 4).u(1, 1).ue(0, 0, 0)
    bits.ue(2, 0, 0, 3, 0, 0).u(0, 3)
    bits.u(1, 1).u(7, 4).u(7, 4).ue(2, 0).u(1, 1)
    bits.ue(0).u(0, 5)
    return _nal(33, bits.stopped())


def _pps() -> bytes:
    bits = Bits().ue(0, 0).u(0, 7).ue(0, 0, 0).u(0, 3).ue(0, 0).u(0, 7)
    bits.u(1, 1).u(0, 1).u(1, 1).u(0, 2).ue(0).u(0, 2)
    return _nal(34, bits.stopped())


class _Coder:
    """The arithmetic coder of H.265, 9.3.4.4, as far as PCM blocks need it."""

    def __init__(self, bits: Bits) -> None:
        self.out = bits
        self.state = 0
        self.start()

    def start(self) -> None:
        self.low, self.range, self.first, self.outstanding = 0, 510, True, 0

    def likely(self) -> None:
        self.range -= _LPS[self.state]
        self.state += 1
        self._renorm()

    def terminate(self, flag: int) -> None:
        self.range -= 2
        if not flag:
            self._renorm()
            return
        self.low += self.range
        self.range = 2
        self._renorm()
        self._put((self.low >> 9) & 1)
        self.out.u(((self.low >> 7) & 3) | 1, 2)

    def _renorm(self) -> None:
        while self.range < 256:
            if self.low < 256:
                self._put(0)
            elif self.low >= 512:
                self.low -= 512
                self._put(1)
            else:
                self.low -= 256
                self.outstanding += 1
            self.range <<= 1
            self.low <<= 1

    def _put(self, bit: int) -> None:
        if self.first:
            self.first = False
        else:
            self.out.u(bit, 1)
        for _ in range(self.outstanding):
            self.out.u(1 - bit, 1)
        self.outstanding = 0


Luma = Callable[[int, int], int]


def _slice(width: int, height: int, luma: Luma) -> bytes:
    bits = Bits().u(0b10, 2).ue(0, 2).ue(0).u(1, 1).align()
    coder = _Coder(bits)
    corners = [(x, y) for y in range(0, height, BLOCK) for x in range(0, width, BLOCK)]
    for left, top in corners:
        coder.likely()
        coder.terminate(1)
        bits.align()
        for y in range(top, top + BLOCK):
            for x in range(left, left + BLOCK):
                bits.u(luma(x, y), 8)
        for _ in range(BLOCK * BLOCK // 2):
            bits.u(128, 8)
        coder.start()
        coder.terminate(int((left, top) == corners[-1]))
    return _nal(20, bits.align().raw())


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def _full(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return _box(name, struct.pack(">I", version << 24 | flags), *parts)


def _hvcc(width: int, height: int) -> bytes:
    head = bytes([1, 3]) + struct.pack(">I", 0x70000000) + b"\x90\0\0\0\0\0" + bytes([93])
    head += b"\xf0\x00\xfc\xfd\xf8\xf8\0\0\x0f\x03"
    sets = ((32, _vps()), (33, _sps(width, height)), (34, _pps()))
    arrays = (bytes([0x80 | kind]) + struct.pack(">HH", 1, len(n)) + n for kind, n in sets)
    return _box(b"hvcC", head, *arrays)


def heic(width: int, height: int, luma: Luma, *, quarter_turns: int = 0) -> bytes:
    """A gray HEIC of `luma(x, y)`; `quarter_turns` anticlockwise by an `irot` property."""
    assert width % BLOCK == height % BLOCK == 0
    assert (width // BLOCK) * (height // BLOCK) <= MAX_BLOCKS
    coded = _slice(width, height, luma)
    coded = struct.pack(">I", len(coded)) + coded
    properties = [
        _hvcc(width, height),
        _full(b"ispe", 0, 0, struct.pack(">II", width, height)),
        _box(b"irot", bytes([quarter_turns])),
    ]
    links = bytes([0x81, 0x02, 0x83])
    ftyp = _box(b"ftyp", b"heic", struct.pack(">I", 0), b"mif1heic")

    def meta(offset: int) -> bytes:
        where = struct.pack(">HHHHHII", 0x4400, 1, 1, 0, 1, offset, len(coded))
        return _full(
            b"meta",
            0,
            0,
            _full(b"hdlr", 0, 0, struct.pack(">I4s12x", 0, b"pict"), b"\0"),
            _full(b"pitm", 0, 0, struct.pack(">H", 1)),
            _full(b"iloc", 0, 0, where),
            _full(
                b"iinf",
                0,
                0,
                struct.pack(">H", 1),
                _full(b"infe", 2, 0, struct.pack(">HH4s", 1, 0, b"hvc1"), b"\0"),
            ),
            _box(
                b"iprp",
                _box(b"ipco", *properties),
                _full(b"ipma", 0, 0, struct.pack(">IHB", 1, 1, len(links)), links),
            ),
        )

    offset = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(offset) + _box(b"mdat", coded)
