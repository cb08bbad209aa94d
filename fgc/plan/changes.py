"""What changed between two versions of a plan, row by row, for the check-up meeting.

Rows are matched by their id, which stays the same however they are worded or numbered. A row that only
moved to another number has not changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fgc.plan.gaps import PlanLine

Field = Literal["what", "who", "by", "how_often", "if_not", "checks", "meets"]
FIELDS: tuple[Field, ...] = ("what", "who", "by", "how_often", "if_not", "checks", "meets")


@dataclass(frozen=True)
class FieldChange:
    """One part of a row that reads differently. For `meets`: the numbers, as "1, 3"."""

    field: Field
    was: str
    now: str


@dataclass(frozen=True)
class RowChange:
    """A row that is in both versions and reads differently."""

    before: PlanLine
    after: PlanLine
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class PlanChanges:
    """The difference between two versions. `same` holds rows, as they are now, that nobody changed."""

    added: tuple[PlanLine, ...]
    removed: tuple[PlanLine, ...]
    changed: tuple[RowChange, ...]
    same: tuple[PlanLine, ...]

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes(before: Sequence[PlanLine], after: Sequence[PlanLine]) -> PlanChanges:
    """Compare two versions; ids are unique within each. Order as in `after`; removed rows as in `before`."""
    old = {row.id: row for row in before}
    kept = [RowChange(old[row.id], row, _field_changes(old[row.id], row)) for row in after if row.id in old]
    now = {row.id for row in after}
    return PlanChanges(
        added=tuple(row for row in after if row.id not in old),
        removed=tuple(row for row in before if row.id not in now),
        changed=tuple(change for change in kept if change.fields),
        same=tuple(change.after for change in kept if not change.fields),
    )


def _field_changes(before: PlanLine, after: PlanLine) -> tuple[FieldChange, ...]:
    pairs = ((field, _words(before, field), _words(after, field)) for field in FIELDS)
    return tuple(FieldChange(field, was, now) for field, was, now in pairs if was != now)


def _words(row: PlanLine, field: Field) -> str:
    if field == "meets":
        return ", ".join(str(n) for n in sorted(row.meets))
    return str(getattr(row, field)).strip()
