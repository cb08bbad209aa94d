"""What the rehearsal expects and what the policy says were written apart; here they are laid side by side."""

import pytest

from fgc.cases import policy
from fgc.cases.policy import Resource, Seat
from fgc.rehearsal.cast import LEAST, Part, cast, hears, knows_of

PARTS = cast(14)
CIRCLES = ("everyone", "family", "private", "workers", "plan", "coordinator", "direct:dad", "direct:mum", "own:nan")


def seat(part: Part, stage: str = "preparing") -> Seat:
    """The part as the policy sees it."""
    return Seat(
        part.key, "c_1", part.role, "confirmed", part.apart, stage, held=False, supports=part.supports,
        in_family="family" in part.let_in, in_private="private" in part.let_in,
    )  # fmt: skip


@pytest.mark.parametrize("circle", CIRCLES)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_who_hears_a_circle_is_the_same_in_both_books(part: Part, circle: str):
    for stage in policy.STAGES:
        allowed = policy.can(seat(part, stage), "note.read", Resource("c_1", stage, False, circle))
        assert allowed == hears(part, circle), stage


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_who_knows_of_whom_is_the_same_in_both_books(part: Part):
    for other in PARTS:
        assert policy.sees(seat(part), seat(other)) == knows_of(part, other), other.key


def test_even_the_smallest_cast_can_play_everything():
    roles = [part.role for part in cast(LEAST)]
    assert {"coordinator", "social_worker", "professional", "family"} <= set(roles)
    assert sum(part.role == "family" and not part.apart for part in cast(LEAST)) >= 2
    assert any(part.parental for part in cast(LEAST))
    assert any(part.apart for part in cast(LEAST))


def test_a_bigger_cast_has_nobody_twice():
    keys = [part.key for part in cast(40)]
    assert len(keys) == len(set(keys)) == 40
