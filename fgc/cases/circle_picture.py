"""Where everything stands in the circle picture: the child in the middle, family above, workers below.

Pure geometry: takes names, gives places, so that it can be tested without a page. People stand in columns that
are wider than any label, and in layers that arch around the child, so no two labels can touch, however many come.
The list beside the picture is the content; the picture leaves nothing out that is not in the list.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LETTERS, LINES = 12, 3
NARROW, WIDE = frozenset("fijlrtI.,'’|!:;()[] -"), frozenset("mwMW@—")


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two drawings. `font` and all places are in units of the drawing; `key` names it for the page."""

    key: str
    width: int
    columns: int
    font: int
    disc: int
    child: int

    @property
    def column(self) -> float:
        """The width that belongs to one person alone."""
        return self.width / self.columns

    @property
    def line(self) -> int:
        """From one line of a label to the next."""
        return round(self.font * 1.2)


PHONE = Size("phone", 320, 3, 16, 17, 28)
WIDE_SCREEN = Size("wide", 480, 5, 15, 18, 34)
SIZES = (PHONE, WIDE_SCREEN)
GAP = 10
LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody to draw: the name they use and, if it helps, what they are to the child."""

    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label; `y` is its baseline, `soft` for the relation under a name."""

    text: str
    y: int
    soft: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc with its label. `kind`: child, family, worker."""

    kind: str
    x: int
    y: int
    r: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A quiet ring behind the discs."""

    rx: int
    ry: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, ready for its macro: `x`, `y` is the middle, where the child is."""

    size: Size
    height: int
    x: int
    y: int
    rings: tuple[Ring, ...]
    dots: tuple[Dot, ...]


def draw(size: Size, child: str, family: Sequence[Who], workers: Sequence[Who], *, mirrored: bool = False) -> Picture:
    """Lay the picture out. `mirrored` for pages that read from right to left."""
    middle = wrapped(child, size)
    below = size.child + len(middle) * size.line + 2 * GAP
    above = size.child + GAP
    up, rise = _arch(size, "family", family, above)
    down, fall = _arch(size, "worker", workers, below)
    y = rise + GAP
    dots = [Dot("child", size.width // 2, y, size.child, _lines(middle, "", y + size.child + size.line, size))]
    dots += [_placed(size, one, y - one.reach, mirrored, labels_above=True) for one in up]
    dots += [_placed(size, one, y + one.reach, mirrored, labels_above=False) for one in down]
    wide, high = _ring(size)
    rings = tuple(Ring(round(wide * part), round(high * part)) for part in (1, 0.62))
    return Picture(size, y + fall + GAP, size.width // 2, y, rings, tuple(dots))


def wrapped(text: str, size: Size, most: int = LINES) -> tuple[str, ...]:
    """A label in lines that fit a column: at most twelve letters each, long words broken, too long a text cut."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(joined, size):
            lines[-1] = joined
            continue
        lines += _pieces(word, size)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and not _fits(f"{last}…", size):
        last = last[:-1]
    return (*lines[: most - 1], f"{last}…")


def width_of(text: str, size: Size) -> float:
    """About how wide a line is drawn; rather too much than too little."""
    return sum(_letter(char) for char in text) * size.font


def _letter(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in WIDE or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in NARROW:
        return 0.36
    return 0.72 if char.isupper() or char.isdigit() else 0.58


def _fits(text: str, size: Size) -> bool:
    return len(text) <= LETTERS and width_of(text, size) <= size.column - 4


def _pieces(word: str, size: Size) -> list[str]:
    """A word whole, or broken where a line ends."""
    found, rest = [], word
    while not _fits(rest, size):
        cut = _longest(rest, size)
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]


def _longest(word: str, size: Size) -> int:
    """How many letters of a long word fit a line, never cutting a letter from its marks."""
    cut = 1
    while cut < len(word) and _fits(word[: cut + 1], size):
        cut += 1
    while cut > 1 and unicodedata.combining(word[cut]):
        cut -= 1
    return cut


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in an arch: the column (0 in the middle), and how far the disc is from the child."""

    kind: str
    column: int
    reach: int
    name: tuple[str, ...]
    relation: str


def _arch(size: Size, kind: str, people: Sequence[Who], start: int) -> tuple[list[_Slot], int]:
    """Places for one half, layer by layer, and how far the half reaches. `start` clears the child in the middle."""
    half = size.columns // 2
    wide, high = _ring(size)
    tops = {
        column: round(high * math.sqrt(1 - (column * size.column / wide) ** 2)) - size.disc
        for column in range(-half, half + 1)
    }
    tops[0] = max(tops[0], start)
    found = []
    for first in range(0, len(people), size.columns):
        layer = people[first : first + size.columns]
        for column, who in zip(_columns(len(layer), half), layer, strict=True):
            relation = wrapped(who.relation, size, 1)
            name = wrapped(who.name, size, LINES - len(relation))
            reach = tops[column] + size.disc
            found.append(_Slot(kind, column, reach, name, relation[0] if relation else ""))
            tops[column] = reach + size.disc + (len(name) + len(relation)) * size.line + 2 * GAP
    return found, max([start, round(high), *(tops[slot.column] for slot in found)])


def _ring(size: Size) -> tuple[float, float]:
    """The ring on which the first layer stands: how far to the side and how far up from the child."""
    wide = (size.columns // 2 + 0.2) * size.column
    return wide, wide * 0.75 if size.columns > LEAST_COLUMNS else wide


def _columns(count: int, half: int) -> list[int]:
    """Which columns a layer uses: even on both sides of the middle, as far out as there is room."""
    every = list(range(-half, half + 1))
    if count == len(every):
        return every
    odd = [0] if count % 2 else []
    sides = list(range(half, 0, -1))[: count // 2]
    return sorted([*(-column for column in sides), *odd, *sides])


def _placed(size: Size, slot: _Slot, y: int, mirrored: bool, *, labels_above: bool) -> Dot:
    column = -slot.column if mirrored else slot.column
    x = round(size.width / 2 + column * size.column)
    count = len(slot.name) + bool(slot.relation)
    top = y - size.disc - GAP - (count - 1) * size.line if labels_above else y + size.disc + size.line
    return Dot(slot.kind, x, y, size.disc, _lines(slot.name, slot.relation, top, size))


def _lines(name: tuple[str, ...], relation: str, first: int, size: Size) -> tuple[Line, ...]:
    texts = [(text, False) for text in name] + ([(relation, True)] if relation else [])
    return tuple(Line(text, first + at * size.line, soft) for at, (text, soft) in enumerate(texts))
