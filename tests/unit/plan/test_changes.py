"""The difference between two versions of a plan."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from fgc.plan.changes import FieldChange, RowChange, changes
from fgc.plan.gaps import PlanLine

ROWS = st.lists(
    st.builds(
        PlanLine,
        id=st.sampled_from("abcdef"),
        n=st.integers(1, 9),
        what=st.sampled_from(["walk", "ring", "cook"]),
        who=st.sampled_from(["", "Tom"]),
        meets=st.sampled_from([(), (1,), (2, 1)]),
    ),
    unique_by=lambda row: row.id,
)


def test_each_kind_of_change_is_found() -> None:
    stays, goes = PlanLine("a", 1, "Walk to school", "Tom"), PlanLine("b", 2, "Ring Gran", meets=(1,))
    before = [stays, goes, PlanLine("c", 3, "See Dad", "Dad", "May", meets=(1,))]
    new = PlanLine("d", 1, "Swim")
    moved = dataclasses.replace(stays, n=2)
    reworded = PlanLine("c", 3, "See Dad on Sundays", "Dad", "", meets=(2, 1))
    found = changes(before, [new, moved, reworded])
    assert (found.added, found.removed, found.same) == ((new,), (goes,), (moved,))
    assert found.changed == (
        RowChange(
            before[2],
            reworded,
            (
                FieldChange("what", "See Dad", "See Dad on Sundays"),
                FieldChange("by", "May", ""),
                FieldChange("meets", "1", "1, 2"),
            ),
        ),
    )
    assert found.any


def test_spaces_at_the_ends_are_no_change() -> None:
    assert not changes([PlanLine("a", 1, "Walk")], [PlanLine("a", 4, " Walk\n")]).any


@settings(deadline=None)
@given(ROWS, ROWS)
def test_every_row_is_accounted_for_once(before: list[PlanLine], after: list[PlanLine]) -> None:
    found = changes(before, after)
    kept = [change.after for change in found.changed]
    assert sorted(row.id for row in (*found.added, *kept, *found.same)) == sorted(row.id for row in after)
    assert {row.id for row in found.removed} == {row.id for row in before} - {row.id for row in after}
    back = changes(after, before)
    assert {row.id for row in back.added} == {row.id for row in found.removed}
    assert {change.after.id for change in back.changed} == {row.id for row in kept}


@settings(deadline=None)
@given(ROWS)
def test_a_plan_does_not_differ_from_itself(rows: list[PlanLine]) -> None:
    assert not changes(rows, rows).any
