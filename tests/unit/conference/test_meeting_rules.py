"""The state machine of the meeting and its small rules, without any store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgc.cases import policy
from fgc.cases.policy import STAGES, Seat
from fgc.conference import rules

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
FORWARD = {("preparing", "information"), ("information", "private"), ("private", "agreeing"),
           ("agreeing", "following"), ("following", "closed")}  # fmt: skip
BACK = {("agreeing", "private"), ("following", "information")}


def seat(role: str, stage: str, **more: object) -> Seat:
    plain = Seat("m_1", "c_1", role, "confirmed", False, stage, False)
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "to"), list(product(STAGES, STAGES)))
def test_stages_go_forward_in_one_line_and_back_in_two_ways_only(before, to):
    assert rules.may_move(before, to) is ((before, to) in FORWARD | BACK)


def test_an_unknown_stage_leads_nowhere():
    assert not rules.may_move("elsewhere", "private")


@pytest.mark.parametrize("role", sorted(policy.ROLES))
def test_only_the_family_can_stop_the_end_of_private_time(role):
    assert rules.may_stop(seat(role, "private"), "private", "agreeing") is (role in policy.FAMILY_SIDE)


@pytest.mark.parametrize("role", sorted(policy.ROLES))
def test_family_and_coordinator_can_stop_the_start_of_private_time(role):
    expected = role in policy.FAMILY_SIDE or role == "coordinator"
    assert rules.may_stop(seat(role, "information"), "information", "private") is expected


def test_family_cannot_stop_a_move_that_is_not_about_private_time():
    assert not rules.may_stop(seat("family", "preparing"), "preparing", "information")
    assert rules.may_stop(seat("coordinator", "preparing"), "preparing", "information")


@pytest.mark.parametrize("role", sorted(policy.ROLES))
def test_workers_cannot_stay_for_private_time_whatever_is_written_about_them(role):
    admitted = seat(role, "information", in_private=True, in_family=True)
    assert rules.stays(admitted) is (role not in policy.WORKERS)
    assert rules.stays(seat(role, "information")) is (role in policy.FAMILY_SIDE)
    assert not rules.stays(replace(admitted, apart=True))


def test_waiting_room_opens_half_an_hour_before():
    begins = NOW + timedelta(minutes=30)
    assert rules.waiting_room_open("preparing", begins, None, NOW)
    assert not rules.waiting_room_open("preparing", begins + timedelta(seconds=1), None, NOW)
    assert rules.waiting_room_open("preparing", begins + timedelta(days=2), NOW, NOW)
    assert not rules.waiting_room_open("closed", begins, NOW, NOW)
    assert rules.waiting_room_open("agreeing", begins + timedelta(days=2), None, NOW)


@pytest.mark.parametrize(("minutes", "state"), [(0, "in"), (15, "in"), (16, "waiting")])
def test_a_lost_connection_keeps_its_place_for_fifteen_minutes(minutes, state):
    assert rules.arrival("in", NOW - timedelta(minutes=minutes), NOW) == state


def test_who_was_not_in_waits():
    assert rules.arrival("out", NOW, NOW) == "waiting"
    assert rules.arrival("waiting", NOW, NOW) == "waiting"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5)), unique_by=lambda hand: hand[0]))
def test_places_in_the_queue_are_one_to_n_in_order_of_time(hands):
    timed = [(member, NOW + timedelta(seconds=second)) for member, second in hands]
    places = {member: rules.place_in_queue(timed, member) for member, _ in timed}
    assert sorted(places.values()) == list(range(1, len(hands) + 1))
    at = dict(timed)
    assert all(at[a] <= at[b] for a in places for b in places if places[a] < places[b])
    assert rules.place_in_queue(timed, "nobody") == 0


def test_ready_needs_two_adults_or_one_who_is_alone_and_sure():
    here = {"mum", "nan"}
    assert rules.ready_step("family", "mum", None, here) == rules.FIRST
    assert rules.ready_step("family", "mum", "mum", here) == rules.AGAIN_ALONE
    assert rules.ready_step("supporter", "nan", "mum", here) == rules.DONE
    assert rules.ready_step("family", "mum", "mum", {"mum"}) == rules.DONE
    assert rules.ready_step("child", "j", None, here) == rules.NOT_YOU
    assert rules.ready_step("child", "j", "mum", here) == rules.NOT_YOU
