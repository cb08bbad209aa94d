"""What the family meets in the waiting room, the queue and at the door: words, who may, what nobody else learns."""

import pytest
from sqlalchemy import select

from fgc.cases import policy
from fgc.cases.people import Person, Profile
from fgc.conference import queries, room
from fgc.conference.actions import attendance, floor, meetings, private, stages
from fgc.conference.models import Meeting
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from tests.factories.conference import act, plan_meeting

LINE = "We are waiting for two more people."


def waiting(world):
    act(world, "coordinator", meetings.open_waiting_room, on=True)
    for key in ("mum", "nan"):
        act(world, key, attendance.arrive)
    return world


def test_the_coordinators_line_stands_in_the_waiting_room_and_goes_again(meeting_in):
    world = waiting(meeting_in("preparing"))
    assert world.post("coordinator", "/meeting/waiting-room/message", message=f"  {LINE} ").status_code == 303
    for path in ("/meeting", "/meeting/people"):
        assert LINE in world.get("mum", path).text
    world.post("coordinator", "/meeting/waiting-room/message", message="")
    assert LINE not in world.get("mum", "/meeting").text


def test_the_line_is_sealed_and_keeps_the_other_words_of_the_meeting(meeting_in):
    world = waiting(meeting_in("preparing"))
    act(world, "coordinator", meetings.tell_waiting, LINE)
    with world.app.app_context(), uow.read() as session:
        assert LINE.encode() not in session.scalars(select(Meeting.words).where(Meeting.case_id == world.case_id)).one()
        words = queries.words_of(queries.meeting_of(session, world.case_id))
    assert words.message == LINE and words.place and words.join


@pytest.mark.parametrize("key", ["mum", "worker", "school", "advocate"])
def test_nobody_but_a_coordinator_writes_the_line(meeting_in, key):
    world = meeting_in("preparing")
    assert world.post(key, "/meeting/waiting-room/message", message=LINE).status_code == 404
    with pytest.raises(NotFound):
        act(world, key, meetings.tell_waiting, LINE)


def test_a_line_that_is_too_long_comes_back_with_its_words(meeting_in):
    world = meeting_in("preparing")
    long = "very " * 80
    with pytest.raises(Refused):
        act(world, "coordinator", meetings.tell_waiting, long)
    answer = world.post("coordinator", "/meeting/waiting-room/message", message=long)
    assert answer.status_code == 422 and "This is too long." in answer.text and long.strip() in answer.text


def test_somebody_apart_does_not_read_the_line(meeting_in):
    world = meeting_in("preparing")
    world.change_member("aunt", apart=True)
    act(world, "coordinator", meetings.tell_waiting, LINE)
    assert LINE not in world.get("aunt", "/meeting").text


@pytest.mark.parametrize(
    ("place", "words"),
    [(0, ""), (1, "You are first."), (2, "You are second."), (6, "You are sixth."), (7, "6 people are before you.")],
)
def test_the_place_in_the_queue_is_said_in_words(world, place, words):
    with world.app.test_request_context():
        assert room.hand_words(place).endswith(words)


def test_ones_own_hand_is_on_the_page_and_the_buttons_follow(meeting_in):
    world = meeting_in("information")
    act(world, "nan", floor.raise_hand, up=True)
    act(world, "mum", floor.raise_hand, up=True)
    assert "Your hand is up. You are second." in world.get("mum", "/meeting/hands").text
    assert "Put my hand down" in world.get("mum", "/meeting/actions").text
    assert "I want to speak" in world.get("aunt", "/meeting/actions").text


def test_the_pinned_buttons_are_the_rooms_alone(meeting_in):
    world = meeting_in("private")
    for key in ("mum", "worker", "coordinator"):
        assert world.get(key, "/meeting/actions").status_code == 404


def test_the_coordinator_is_let_in_stays_outside_of_the_words_and_goes_again(meeting_in):
    world = meeting_in("private")
    act(world, "coordinator", private.knock)
    assert "Let Samira in" in world.get("mum", "/meeting/inside").text
    world.post("mum", "/meeting/answer", answer="come")
    assert "They still cannot read this page." in world.get("mum", "/meeting/inside").text
    assert not policy.can(world.seat("coordinator"), "note.read", world.seat("coordinator").at("private"))
    assert world.post("coordinator", "/meeting/gone").status_code == 404
    assert world.post("mum", "/meeting/gone").status_code == 303
    assert "They still cannot read this page." not in world.get("mum", "/meeting/inside").text
    assert "says: come in" not in world.get("coordinator", "/meeting/door").text


def test_a_call_is_over_when_the_coordinator_has_gone_and_can_be_made_again(meeting_in):
    world = meeting_in("private")
    act(world, "nan", private.call_in)
    assert "The family asks you to come in." in world.get("coordinator", "/meeting/door").text
    act(world, "mum", private.see_off)
    assert "The family asks you to come in." not in world.get("coordinator", "/meeting/door").text
    act(world, "nan", private.call_in)
    assert "The family asks you to come in." in world.get("coordinator", "/meeting/door").text


@pytest.mark.parametrize("key", ["coordinator", "worker", "school"])
def test_nobody_outside_sends_the_coordinator_off(meeting_in, key):
    with pytest.raises(NotFound):
        act(meeting_in("private"), key, private.see_off)


def test_pollers_see_a_knock_and_a_hand_but_workers_see_nothing_of_private_time(meeting_in):
    world = meeting_in("information")
    before = mark(world, "mum")
    act(world, "nan", floor.raise_hand, up=True)
    assert mark(world, "mum") != before
    act(world, "coordinator", stages.give_notice, "private")
    inside, outside = mark(world, "mum"), mark(world, "worker")
    act(world, "coordinator", private.knock)
    world.post("nan", "/meeting/note", circle="private", body="Only us")
    assert mark(world, "mum") != inside
    assert mark(world, "worker") == outside


def test_a_worker_who_has_to_go_is_offered_to_leave_now(meeting_in, app):
    world = meeting_in("information")
    settings = app.extensions["fgc.settings"]
    app.extensions["fgc.settings"] = settings.model_copy(update={"stage_notice_s": 20})
    act(world, "coordinator", stages.give_notice, "private")
    assert "Leave now" in world.get("worker", "/meeting").text
    assert "Leave now" not in world.get("mum", "/meeting").text
    app.extensions["fgc.settings"] = settings


def test_the_check_up_meeting_asks_its_three_questions(world):
    plan_meeting(world, kind="review")
    world.set_stage("information")
    act(world, "coordinator", attendance.let_in, world["mum"].id)
    page = world.get("mum", "/meeting").text
    for question in ("What has got better?", "What has been hard?", "What should we change?"):
        assert question in page
    assert "Check-up, part 1 of 3: Sharing" in page


@pytest.mark.parametrize(
    ("name", "short"),
    [("Samira", "Samira"), ("Samira Holt-Featherstone", "Samira"), ("Ms Cole", "Ms Cole"), ("Dr. Nair", "Dr. Nair")],
)
def test_a_name_on_a_button_is_short(world, name, short):
    assert Person(world.seat("mum"), Profile(name=name)).short == short


def mark(world, key):
    return world.get(key, "/meeting/state").json["mark"]
