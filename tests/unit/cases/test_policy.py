"""The policy, exhaustively: a golden file of every allowed cell, and laws that no change may break."""

from itertools import product
from pathlib import Path

import pytest

from fgc.cases import policy
from fgc.cases.policy import Resource, Seat, can, sees

GOLDEN = Path(__file__).with_name("policy.golden")
ME, OTHER = "m_me", "m_other"
CIRCLES = (*policy.SHARED_CIRCLES, *(f"{kind}:{who}" for kind in ("direct", "helper", "own") for who in (ME, OTHER)))
FLAGS = ("", "family", "private", "family+private")


def seats(case: str = "c") -> list[Seat]:
    """Every shape of seat the rows can hold."""
    found = []
    for role, state, apart, flag, stage, held, over in product(
        sorted(policy.ROLES), policy.STATES, (False, True), FLAGS, policy.STAGES, (False, True), (False, True)
    ):
        if flag and role not in policy.HELPERS:
            continue
        found.append(
            Seat(
                ME, case, role, state, apart, stage, held, supports=OTHER if role == policy.ADVOCATE else "",
                in_family="family" in flag, in_private="private" in flag, private_over=over,
            )
        )  # fmt: skip
    return found


SEATS = seats()


def cells() -> list[str]:
    """Every allowed cell as a line, sorted: what stands in the golden file."""
    lines = []
    for seat in SEATS:
        name = "|".join(
            (
                seat.role, seat.state, "apart" if seat.apart else "-",
                ("family" * seat.in_family) + ("private" * seat.in_private) or "-", seat.stage,
                "held" if seat.held else "-", "over" if seat.private_over else "-",
            )
        )  # fmt: skip
        allowed = [f"{verb}:{circle}" for verb in ("read", "write") for circle in CIRCLES
                   if can(seat, f"note.{verb}", seat.at(circle))]  # fmt: skip
        allowed += [f"translate:{circle}" for circle in CIRCLES if can(seat, "translation.write", seat.at(circle))]
        allowed += [action for action in policy.ACTIONS if can(seat, action, seat.at())]
        if allowed:
            lines.append(f"{name} = {' '.join(sorted(allowed))}")
    return sorted(lines)


def test_every_allowed_cell_is_the_one_that_was_reviewed():
    """To review a change: `python -m tests.unit.cases.test_policy` writes the file anew; read its diff."""
    assert cells() == GOLDEN.read_text("utf-8").splitlines()


def _may(seat: Seat, circle: str, verb: str = "read") -> bool:
    return can(seat, f"note.{verb}", seat.at(circle))


def test_no_worker_can_ever_hear_private_time():
    assert not any(_may(seat, "private") for seat in SEATS if seat.role in policy.WORKERS)


def test_helpers_can_hear_private_time_only_when_let_in():
    assert not any(_may(seat, "private") for seat in SEATS if seat.role in policy.HELPERS and not seat.in_private)


def test_somebody_apart_can_hear_no_shared_circle():
    apart = [seat for seat in SEATS if seat.apart and seat.role != policy.COORDINATOR]
    assert not any(_may(seat, circle) for seat in apart for circle in policy.SHARED_CIRCLES)


def test_whoever_can_write_can_read():
    assert all(_may(seat, circle) for seat in SEATS for circle in CIRCLES if _may(seat, circle, "write"))


def test_a_translation_can_only_be_put_where_one_reads_and_somebody_may_write():
    for seat, circle in product(SEATS, CIRCLES):
        if can(seat, "translation.write", seat.at(circle)):
            assert seat.role in (policy.INTERPRETER, policy.COORDINATOR) and _may(seat, circle)
            assert seat.stage in policy.WRITE_STAGES[circle.partition(":")[0]]
            assert circle not in ("family", "private") or seat.role == policy.INTERPRETER


def test_nobody_can_write_when_closed_or_held():
    closed = [seat for seat in SEATS if seat.stage == policy.CLOSED or seat.held]
    assert not any(_may(seat, circle, "write") for seat in closed for circle in CIRCLES)


def test_under_hold_only_help_audit_and_parting_go_on():
    held = {action for seat in SEATS if seat.held for action in policy.ACTIONS if can(seat, action, seat.at())}
    assert held == {"help.press", "help.see", "audit.read", "people.remove", "case.desk"}


def test_nobody_unconfirmed_can_hear_anything():
    assert not any(_may(seat, circle) for seat in SEATS if seat.state != policy.CONFIRMED for circle in CIRCLES)


def test_somebody_claimed_can_only_wait_and_call_for_help():
    claimed = [seat for seat in SEATS if seat.state == policy.CLAIMED]
    found = {action for seat in claimed for action in policy.ACTIONS if can(seat, action, seat.at())}
    assert found == {"case.wait", "help.press"}


def test_everyone_is_read_only_in_private_time():
    private = [seat for seat in SEATS if seat.stage == policy.PRIVATE]
    assert not any(_may(seat, "everyone", "write") for seat in private)
    assert any(_may(seat, "everyone") for seat in private)


def test_words_of_private_time_are_closed_when_they_are_due_to_go():
    assert not any(_may(seat, "private") for seat in SEATS if seat.private_over)


def test_another_case_is_never_yours():
    foreign = [Resource("c2", stage, circle=circle) for stage in policy.STAGES for circle in CIRCLES]
    for seat in SEATS[::17]:
        assert not any(can(seat, f"note.{verb}", resource) for resource in foreign for verb in ("read", "write"))
        assert not any(can(seat, action, Resource("c2", seat.stage)) for action in policy.ACTIONS)


@pytest.mark.parametrize(
    "circle", ["", "nobody", "everyone:x", "private:m_me", "direct", "own:", "PRIVATE", "private "]
)
def test_an_unknown_circle_is_no(circle: str):
    assert not any(_may(seat, circle, verb) for seat in SEATS for verb in ("read", "write"))


@pytest.mark.parametrize("action", ["", "note", "note.", "note.delete", "stage", "private.read", "__class__"])
def test_an_unknown_action_is_no(action: str):
    assert not any(can(seat, action, seat.at("everyone")) for seat in SEATS)


def test_an_error_and_nobody_are_no():
    assert can(None, "case.see", Resource("c", "preparing")) is False
    assert can(SEATS[0], "case.see", None) is False  # type: ignore[arg-type]
    assert can(SEATS[0], None, SEATS[0].at()) is False  # type: ignore[arg-type]


def test_only_the_family_can_end_private_time():
    private = [seat for seat in SEATS if seat.stage == policy.PRIVATE]
    assert {seat.role for seat in private if can(seat, "private.ready", seat.at())} == policy.FAMILY_SIDE
    assert not any(can(seat, "stage.set", seat.at()) for seat in private)


def test_somebody_apart_is_known_to_coordinators_and_their_helper_only():
    def seat(member: str, role: str, *, apart: bool = False, supports: str = "") -> Seat:
        return Seat(member, "c", role, policy.CONFIRMED, apart, policy.PREPARING, held=False, supports=supports)

    dad = seat("m_dad", "family", apart=True)
    others = [seat(f"m_{role}", role) for role in sorted(policy.ROLES)]
    assert {other.role for other in others if sees(other, dad)} == {"coordinator"}
    assert {other.role for other in others if sees(dad, other)} == {"coordinator"}
    helper = seat("m_helper", "advocate", supports="m_dad")
    assert sees(helper, dad) and sees(dad, helper)


def test_account_kinds_have_no_case_rights():
    assert {kind for kinds in policy.ACCOUNT_ACTIONS.values() for kind in kinds} <= {
        "staff", "manager", "auditor", "administrator",
    }  # fmt: skip
    assert not policy.can_account("administrator", "case.open")
    assert not policy.can_account("staff", "unknown")


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(cells()) + "\n", "utf-8")
