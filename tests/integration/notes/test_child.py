"""A child's own pages: home, how I feel, whom to talk to, stopping, and what happened with what I said (ux F4, F7c)."""

import re

import pytest
from sqlalchemy import text

from fgc.audit import trail
from fgc.cases.contributions import needs_for
from fgc.cases.events import Signal
from fgc.core import uow
from fgc.core.events import Event
from tests.factories import conference, notes, plan
from tests.factories.notes import circle
from tests.factories.world import World


def put(world: World, key: str, box: str, where: str, words: str = "my words", **form):
    return world.post(key, f"/thoughts/{box}", circle=circle(world, where) if where else "", words=words, **form)


def signals(world: World) -> list[Signal]:
    heard: list[Signal] = []

    def hear(event: Event) -> None:
        if isinstance(event, Signal):
            heard.append(event)

    world.app.extensions["fgc.announcer"].subscribe(Event, hear)
    return heard


def presses(world: World) -> int:
    with world.app.app_context(), uow.read() as session:
        return int(session.scalar(text("SELECT count(*) FROM help_press")) or 0)


def test_a_child_has_three_big_buttons_and_not_today(world: World):
    page = world.get("child", "/home").text
    for words in ("Hi J", "Say how I feel", "See who is coming", "Talk to Rose", "my helper", "Not today"):
        assert words in page
    for href in ("/thoughts", "/around", "/talk", "/calm"):
        assert world.url(href) in page
    assert 'data-for="child"' in page
    assert 'data-reading="easy"' in page


def test_a_child_without_a_helper_is_told_who_can_help(world: World):
    world.change_member("advocate", supports_id=world["mum"].id)
    page = world.get("child", "/home").text
    assert "Who can help me?" in page
    assert "Rose" not in page
    talk = world.get("child", "/talk").text
    assert "Write to Samira, who runs the meeting" in talk
    assert "Rose" not in talk


@pytest.mark.parametrize("stage", ["preparing", "information", "private", "agreeing", "following", "closed"])
def test_the_childs_pages_open_in_every_stage(world: World, stage):
    world.set_stage(stage)
    for path in ("/home", "/talk", "/calm", "/calm?kept=1"):
        assert world.get("child", path).status_code == 200


def test_a_child_is_never_reminded_of_jobs_or_things_to_read(world: World):
    notes.shared_report(world)
    plan.syn(world)
    plan.carry_rows(world)
    plan.agreed(world)
    page = world.get("child", "/home").text
    for words in ("to read", "My jobs", "How is it going"):
        assert words not in page
    assert "See our plan" in page


def test_a_child_is_told_when_the_meeting_itself_is_open(meeting_in_information: World):
    page = meeting_in_information.get("child", "/home").text
    assert "Your meeting is on now" in page


@pytest.fixture
def meeting_in_information(world: World) -> World:

    conference.plan_meeting(world)
    world.set_stage("information")
    return world


def test_not_today_changes_nothing_and_says_so(world: World):
    before = trail_length(world)
    page = world.get("child", "/calm").text
    assert "That is OK. Not today." in page
    assert "Nothing happens now." in page
    assert trail_length(world) == before


def trail_length(world: World) -> int:
    with world.app.app_context(), uow.read() as session:
        return len(list(trail.entries(session, world.case_id)))


def test_a_child_is_asked_one_question_after_the_other(world: World):
    first = put(world, "child", "feeling", "own:child", "", feeling="happy")
    assert first.headers["Location"] == world.url("/thoughts/safe")
    second = put(world, "child", "safe", "helper:child", "nan")
    assert second.headers["Location"] == world.url("/thoughts/wish")
    last = put(world, "child", "wish", "own:child", "a dog")
    assert last.headers["Location"] == world.url("/thoughts")
    again = put(world, "child", "feeling", "own:child", "", feeling="ok")
    assert again.headers["Location"] == world.url("/thoughts")


def test_a_child_can_skip_every_question(world: World):
    for box, then in (("feeling", "/thoughts/safe"), ("safe", "/thoughts/wish"), ("wish", "/thoughts")):
        page = world.get("child", f"/thoughts/{box}").text
        skip = re.search(r'href="([^"]+)"[^>]*>I do not want to say', page)
        assert skip
        assert skip[1] == world.url(then)


def test_audiences_are_in_a_childs_words_and_name_who_can_read(world: World):
    page = world.get("child", "/thoughts/feeling").text
    for words in (
        "Just me",
        "Just Rose, my helper",
        "Just Samira, who runs the meeting",
        "My family: Kerry, Jean and Lisa",
    ):
        assert words in page
    assert "Everyone in the meeting: you and 9 other people, with Rose and Ewa" in page
    assert re.search(rf'value="{circle(world, "own:child")}"[^>]*checked', page)
    adult = world.get("mum", "/thoughts/good").text
    assert "Just me" not in adult


def test_stop_keeps_what_was_written_for_the_child_alone(world: World):
    stopped = put(world, "child", "wish", "everyone", "half a wish", stop="yes")
    assert stopped.headers["Location"] == world.url("/calm?kept=1")
    assert "What you wrote is kept." in world.get("child", "/calm?kept=1").text
    assert "half a wish" in world.get("child", "/thoughts").text
    for key in ("advocate", "coordinator", "mum"):
        assert "half a wish" not in world.get(key, "/notes").text
    assert put(world, "child", "safe", "", "", stop="yes").status_code == 303
    assert put(world, "child", "feeling", "", "", feeling="sad", stop="yes").status_code == 303
    assert "I feel sad." in world.get("child", "/thoughts").text


def test_stop_never_spreads_or_takes_back_what_others_read(world: World):
    put(world, "child", "wish", "family", "a dog")
    stopped = put(world, "child", "wish", "everyone", "a dog and a cat", stop="yes")
    assert stopped.status_code == 200
    assert "Your new words are not saved yet." in stopped.text
    assert "a dog and a cat" in stopped.text
    assert "a dog and a cat" not in world.get("mum", "/notes").text
    assert "a dog" in world.get("mum", "/notes").text
    again = put(world, "child", "wish", "everyone", "a dog and a cat", again="yes")
    assert again.status_code == 200
    assert "a dog and a cat" in again.text


@pytest.mark.parametrize("where", ["own:child", "helper:child", "everyone"])
def test_not_safe_calls_the_coordinator_at_once_and_says_nothing_more(world: World, where):
    heard = signals(world)
    assert "we tell Samira that you need help" in world.get("child", "/thoughts/feeling").text
    done = put(world, "child", "feeling", where, "because of Saturday", feeling="not_safe")
    assert done.headers["Location"] == world.url("/thoughts")
    assert [(one.name, one.action, one.member) for one in heard] == [("help:pressed", "help.see", world["child"].id)]
    with world.app.test_request_context(), uow.read() as session:
        assert needs_for(session, world.seat("coordinator"))[0].order == 0
        assert all(need.order for need in needs_for(session, world.seat("worker")))
    page = world.get("child", "/thoughts").text
    assert "We have told Samira that you need help." in page
    assert "0800 1111" in page
    desk = world.get("coordinator", "/help").text
    assert world["child"].name in desk
    if where == "own:child":
        assert "Saturday" not in desk + world.get("coordinator", "/notes").text
    with world.app.app_context(), uow.read() as session:
        pressed = [entry for entry in trail.entries(session, world.case_id) if entry.act == "help:press"]
    assert [(entry.who, entry.circle) for entry in pressed] == [(world["child"].id, "coordinator")]


def test_not_safe_is_told_once_while_the_coordinator_has_not_answered(world: World):
    put(world, "child", "feeling", "own:child", "one", feeling="not_safe")
    put(world, "child", "feeling", "own:child", "two", feeling="not_safe")
    assert presses(world) == 1
    entry = world.get("coordinator", "/help").text
    press = re.search(r'name="press" value="([^"]+)"', entry)
    assert press
    world.post("coordinator", "/help/answered", press=press[1])
    put(world, "child", "feeling", "own:child", "three", feeling="not_safe")
    assert presses(world) == 2


def test_not_safe_is_told_when_a_child_stops_or_a_helper_writes_it_down(world: World):
    put(world, "child", "feeling", "", "", feeling="not_safe", stop="yes")
    assert presses(world) == 1
    world.post("coordinator", "/help/answered", press="")
    assert "we tell Samira that J needs help" in world.get("advocate", "/thoughts/feeling").text


@pytest.mark.parametrize("feeling", ["happy", "ok", "sad", "angry", "worried"])
def test_other_feelings_call_nobody(world: World, feeling):
    put(world, "child", "feeling", "own:child", "", feeling=feeling)
    assert presses(world) == 0


def test_what_happened_with_what_i_said_reads_as_a_story(world: World):
    put(world, "child", "wish", "own:child", "a dog")
    thought = re.search(r"/thoughts/(t_[\w-]+)/who", world.get("child", "/thoughts").text)
    assert thought
    for where in ("helper:child", "everyone", "own:child"):
        world.post("child", f"/thoughts/{thought[1]}/who", circle=circle(world, where))
    page = world.get("child", "/thoughts").text
    story = [
        "You kept it for yourself.", "You showed it to Rose.", "You showed it to everyone in the meeting.",
        "You took it back. Now only you can see it.",
    ]  # fmt: skip
    places = [page.index(sentence) for sentence in story]
    assert places == sorted(places)


def test_a_child_can_write_to_their_helper_and_only_the_two_read_it(world: World):
    page = world.get("child", "/talk").text
    where = circle(world, "helper:child")
    assert where in page
    sent = world.post("child", "/notes", circle=where, body="come early please", client_id="from-the-talk-page")
    assert sent.status_code == 303
    assert "come early please" in world.get("advocate", "/notes").text
    for key in ("coordinator", "mum", "worker"):
        assert "come early please" not in world.get(key, "/notes").text


def test_a_stranger_finds_no_page_of_a_child(world: World):
    for path in ("/talk", "/calm", "/home"):
        assert world.get("nobody", path).status_code in (302, 404)
