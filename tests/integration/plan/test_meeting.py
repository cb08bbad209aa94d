"""The plan inside the real meeting: panels stage by stage, out with “We are ready”, in again, gone in the end."""

from datetime import timedelta

import pytest

from fgc.conference.actions import deletion, private, stages
from fgc.core import clock, uow
from tests.factories.conference import act, give_consent, plan_meeting, seat_everybody
from tests.factories.plan import accept, add_line, add_row, answer, freeze, rows_seen, sign

FAMILY = ("mum", "nan", "aunt", "child")


@pytest.fixture
def meeting(world):
    """A meeting in private time, with a line and two rows."""
    add_line(world, "J is never alone at night.")
    plan_meeting(world)
    give_consent(world)
    seat_everybody(world)
    act(world, "coordinator", stages.give_notice, "information")
    act(world, "coordinator", stages.give_notice, "private")
    add_row(world, "mum", "Nan stays on Fridays.", share_with=(world["school"].id,))
    add_row(world, "nan", "Only among us.")
    return world


def ready(world, *whats):
    chosen = [row.id for row in rows_seen(world, "mum", "private") if row.words.what in whats]
    assert act(world, "mum", private.press_ready, {"row": chosen}) == "first"
    assert act(world, "nan", private.press_ready, {"row": chosen}) == "done"


def test_what_the_family_chose_and_nothing_else_comes_to_the_others(meeting):
    offered = meeting.get("mum", "/meeting/ready").text
    assert "Nan stays on Fridays." in offered and "Only among us." in offered
    ready(meeting, "Nan stays on Fridays.")
    for key in ("worker", "coordinator", "mum"):
        page = meeting.get(key, "/meeting").text
        assert "Nan stays on Fridays." in page and "Only among us." not in page, key
    school = meeting.get("school", "/meeting").text
    assert "Nan stays on Fridays." in school and "Rows of the plan for you" in school
    assert "Only among us." in "".join(row.words.what for row in rows_seen(meeting, "mum", "private"))


def test_the_family_can_go_back_change_the_plan_and_come_out_with_version_two(meeting):
    ready(meeting, "Nan stays on Fridays.", "Only among us.")
    assert freeze(meeting) == 1
    answer(meeting, "mum", "disagree", "Not like this")
    shared = rows_seen(meeting, "mum", "plan")[0]
    meeting.post("mum", "/plan/save", circle="plan", row=shared.id, rev=str(shared.rev), what="Nan stays on Saturdays.")
    freeze(meeting)
    act(meeting, "coordinator", stages.give_notice, "private")
    whats = [row.words.what for row in rows_seen(meeting, "nan", "private")]
    assert whats == ["Nan stays on Saturdays.", "Only among us."]
    assert "Nan stays" not in meeting.get("worker", "/meeting").text
    ready(meeting, "Nan stays on Saturdays.")
    assert [row.words.what for row in rows_seen(meeting, "worker", "plan")] == ["Nan stays on Saturdays."]
    assert "not frozen yet" in meeting.get("worker", "/answers/part").text, "the old version is over"
    assert freeze(meeting) == 3
    for key in FAMILY:
        answer(meeting, key, number=3)
    accept(meeting, number=3)
    sign(meeting, number=3)
    assert meeting.seat("worker").stage == "following"


def test_the_rooms_pages_show_the_plan_to_those_it_is_for(meeting):
    for key in ("mum", "child", "nan"):
        assert "Nan stays on Fridays." in meeting.get(key, "/meeting").text
    for key in ("worker", "coordinator", "school", "advocate", "interpreter"):
        page = meeting.get(key, "/meeting")
        assert page.status_code == 200 and "Nan stays" not in page.text and "plan/part" not in page.text, key
    ready(meeting, "Nan stays on Fridays.")
    desk = meeting.get("coordinator", "/meeting").text
    assert "Freeze the plan and ask everyone" in desk and "Read back and sign" in desk
    assert "Freeze the plan" not in meeting.get("mum", "/meeting").text
    row = rows_seen(meeting, "mum", "plan")[0]
    assert meeting.post("coordinator", f"/plan/rows/{row.id}/read", back="meeting").status_code == 303
    assert "We are reading this row now." in meeting.get("mum", "/meeting").text


def test_the_family_alone_reads_the_rows_until_they_are_deleted(meeting, settings):
    ready(meeting, "Nan stays on Fridays.")
    freeze(meeting)
    sign(meeting)
    later = clock.now() + timedelta(days=settings.private_days, minutes=1)
    with clock.stopped_at(later), meeting.app.app_context():
        assert deletion.sweep() == 1
    with meeting.app.app_context(), uow.read() as session:
        left = session.connection().exec_driver_sql("SELECT circle FROM plan_row").scalars().all()
        past = session.connection().exec_driver_sql("SELECT count(*) FROM plan_row_past").scalar()
    assert left == ["plan"] and past == 0
    meeting.set_stage("private")
    assert "Nan stays on Fridays." in meeting.get("mum", "/plan").text, "a check-up begins with what was agreed"
