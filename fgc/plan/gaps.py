"""What a plan still leaves open. Pure rules, no words: the pages ask their own gentle question for each kind.

A gap never stops anyone from saving; it is shown and left to the family. As families' plans are judged on
it: every action has who, when and checker; the checker is another person; each bottom line has a row.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

GapKind = Literal[
    "row_without_what",
    "row_without_who",
    "row_without_when",
    "row_without_checker",
    "checker_is_doer",
    "line_without_row",
    "no_review",
]


@dataclass(frozen=True)
class PlanLine:
    """A plan row as the rules see it. `id` stays the same from version to version; `n` is its number today.

    `by` and `how_often` are each enough to say when. `meets` holds the numbers of bottom lines.
    """

    id: str
    n: int
    what: str
    who: str = ""
    by: str = ""
    how_often: str = ""
    if_not: str = ""
    checks: str = ""
    meets: tuple[int, ...] = ()


@dataclass(frozen=True)
class MustHave:
    """A bottom line as the rules see it."""

    n: int
    text: str


@dataclass(frozen=True)
class Gap:
    """One thing left open: in row `row_id`, for bottom line `line_n`, or (neither) in the whole plan."""

    kind: GapKind
    row_id: str | None = None
    line_n: int | None = None


@dataclass(frozen=True)
class Cover:
    """The rows that answer one bottom line, by id and by number; none when it is still open."""

    line_n: int
    row_ids: tuple[str, ...]
    row_numbers: tuple[int, ...]

    @property
    def covered(self) -> bool:
        return bool(self.row_ids)


def gaps(rows: Sequence[PlanLine], bottom_lines: Sequence[MustHave], review: date | None) -> tuple[Gap, ...]:
    """All gaps: row by row, then open bottom lines, then the missing review date."""
    found = [Gap(kind, row_id=row.id) for row in rows for kind in _row_gaps(row)]
    found += [
        Gap("line_without_row", line_n=cover.line_n)
        for cover in bottom_line_cover(rows, bottom_lines)
        if not cover.covered
    ]
    if review is None:
        found.append(Gap("no_review"))
    return tuple(found)


def bottom_line_cover(rows: Sequence[PlanLine], bottom_lines: Sequence[MustHave]) -> tuple[Cover, ...]:
    """For each bottom line, in order, the rows said to meet it. A row without a *what* meets nothing yet."""
    written = [row for row in rows if _said(row.what)]
    return tuple(_cover(line, [row for row in written if line.n in row.meets]) for line in bottom_lines)


def _cover(line: MustHave, rows: Sequence[PlanLine]) -> Cover:
    return Cover(line.n, tuple(row.id for row in rows), tuple(row.n for row in rows))


def _row_gaps(row: PlanLine) -> Iterator[GapKind]:
    if not _said(row.what):
        yield "row_without_what"
    if not _said(row.who):
        yield "row_without_who"
    if not _said(row.by) and not _said(row.how_often):
        yield "row_without_when"
    if not _said(row.checks):
        yield "row_without_checker"
    elif _said(row.checks) == _said(row.who):
        yield "checker_is_doer"


def _said(text: str) -> str:
    """The words to compare by: spaces and capitals make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
