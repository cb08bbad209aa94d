"""How long a WebM recording lasts, from the timestamps of its blocks.

Browsers write recordings while they run, so the header carries no length. This walks the elements (EBML, RFC 8794;
Matroska, RFC 9559) from the front without ever going back: containers are entered, everything else is stepped over.
"""

import math
import struct

from fgc.notes.files.errors import Damaged, Film

_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP = (
    0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0,
)  # fmt: skip
_CONTAINERS = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP})
_HEAD, _SCALE, _LENGTH, _TRACK_TYPE, _TIME, _SIMPLE, _BLOCK = 0x1A45DFA3, 0x2AD7B1, 0x4489, 0x83, 0xE7, 0xA3, 0xA1
_VIDEO = 1
_MOST_ELEMENTS = 200_000
_USUAL_SCALE = 1_000_000  # nanoseconds a tick


def seconds_of(data: bytes) -> float:
    """Length of the recording in seconds. Raises `Damaged`, or `Film` when it has pictures that move."""
    walk = _Walk(data)
    walk.run()
    if walk.last is None or walk.first is None or walk.scale <= 0:
        raise Damaged
    ticks = max(float(walk.last - walk.first), walk.told)
    seconds = ticks * walk.scale / 1e9
    if not math.isfinite(seconds) or seconds < 0:
        raise Damaged
    return seconds


class _Walk:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.scale = _USUAL_SCALE
        self.told = 0.0
        self.cluster = 0
        self.first: int | None = None
        self.last: int | None = None

    def run(self) -> None:
        if self._element()[0] != _HEAD:
            raise Damaged
        for _count in range(_MOST_ELEMENTS):
            if self.at >= len(self.data):
                return
            self._element()
        raise Damaged

    def _element(self) -> tuple[int, int]:
        """Read one element's head and take what is needed; go into containers, past all others."""
        name, size = self._number(keep_mark=True), self._number(keep_mark=False)
        if name in _CONTAINERS:
            return name, size
        end = self.at + size
        if end > len(self.data):
            self._cut(name)
            end = len(self.data)
        else:
            self._take(name, self.data[self.at : end] if size <= 8 else self.data[self.at : self.at + 12])
        self.at = end
        return name, size

    def _cut(self, name: int) -> None:
        """The last block of a recording that broke off may be cut short; nothing else may."""
        if name not in (_SIMPLE, _BLOCK):
            raise Damaged

    def _take(self, name: int, body: bytes) -> None:
        if name == _SCALE:
            self.scale = int.from_bytes(body, "big")
        elif name == _LENGTH and len(body) in (4, 8):
            told = float(struct.unpack(">f" if len(body) == 4 else ">d", body)[0])
            self.told = told if math.isfinite(told) else 0.0
        elif name == _TRACK_TYPE and int.from_bytes(body, "big") == _VIDEO:
            raise Film
        elif name == _TIME:
            self.cluster = int.from_bytes(body, "big")
        elif name in (_SIMPLE, _BLOCK):
            self._block(body)

    def _block(self, body: bytes) -> None:
        width = _width(body[0]) if body else 0
        if not width or len(body) < width + 2:
            raise Damaged
        moment = self.cluster + int.from_bytes(body[width : width + 2], "big", signed=True)
        self.first = moment if self.first is None else min(self.first, moment)
        self.last = moment if self.last is None else max(self.last, moment)

    def _number(self, *, keep_mark: bool) -> int:
        """A number of 1 to 8 bytes whose first set bit tells how many."""
        if self.at >= len(self.data):
            raise Damaged
        width = _width(self.data[self.at])
        if not width or self.at + width > len(self.data):
            raise Damaged
        value = int.from_bytes(self.data[self.at : self.at + width], "big")
        self.at += width
        return value if keep_mark else value & ((1 << (7 * width)) - 1)


def _width(first: int) -> int:
    """How many bytes a number has whose first byte is this; 0 for none that may be."""
    return 9 - first.bit_length() if first else 0
