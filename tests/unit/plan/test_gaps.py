"""What a plan leaves open, and which rows answer which bottom line."""

import dataclasses
from datetime import date

import pytest

from fgc.plan.gaps import Cover, Gap, GapKind, MustHave, PlanLine, bottom_line_cover, gaps

DAY = date(2027, 2, 1)
FULL = PlanLine("r1", 1, "Walk Ella to school", "Tom", "2027-05-18", "", "Gran drives", "Ms Hart", (1,))
LINES = (MustHave(1, "Never alone at night"),)


def test_a_full_plan_has_no_gaps() -> None:
    assert gaps([FULL], LINES, DAY) == ()
    assert gaps([dataclasses.replace(FULL, by="", how_often="every Monday")], LINES, DAY) == ()


@pytest.mark.parametrize(
    ("part", "words", "kind"),
    [
        ("what", "  ", "row_without_what"),
        ("who", "", "row_without_who"),
        ("by", "\n", "row_without_when"),
        ("checks", "", "row_without_checker"),
        ("checks", " tom ", "checker_is_doer"),
    ],
)
def test_an_open_part_of_a_row_is_a_gap(part: str, words: str, kind: GapKind) -> None:
    row = dataclasses.replace(FULL, **{part: words})  # type: ignore[arg-type]
    assert gaps([row], (), DAY) == (Gap(kind, row_id="r1"),)


def test_a_row_with_nobody_in_it_has_no_checker_who_is_the_doer() -> None:
    row = PlanLine("r2", 2, "See Dad")
    kinds = [gap.kind for gap in gaps([row], (), DAY)]
    assert kinds == ["row_without_who", "row_without_when", "row_without_checker"]


def test_an_open_bottom_line_and_a_missing_check_up_are_gaps() -> None:
    lines = (*LINES, MustHave(2, "Somebody meets the school"))
    assert gaps([FULL], lines, None) == (Gap("line_without_row", line_n=2), Gap("no_review"))


def test_cover_names_the_rows_for_each_bottom_line() -> None:
    rows = [FULL, PlanLine("r2", 2, "Fridays at Gran’s", meets=(1, 2)), PlanLine("r3", 3, "", meets=(3,))]
    lines = [MustHave(2, "b"), MustHave(1, "a"), MustHave(3, "c")]
    covers = bottom_line_cover(rows, lines)
    assert covers == (Cover(2, ("r2",), (2,)), Cover(1, ("r1", "r2"), (1, 2)), Cover(3, (), ()))
    assert [cover.covered for cover in covers] == [True, True, False]
