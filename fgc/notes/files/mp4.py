"""How long an MP4 or M4A recording lasts: from its header, or summed over its fragments (ISO/IEC 14496-12).

Browsers write fragments while they record and leave the header's length at zero. Boxes are walked from the front;
containers are entered, everything else is stepped over.
"""

import struct

from fgc.notes.files.errors import Damaged, Film

_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"})
_MOST_BOXES = 100_000
_SAMPLE_FIELDS = (0x100, 0x200, 0x400, 0x800)


def seconds_of(data: bytes) -> float:
    """Length of the recording in seconds. Raises `Damaged`, or `Film` when it has pictures that move."""
    walk = _Walk(data)
    try:
        walk.run()
    except struct.error:
        raise Damaged from None
    if not walk.lengths:
        raise Damaged
    seconds = max(walk.lengths)
    if walk.ticks and walk.scale:
        seconds = max(seconds, walk.ticks / walk.scale)
    if seconds <= 0:
        raise Damaged
    return seconds


class _Walk:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.lengths: list[float] = []
        self.scale = 0
        self.usual = 0  # ticks of a sample, as the header says
        self.here = 0  # the same, as this fragment says
        self.ticks = 0

    def run(self) -> None:
        at = 0
        for _count in range(_MOST_BOXES):
            if at + 8 > len(self.data):
                return
            size, name = struct.unpack_from(">I4s", self.data, at)
            head = 8
            if size == 1:
                size, head = struct.unpack_from(">Q", self.data, at + 8)[0], 16
            end = at + size if size else len(self.data)
            if end < at + head:
                raise Damaged
            if name in _CONTAINERS:
                at += head
                continue
            self._take(name, self.data[at + head : min(end, at + head + 1_000_000)])
            at = end
        raise Damaged

    def _take(self, name: bytes, body: bytes) -> None:
        if name in (b"mvhd", b"mdhd"):
            self._length(name, body)
        elif name == b"hdlr" and body[8:12] == b"vide":
            raise Film
        elif name == b"trex":
            self.usual = self.here = struct.unpack_from(">I", body, 12)[0]
        elif name == b"tfhd":
            self._fragment(body)
        elif name == b"trun":
            self._run(body)

    def _length(self, name: bytes, body: bytes) -> None:
        shape, at = (">IQ", 20) if body[:1] == b"\x01" else (">II", 12)
        scale, ticks = struct.unpack_from(shape, body, at)
        if not scale:
            raise Damaged
        if name == b"mdhd":
            self.scale = scale
        unknown = ticks in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
        self.lengths.append(0.0 if unknown else ticks / scale)

    def _fragment(self, body: bytes) -> None:
        flags = struct.unpack_from(">I", body)[0]
        at = 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
        self.here = struct.unpack_from(">I", body, at)[0] if flags & 0x8 else self.usual

    def _run(self, body: bytes) -> None:
        flags, count = struct.unpack_from(">II", body)
        if not flags & 0x100:
            self.ticks += count * self.here
            return
        at = 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
        step = 4 * sum(bool(flags & field) for field in _SAMPLE_FIELDS)
        if at + count * step > len(body):
            raise Damaged
        self.ticks += sum(struct.unpack_from(">I", body, at + step * index)[0] for index in range(count))
