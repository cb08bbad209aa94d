"""The waiting room: arriving, being let in, coming back, and people apart who are no part of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from fgc.accounts.models import SessionRow
from fgc.accounts.sessions import hash_token
from fgc.conference.actions import attendance, floor, meetings, stages
from fgc.conference.models import Attendance
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Stale
from tests.factories.conference import act, give_consent, plan_meeting, seat_everybody


def place_of(world, key):
    with world.app.app_context(), uow.read() as session:
        return session.scalar(select(Attendance.state).where(Attendance.member_id == world[key].id))


def last_seen(world, key, minutes):
    with world.app.app_context(), uow.write() as work:
        work.session.execute(
            update(Attendance).where(Attendance.member_id == world[key].id)
            .values(seen_at=clock.now() - timedelta(minutes=minutes))
        )  # fmt: skip


def test_nobody_can_arrive_before_the_waiting_room_opens(world):
    plan_meeting(world, days=2)
    with pytest.raises(Stale):
        act(world, "mum", attendance.arrive)
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    assert act(world, "mum", attendance.arrive) == "waiting"


def test_a_coordinator_can_let_the_family_in_first(world):
    plan_meeting(world)
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    for key in ("mum", "nan", "advocate", "worker"):
        act(world, key, attendance.arrive)
    world.post("coordinator", "/meeting/let-in")
    assert [place_of(world, key) for key in ("mum", "nan", "advocate", "worker")] == ["in", "in", "in", "waiting"]


@pytest.mark.parametrize("who", ["worker", "mum", "advocate"])
def test_nobody_but_a_coordinator_can_let_people_in(world, who):
    plan_meeting(world)
    assert world.post(who, "/meeting/let-in", member=world["mum"].id).status_code == 404


def test_a_coordinator_cannot_let_in_somebody_apart_unconfirmed_or_unknown(world):
    plan_meeting(world)
    world.add("dad", "family", "Dean", apart=True)
    world.change_member("aunt", state="claimed")
    for member_id in (world["dad"].id, world["aunt"].id, "m_nobodynobodynob"):
        with pytest.raises(NotFound):
            act(world, "coordinator", attendance.let_in, member_id)


def test_people_apart_cannot_arrive_and_are_seen_on_the_desk_only(world):
    plan_meeting(world)
    world.add("dad", "family", "Dean", apart=True)
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    with pytest.raises(NotFound):
        act(world, "dad", attendance.arrive)
    assert "Dean" in world.get("coordinator", "/meeting").text
    act(world, "mum", attendance.arrive)
    assert all("Dean" not in world.get(who, "/meeting").text for who in ("mum", "worker", "school", "child"))
    page = world.get("dad", "/meeting").text
    assert all(world[key].name not in page for key in ("mum", "nan", "worker", "school"))


def test_a_lost_connection_can_return_without_being_let_in_again(meeting_in):
    world = meeting_in("information")
    last_seen(world, "mum", 14)
    assert world.get("mum", "/meeting/state").json["page"] == "room"
    last_seen(world, "mum", 16)
    assert world.get("mum", "/meeting/state").json["page"] == "wait"
    assert act(world, "mum", attendance.arrive) == "waiting"
    act(world, "coordinator", attendance.let_in, world["mum"].id)
    assert world.get("mum", "/meeting/state").json["page"] == "room"


def test_who_stepped_out_has_to_be_let_in_again(meeting_in):
    world = meeting_in("information")
    world.post("mum", "/meeting/out")
    assert place_of(world, "mum") == "out"
    assert act(world, "mum", attendance.arrive) == "waiting"


def test_a_long_private_time_costs_nobody_their_place(meeting_in):
    world = meeting_in("private")
    last_seen(world, "worker", 90)
    act(world, "mum", attendance.arrive)
    from_private(world)
    assert world.get("worker", "/meeting/state").json["page"] == "room"


def from_private(world):
    world.post("mum", "/meeting/ready")
    world.post("mum", "/meeting/ready") if world.get("mum", "/meeting/state").json["stage"] == "private" else None
    world.post("nan", "/meeting/ready") if world.get("mum", "/meeting/state").json["stage"] == "private" else None
    assert world.get("mum", "/meeting/state").json["stage"] == "agreeing"


def test_session_clocks_stand_still_in_a_live_meeting_and_run_again_after(world):
    plan_meeting(world)
    give_consent(world)
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    world.post("mum", "/meeting/arrive")
    act(world, "coordinator", attendance.let_in, world["mum"].id)
    assert paused(world, "mum") is None
    seat_everybody(world, "worker")
    act(world, "coordinator", stages.give_notice, "information")
    assert paused(world, "mum") is not None
    world.post("mum", "/meeting/out")
    assert paused(world, "mum") is None


def paused(world, key):
    with world.app.app_context(), uow.read() as session:
        return session.scalar(select(SessionRow.paused_until).where(SessionRow.id_hash == hash_token(world[key].token)))


def test_hands_keep_their_order_and_only_those_inside_can_raise_one(meeting_in):
    world = meeting_in("information")
    assert act(world, "mum", floor.raise_hand, up=True) == 1
    assert act(world, "worker", floor.raise_hand, up=True) == 2
    assert act(world, "mum", floor.raise_hand, up=True) == 1
    world.post("mum", "/meeting/hand", on="")
    assert act(world, "worker", floor.raise_hand, up=True) == 1
    world.post("nan", "/meeting/out")
    with pytest.raises(Stale):
        act(world, "nan", floor.raise_hand, up=True)


def test_only_the_coordinator_can_see_who_does_not_get_it(meeting_in):
    world = meeting_in("information")
    world.post("child", "/meeting/unclear")
    asked = "does not get this"
    assert asked in world.get("coordinator", "/meeting").text
    assert all(asked not in world.get(who, "/meeting").text for who in ("mum", "worker", "school"))
    assert "You said that you do not get this" in world.get("child", "/meeting").text
    world.post("coordinator", "/meeting/answered", member=world["child"].id)
    assert asked not in world.get("coordinator", "/meeting").text


def test_giving_the_floor_takes_the_hand_down_and_is_the_coordinators(meeting_in):
    world = meeting_in("information")
    act(world, "school", floor.raise_hand, up=True)
    assert world.post("mum", "/meeting/talking", member=world["school"].id).status_code == 404
    world.post("coordinator", "/meeting/talking", member=world["school"].id)
    page = world.get("mum", "/meeting").text
    assert "Now talking:" in page
    assert world.get("school", "/meeting/hands").text.count("Your hand is up") == 0


def test_a_break_for_all_does_not_change_the_stage(meeting_in):
    world = meeting_in("information")
    world.post("coordinator", "/meeting/pause", on="y")
    assert "We are having a break." in world.get("mum", "/meeting").text
    assert world.seat("mum").stage == "information"
    assert world.post("worker", "/meeting/pause", on="").status_code == 404


def test_somebody_who_was_seen_out_is_told_so_and_whoever_left_can_come_back(world):
    plan_meeting(world)
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    for key in ("mum", "nan"):
        act(world, key, attendance.arrive)
        act(world, "coordinator", attendance.let_in, world[key].id)
    act(world, "coordinator", attendance.see_out, world["mum"].id)
    act(world, "nan", attendance.step_out)
    mum, nan = world.get("mum", "/meeting").text, world.get("nan", "/meeting").text
    assert "You are no longer in the meeting." in mum
    assert "will ring you to talk about why." in mum
    assert "I am here" not in mum
    assert "You have left the meeting." in nan
    assert "I am here" in nan
    act(world, "coordinator", attendance.let_in, world["mum"].id)
    assert place_of(world, "mum") == "in"
