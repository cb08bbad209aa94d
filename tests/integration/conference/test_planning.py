"""Setting, moving and cancelling a meeting: who can, what is checked, what stays sealed."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from fgc.audit import trail
from fgc.conference import queries
from fgc.conference.actions import meetings
from fgc.core import clock, uow
from fgc.core.errors import Stale
from fgc.web.times import local
from tests.factories.conference import JOIN, PLACE, act, plan_meeting


def form(world, *, days=3, **more):
    with world.app.app_context():
        day = (local(clock.now()) + timedelta(days=days)).date()
    return {"kind": "initial", "day-day": day.day, "day-month": day.month, "day-year": day.year, "at": "15:30",
            "place": PLACE, "join": JOIN, "bring": "Tea", "message": "", **more}  # fmt: skip


def test_a_coordinator_can_set_and_move_a_meeting(world):
    assert world.post("coordinator", "/meeting/date", **form(world)).status_code == 303
    assert world.post("coordinator", "/meeting/date", **form(world, days=5, at="9.15")).status_code == 303
    with world.app.app_context(), uow.read() as session:
        found = queries.meetings_of(session, world.case_id)
        assert len(found) == 1
        assert local(found[0].starts_at).strftime("%H:%M") == "09:15"
        assert queries.words_of(found[0]).place == PLACE
        acts = [entry.act for entry in trail.entries(session, world.case_id)]
    assert acts[-2:] == ["meeting:set", "meeting:move"] or acts.count("meeting:move") == 1


@pytest.mark.parametrize("who", ["worker", "school", "mum", "child", "advocate", "interpreter"])
def test_nobody_else_can_set_a_meeting(world, who):
    assert world.get(who, "/meeting/date").status_code == 404
    assert world.post(who, "/meeting/date", **form(world)).status_code == 404
    assert world.post(who, "/meeting/cancel").status_code == 404


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_meeting_cannot_be_set_for_today_or_before(world, days):
    answer = world.post("coordinator", "/meeting/date", **form(world, days=days))
    assert answer.status_code == 422
    assert "Pick a date after today." in answer.text
    assert PLACE in answer.text  # typed words are kept


@pytest.mark.parametrize(("field", "value"), [("day-day", "31.5"), ("day-month", "13"), ("at", "late"), ("kind", "x")])
def test_a_wrong_field_is_said_beside_it(world, field, value):
    answer = world.post("coordinator", "/meeting/date", **form(world, **{field: value}))
    assert answer.status_code == 422


def test_place_and_join_words_are_not_in_the_store_in_plain(world):
    plan_meeting(world)
    with world.app.app_context(), uow.read() as session:
        blob = session.execute(text("SELECT words FROM meeting")).scalar_one()
    assert PLACE.encode() not in bytes(blob)
    assert JOIN.encode() not in bytes(blob)


def test_a_meeting_that_is_on_cannot_be_moved_or_cancelled(meeting_in):
    world = meeting_in("information")
    with pytest.raises(Stale):
        act(world, "coordinator", meetings.cancel_meeting)
    assert world.post("coordinator", "/meeting/date", **form(world)).status_code == 409


def test_a_cancelled_meeting_is_gone_from_the_page(world):
    plan_meeting(world)
    assert world.post("coordinator", "/meeting/cancel").status_code == 303
    assert PLACE not in world.get("mum", "/meeting").text
