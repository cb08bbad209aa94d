"""The plan as it was frozen: plain values, one sealed text, and the record's view of it. Pure but for its few words.

Names of people stand in `who` and `checks` as they were on that day; ids stay beside them for jobs and extracts.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from flask_babel import gettext as _

from fgc.plan.gaps import MustHave, PlanLine
from fgc.plan.record_format import RecordBottomLine, RecordRow, plan_hash
from fgc.plan.row_words import ACTION, PLAN_B, thaw


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A row. `meets` are numbers of lines; `steps` and `calls` belong to Plan B; `asked` is asked of an agency."""

    origin: str
    part: str
    n: int
    what: str
    who: str
    by: str
    by_day: str
    how_often: str
    if_not: str
    checks: str
    meets: tuple[int, ...]
    steps: str = ""
    calls: str = ""
    asked: str = ""
    agency: str = ""
    doers: tuple[str, ...] = ()
    checker: str = ""
    share_with: tuple[str, ...] = ()

    def line(self) -> PlanLine:
        """The row as the rules of gaps and changes see it."""
        what = "\n".join(part for part in (self.what, self.steps, self.calls) if part)
        return PlanLine(
            self.origin, self.n, what, self.who, self.by, self.how_often, self.if_not, self.checks, self.meets
        )


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A bottom line or question, with the version of its words."""

    id: str
    n: int
    kind: str
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A whole plan. `sha` is the hash people compare; `rows` hold actions and Plan B, each numbered from 1."""

    rows: tuple[FrozenRow, ...]
    lines: tuple[FrozenLine, ...]
    sha: str

    @property
    def actions(self) -> tuple[FrozenRow, ...]:
        """What will happen."""
        return tuple(row for row in self.rows if row.part == ACTION)

    @property
    def plan_b(self) -> tuple[FrozenRow, ...]:
        """What we do if it goes wrong."""
        return tuple(row for row in self.rows if row.part == PLAN_B)


def freeze(rows: Sequence[FrozenRow], lines: Sequence[FrozenLine]) -> Frozen:
    """A frozen plan with its hash. Raises CanonicalError for words that were not tidied."""
    plan = Frozen(tuple(rows), tuple(lines), "")
    return replace(plan, sha=plan_hash(record_rows(plan.actions), record_rows(plan.plan_b), record_lines(plan)))


def to_text(plan: Frozen) -> str:
    """One text, to be sealed."""
    return json.dumps(asdict(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Frozen:
    """The plan from its text."""
    found = json.loads(text)
    rows = tuple(FrozenRow(**{key: thaw(value) for key, value in row.items()}) for row in found["rows"])
    return Frozen(rows, tuple(FrozenLine(**line) for line in found["lines"]), found["sha"])


def record_rows(rows: Sequence[FrozenRow], known_lines: frozenset[int] | None = None) -> tuple[RecordRow, ...]:
    """Rows as a record has them; links to lines that the reader does not get are left out."""
    return tuple(
        RecordRow(
            row.n, record_what(row), row.who, row.by, row.how_often, row.if_not, row.checks,
            tuple(n for n in row.meets if known_lines is None or n in known_lines),
        )
        for row in rows
    )  # fmt: skip


def record_lines(plan: Frozen) -> tuple[RecordBottomLine, ...]:
    """Lines as a record has them, with the actions that answer each."""
    return tuple(
        RecordBottomLine(
            line.n, line.text, line.version, tuple(row.n for row in plan.actions if line.n in row.meets), ""
        )
        for line in plan.lines
    )


def record_what(row: FrozenRow) -> str:
    """What happens, with everything that has no place of its own in a record: steps, calls, what is asked for."""
    if row.part == PLAN_B:
        parts = [_("If: %(words)s", words=row.what)]
        parts += [_("Then: %(words)s", words=row.steps)] if row.steps else []
        parts += [_("Who calls whom: %(words)s", words=row.calls)] if row.calls else []
        return "\n".join(parts)
    if not row.asked:
        return row.what
    asked = _("Asked for: %(words)s", words=row.asked)
    return f"{row.what}\n{asked} ({row.agency})" if row.agency else f"{row.what}\n{asked}"


def must_haves(plan: Frozen) -> tuple[MustHave, ...]:
    """Lines as the rule of gaps sees them."""
    return tuple(MustHave(line.n, line.text) for line in plan.lines)
