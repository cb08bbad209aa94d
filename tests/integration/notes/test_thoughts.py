"""Thoughts before the meeting: audiences, moving them, a child's words held back until released (case C)."""

import re

import pytest
from sqlalchemy import text

from fgc.audit import trail
from fgc.core import uow
from fgc.core.errors import NotFound
from fgc.notes.actions import ThoughtDraft, put_thought
from tests.factories.notes import circle, father_apart
from tests.factories.world import World

EVERYBODY = ("coordinator", "worker", "school", "mum", "nan", "aunt", "child", "advocate", "interpreter")


def put(world: World, key: str, box: str, where: str, words: str = "my words", **form):
    return world.post(key, f"/thoughts/{box}", circle=circle(world, where), words=words, **form)


def readers(world: World, words: str) -> set[str]:
    """Everybody to whom any page of notes or thoughts shows these words."""
    return {
        key for key in EVERYBODY
        if words in world.get(key, "/notes").text or words in world.get(key, "/thoughts").text
    }  # fmt: skip


def thought_id(world: World, key: str) -> str:
    found = re.search(r"/thoughts/(t_[\w-]+)/who", world.get(key, "/thoughts").text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("where", "who"),
    [
        ("own:mum", {"mum"}),
        ("direct:mum", {"mum", "coordinator"}),
        ("family", {"mum", "nan", "aunt", "child"}),
        ("everyone", set(EVERYBODY)),
    ],
)
def test_a_thought_is_read_by_whom_was_chosen(world: World, where, who):
    assert put(world, "mum", "worries", where, "who will get J to school").status_code == 303
    assert readers(world, "who will get J to school") == who


def test_a_thought_can_be_widened_and_narrowed_until_the_meeting_starts(world: World):
    put(world, "mum", "hopes", "direct:mum", "a bus pass")
    thought = thought_id(world, "mum")
    assert world.post("mum", f"/thoughts/{thought}/who", circle="everyone").status_code == 303
    assert readers(world, "a bus pass") == set(EVERYBODY)
    assert world.post("mum", f"/thoughts/{thought}/who", circle="family").status_code == 303
    assert readers(world, "a bus pass") == {"mum", "nan", "aunt", "child"}
    assert "Taken back on" in world.get("worker", "/notes?circle=everyone").text
    world.post("mum", f"/thoughts/{thought}/who", circle=circle(world, "own:mum"))
    assert readers(world, "a bus pass") == {"mum"}
    page = world.get("mum", "/thoughts").text
    assert "What happened with what I said" in page
    assert page.count("<li><time") == 4
    world.post("mum", f"/thoughts/{thought}/who", circle="family")
    world.set_stage("information")
    narrower = world.post("mum", f"/thoughts/{thought}/who", circle=circle(world, "own:mum"))
    assert narrower.status_code == 409
    assert put(world, "mum", "hopes", "family", "other words").status_code == 409
    assert readers(world, "a bus pass") == {"mum", "nan", "aunt", "child"}
    assert world.post("mum", f"/thoughts/{thought}/who", circle="everyone").status_code == 303


def test_changing_the_words_takes_the_old_ones_back(world: World):
    put(world, "mum", "good", "everyone", "first words")
    put(world, "mum", "good", "everyone", "better words")
    assert readers(world, "first words") == set()
    assert readers(world, "better words") == set(EVERYBODY)


def test_the_same_thought_sent_twice_is_stored_once(world: World):
    for _again in range(3):
        assert put(world, "mum", "good", "family", "once").status_code == 303
    with world.app.app_context(), uow.read() as session:
        assert session.scalar(text("SELECT count(*) FROM note")) == 1
        assert session.scalar(text("SELECT count(*) FROM thought")) == 1
        assert session.scalar(text("SELECT count(*) FROM thought_move")) == 1


def test_nobody_can_say_nothing_to_nobody_or_where_they_may_not(world: World):
    empty = put(world, "mum", "good", "family", " ")
    assert empty.status_code == 422
    unchosen = put(world, "mum", "good", "", "kept words")
    assert unchosen.status_code == 422
    assert "Choose who can see this." in unchosen.text
    assert "kept words" in unchosen.text
    assert put(world, "mum", "good", "family", "x" * 4001).status_code == 422
    for where in ("workers", "private", "own:nan", "direct:nan", "helper:nan", "coordinator", "nonsense"):
        assert put(world, "mum", "good", where, "x").status_code == 404
    assert put(world, "mum", "feeling", "family", "x").status_code == 404
    assert put(world, "child", "feeling", "own:child", "", feeling="furious").status_code == 422
    assert put(world, "child", "feeling", "own:child", "", feeling="else").status_code == 422
    assert world.get("mum", "/thoughts/nonsense").status_code == 404


@pytest.mark.parametrize("key", ["coordinator", "worker", "school", "interpreter"])
def test_workers_and_interpreters_have_no_thoughts_page(world: World, key):
    assert world.get(key, "/thoughts").status_code == 404
    assert put(world, key, "good", "everyone").status_code == 404


def test_a_thought_is_not_taken_back_behind_its_own_page(world: World):
    put(world, "mum", "good", "everyone", "my thought")
    note = re.search(r'id="(n_[\w-]+)"', world.get("mum", "/notes?circle=everyone").text)
    assert note
    assert world.post("mum", f"/notes/{note[1]}/take-back").status_code == 404


def test_a_childs_words_are_held_back_until_they_release_them(world: World):
    """Case C: views sealed until released; the advocate reads them out while the child takes a break."""
    assert put(world, "child", "wish", "helper:child", "that it stops").status_code == 303
    assert readers(world, "that it stops") == {"child", "advocate"}
    assert put(world, "child", "safe", "own:child", "nobody yet").status_code == 303
    assert readers(world, "nobody yet") == {"child"}
    world.set_stage("information")
    assert readers(world, "that it stops") == {"child", "advocate"}
    thought = thought_id(world, "advocate")
    untold = world.post("advocate", f"/thoughts/{thought}/who", circle="everyone")
    assert untold.status_code == 422
    assert readers(world, "that it stops") == {"child", "advocate"}
    assert world.post("advocate", f"/thoughts/{thought}/who", circle="everyone", told="y").status_code == 303
    assert readers(world, "that it stops") == set(EVERYBODY)
    assert "You told Rose to share it." in world.get("child", "/thoughts").text
    assert "Released by J, told to Rose." in world.get("advocate", "/thoughts").text
    with world.app.app_context(), uow.read() as session:
        moved = [entry for entry in trail.entries(session, world.case_id) if entry.act == "thought:audience"][-1]
    assert moved.who == world["advocate"].id
    assert moved.facts == {"to": "everyone", "told": True}


def test_a_child_can_tell_only_the_coordinator_and_the_helper_keeps_reading(world: World):
    put(world, "child", "wish", "helper:child", "to see dad")
    thought = thought_id(world, "child")
    assert world.post("child", f"/thoughts/{thought}/who", circle=circle(world, "direct:child")).status_code == 303
    assert readers(world, "to see dad") == {"child", "advocate", "coordinator"}


def test_an_advocate_can_write_down_what_the_child_said_and_only_the_two_see_it(world: World):
    assert put(world, "advocate", "wish", "helper:child", "a quiet room").status_code == 303
    assert readers(world, "a quiet room") == {"child", "advocate"}
    assert "Written down by Rose." in world.get("child", "/thoughts").text
    for where in ("everyone", "direct:child", "own:child", "own:advocate", "family"):
        assert put(world, "advocate", "wish", where, "x").status_code == 404
    thought = thought_id(world, "child")
    assert world.post("child", f"/thoughts/{thought}/who", circle="everyone").status_code == 303
    page = world.get("worker", "/notes?circle=everyone").text
    assert "a quiet room" in page
    assert "Said by J, written by Rose. J has said yes to it." in page


def test_an_advocate_cannot_see_or_move_what_the_child_keeps(world: World):
    put(world, "child", "wish", "own:child", "a secret")
    thought = thought_id(world, "child")
    assert world.get("advocate", f"/thoughts/{thought}/who").status_code == 404
    assert world.post("advocate", f"/thoughts/{thought}/who", circle="everyone", told="y").status_code == 404
    assert thought not in world.get("advocate", "/thoughts").text
    world.change_member("advocate", supports_id=world["mum"].id)
    put(world, "child", "wish", "helper:child", "a secret")
    assert world.get("advocate", f"/thoughts/{thought}/who").status_code == 404
    assert readers(world, "a secret") == {"child"}


@pytest.mark.parametrize("feeling", ["worried", "not_safe"])
def test_a_child_who_is_worried_is_shown_where_to_get_help(world: World, feeling):
    assert "0800 1111" not in world.get("child", "/thoughts").text
    put(world, "child", "feeling", "helper:child", "", feeling=feeling)
    page = world.get("child", "/thoughts").text
    assert "0800 1111" in page
    assert "999" in page
    assert world.url("/help") in page
    put(world, "child", "feeling", "helper:child", "", feeling="happy")
    assert "0800 1111" not in world.get("child", "/thoughts").text


def test_a_feeling_is_told_in_words_and_found_again_in_the_form(world: World):
    put(world, "child", "feeling", "everyone", "because of Saturday", feeling="angry")
    assert "I feel angry.\nbecause of Saturday" in world.get("worker", "/notes?circle=everyone").text
    assert re.search(r'value="angry"[^>]*checked', world.get("child", "/thoughts/feeling").text)


def test_a_father_apart_can_speak_to_the_coordinator_only(world: World):
    father_apart(world)
    assert put(world, "dad", "hopes", "direct:dad", "to see J").status_code == 303
    for where in ("everyone", "family"):
        assert put(world, "dad", "worries", where, "x").status_code == 404
    page = world.get("dad", "/thoughts/worries").text
    assert "Everyone in the meeting" not in page
    assert readers(world, "to see J") == {"coordinator"}


def test_an_advocate_of_nobody_finds_no_page(world: World):
    world.change_member("advocate", supports_id=None)
    assert world.get("advocate", "/thoughts").status_code == 404
    with world.app.test_request_context(), pytest.raises(NotFound):
        put_thought(world.seat("advocate"), ThoughtDraft("wish", "helper:", "x"))
