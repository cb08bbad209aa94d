"""Private family time: the door, helpers, “We are ready”, and that nothing of it is to be had outside."""

import re

import pytest
from sqlalchemy import func, select

from fgc.audit import trail
from fgc.cases import admissions, policy
from fgc.cases.events import CircleMoved, Signal
from fgc.conference import carry, queries, room
from fgc.conference.actions import attendance, floor, private
from fgc.conference.carry import Candidate, Carrier
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.core.events import Event
from fgc.notes.models import Note
from tests.factories.conference import act, write_note
from tests.factories.plan import add_row
from tests.factories.world import World, make_account

MARKER = "Xylophone-secret"
OUTSIDE = ("coordinator", "worker", "school", "gp", "advocate", "interpreter", "dad", "claimed", "stranger", "nobody")
# What differs each time by itself: form tokens, and the entries that this very walk makes in the reader's own name.
# how long somebody's own session lasts goes down by itself, whatever a family writes
CLOCKS = frozenset({"static", "sessions.left"})
TOKENS = re.compile(
    r'(name="(?:csrf[a-z_]*|made_with|client_id)" value="|data-csrf=")[^"]*"'
    "|<li>(?:(?!</li>).)*opened the timeline.*?</li>"
)


@pytest.fixture
def family(meeting_in) -> World:
    """Private time, with somebody apart, somebody not confirmed and a stranger outside."""
    world = meeting_in("private")
    world.add("dad", "family", "Dean", "dad", apart=True)
    world.add("claimed", "family", "Mo", "cousin", state="claimed")
    world.people["stranger"] = make_account(world.app, "staff")
    return world


def every_address(world: World) -> list[str]:
    """Every page of the app that is read with GET, filled with ids of this case; and the searches."""
    values = {"case_id": world.case_id, "member_id": world["mum"].id, "to": "agreeing", "circle": "private"}
    rules = [rule for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    found = [
        re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda hit: values.get(hit[1], "n_AAAAAAAAAAAAAAAA"), rule.rule)
        for rule in rules if rule.endpoint not in CLOCKS
    ]  # fmt: skip
    case = f"/c/{world.case_id}"
    asked = ["since?circle=private&after=0", "since?circle=private&after=3", "notes?circle=private", "meeting?auto=1",
             f"notes?q={MARKER}", f"notes?search={MARKER}"]  # fmt: skip
    return sorted(found) + [f"{case}/{path}" for path in asked]


def walk(world: World, key: str) -> dict[str, tuple[int, str]]:
    """What this person gets at every address."""
    client = world.client(key)
    seen = {}
    for address in every_address(world):
        answer = client.get(address)
        seen[address] = (answer.status_code, TOKENS.sub("", answer.text))
    return seen


def grow(world: World) -> None:
    """Everything a family can do inside that is its own business."""
    for key in ("mum", "nan", "child", "aunt"):
        write_note(world, key, "private", f"{MARKER} from {key}")
        act(world, key, attendance.arrive)
        if key != "child":
            add_row(world, key, f"{MARKER} row of {key}")
    world.post("mum", "/meeting/note", circle="private", body=f"{MARKER} by form")
    act(world, "nan", attendance.take_break, on=True)
    act(world, "aunt", attendance.step_out)
    act(world, "mum", private.press_ready, {"note": []})
    act(world, "nan", private.not_ready)


@pytest.mark.parametrize("key", OUTSIDE)
def test_nobody_outside_can_find_a_word_or_a_trace_of_private_time(family, key):
    if key == "coordinator":  # who looked at what is on a page of theirs: look once before comparing
        walk(family, key)
    before = walk(family, key)
    grow(family)
    after = walk(family, key)
    for address, (status, body) in after.items():
        assert MARKER not in body, address
        assert (status, body) == before[address], address
    assert not any(status >= 500 for status, _body in after.values() if status not in (501,))


def test_the_family_can_read_what_outsiders_cannot(family):
    grow(family)
    for key in ("mum", "nan", "child", "aunt"):
        assert MARKER in family.get(key, "/meeting").text


def test_events_of_private_time_go_to_nobody_outside(family):
    heard: list[Event] = []
    family.app.extensions["fgc.announcer"].subscribe(Event, heard.append)
    grow(family)
    assert any(isinstance(event, CircleMoved) for event in heard)
    for event in heard:
        if isinstance(event, CircleMoved):
            action, circle = "note.read", event.circle
        else:
            assert isinstance(event, Signal), event
            action, circle = event.action, event.circle
        for key in ("coordinator", "worker", "school", "gp", "advocate", "interpreter", "dad", "claimed"):
            seat = family.seat(key)
            assert not policy.can(seat, action, seat.at(circle)), (event, key)


def test_the_case_chain_does_not_grow_with_private_time(family):
    with family.app.app_context(), uow.read() as session:
        before = trail.head_of(session, family.case_id)
    grow(family)
    with family.app.app_context(), uow.read() as session:
        stop = [entry for entry in trail.entries(session, family.case_id, after=before[0]) if entry.act != "stage:stop"]
    assert stop == []


@pytest.mark.parametrize("key", ["coordinator", "worker", "school", "advocate", "interpreter"])
def test_workers_and_helpers_not_admitted_get_the_door_and_nothing_else(family, key):
    page = family.get(key, "/meeting").text
    assert "The family is having private time." in page
    assert "Started at" in page
    assert all(family[name].name not in page for name in ("mum", "nan", "aunt"))
    assert 'data-heads="{}"' in page or "data-heads='{}'" in page or "data-heads" not in page
    for part in ("people", "inside", "hands", "desk-people"):
        assert family.get(key, f"/meeting/{part}").status_code == 404
    assert family.get(key, "/meeting/ready").status_code == 404
    assert (">Knock<" in re.sub(r"\s+", "", page)) is (key == "coordinator")


@pytest.mark.parametrize("key", ["coordinator", "worker", "school", "gp", "advocate", "interpreter", "dad"])
def test_nobody_outside_can_write_answer_or_end_private_time(family, key):
    assert family.post(key, "/meeting/note", circle="private", body="let me in").status_code in (404, 409)
    for path in ("/meeting/answer", "/meeting/call-in", "/meeting/ready", "/meeting/not-ready", "/meeting/stop"):
        assert family.post(key, path, answer="come").status_code == 404, path
    assert family.seat("mum").stage == "private"


def test_a_knock_and_its_answer_open_nothing(family):
    assert family.post("worker", "/meeting/knock").status_code == 404
    family.post("coordinator", "/meeting/knock")
    assert "at the door" in family.get("child", "/meeting").text
    assert "at the door" not in family.get("worker", "/meeting").text
    assert family.get("coordinator", "/meeting/state").json["door"] == "knock"
    assert family.post("coordinator", "/meeting/answer", answer="come").status_code == 404
    family.post("nan", "/meeting/answer", answer="come")
    assert "come in" in family.get("coordinator", "/meeting").text
    write_note(family, "mum", "private", MARKER)
    assert MARKER not in family.get("coordinator", "/meeting").text
    assert not policy.can(family.seat("coordinator"), "note.read", family.seat("coordinator").at("private"))


def test_asking_the_coordinator_in_is_seen_by_coordinators_and_opens_nothing(family):
    family.post("child", "/meeting/call-in")
    page = family.get("coordinator", "/meeting").text
    assert "The family asks you to come in." in page
    assert f"<bdi>{family['child'].name}" not in page
    assert "asks you to come in" not in family.get("worker", "/meeting").text
    assert not policy.can(family.seat("coordinator"), "note.read", family.seat("coordinator").at("private"))


def test_only_the_supported_person_can_keep_their_advocate_and_send_them_out(family):
    for key in ("mum", "coordinator", "worker", "advocate", "dad"):
        with pytest.raises(NotFound):
            act(family, key, admissions.admit_helper, family["advocate"].id, "private")
    family.post("child", "/meeting/helpers", member=family["advocate"].id, scope="private", on="y")
    write_note(family, "mum", "private", MARKER)
    page = family.get("advocate", "/meeting").text
    assert MARKER in page
    assert family["advocate"].name in family.get("mum", "/meeting").text
    family.post("child", "/meeting/helpers", member=family["advocate"].id, scope="private")
    assert MARKER not in family.get("advocate", "/meeting").text
    assert "The family is having private time." in family.get("advocate", "/meeting").text


def test_anybody_of_the_family_can_admit_an_interpreter_but_not_a_worker(family):
    act(family, "aunt", admissions.admit_helper, family["interpreter"].id, "private")
    assert "The family is having private time." not in family.get("interpreter", "/meeting").text
    act(family, "nan", admissions.revoke_helper, family["interpreter"].id, "private")
    assert "The family is having private time." in family.get("interpreter", "/meeting").text
    for key in ("worker", "coordinator", "school"):
        with pytest.raises(NotFound):
            act(family, "mum", admissions.admit_helper, family[key].id, "private")
    with pytest.raises(NotFound):
        act(family, "mum", admissions.admit_helper, family["interpreter"].id, "workers")


def test_ready_needs_two_adults_and_children_cannot_press(family):
    with pytest.raises(Refused):
        act(family, "child", private.press_ready, {})
    assert act(family, "mum", private.press_ready, {}) == "first"
    with pytest.raises(Refused):
        act(family, "mum", private.press_ready, {})
    assert family.seat("mum").stage == "private"
    assert act(family, "aunt", private.press_ready, {}) == "done"
    assert family.seat("mum").stage == "agreeing"


def test_the_only_adult_in_the_room_can_press_twice(family):
    for key in ("nan", "aunt"):
        act(family, key, attendance.step_out)
    assert act(family, "mum", private.press_ready, {}) == "first"
    assert act(family, "mum", private.press_ready, {}) == "done"


def test_anybody_of_the_family_can_say_not_ready_yet(family):
    act(family, "mum", private.press_ready, {})
    family.post("child", "/meeting/not-ready")
    assert act(family, "aunt", private.press_ready, {}) == "first"
    assert family.seat("mum").stage == "private"


def test_only_chosen_notes_leave_private_time_and_in_the_same_transaction(family):
    kept = write_note(family, "mum", "private", f"{MARKER} stays")
    taken = write_note(family, "nan", "private", "School on Mondays")
    page = family.get("mum", "/meeting/ready").text
    assert MARKER in page
    assert not re.search(rf'value="{kept}"[^>]*checked', page)
    family.post("mum", "/meeting/ready", **{"take-note": [taken, "n_foreignforeignf"]})
    assert re.search(rf'value="{taken}"[^>]*checked', family.get("nan", "/meeting/ready").text)
    family.post("nan", "/meeting/ready", **{"take-note": [taken]})
    page = family.get("coordinator", "/meeting").text
    assert "School on Mondays" in page
    assert MARKER not in page
    assert MARKER not in family.get("worker", "/meeting").text


def test_rows_are_proposed_and_go_along_when_chosen(family):
    taken, kept = add_row(family, "mum", "Fridays at nan's").id, add_row(family, "nan", f"{MARKER} row").id
    page = family.get("aunt", "/meeting/ready").text
    assert all(re.search(rf'value="{row}"[^>]*checked', page) for row in (taken, kept))
    for key in ("mum", "nan"):
        family.post(key, "/meeting/ready", **{"take-row": [taken]})
    assert family.seat("mum").stage == "agreeing"
    pages = family.get("coordinator", "/meeting").text + family.get("coordinator", "/plan").text
    assert "Fridays at nan&#39;s" in pages
    assert MARKER not in pages


def test_a_carrier_that_fails_leaves_the_family_in_private_time(family):
    def broken(_work, _seat, _ids):
        raise Refused(form="no")

    carriers = dict(carry._carriers)
    carry.register_carrier(Carrier("row", 1, lambda: "Rows", lambda _s, _seat: [Candidate("r_1", "A row")], broken))
    try:
        taken = write_note(family, "nan", "private", "A line")
        act(family, "mum", private.press_ready, {"row": ["r_1"], "note": [taken]})
        with pytest.raises(Refused):
            act(family, "nan", private.press_ready, {"row": ["r_1"], "note": [taken]})
    finally:
        carry._carriers.clear()
        carry._carriers.update(carriers)
    assert family.seat("mum").stage == "private"
    with family.app.app_context(), uow.read() as session:
        shared = session.scalar(select(func.count()).select_from(Note).where(Note.circle == "everyone"))
    assert shared == 0


def test_private_words_stay_with_the_family_after_the_family_came_out(family):
    write_note(family, "mum", "private", MARKER)
    act(family, "mum", private.press_ready, {})
    act(family, "nan", private.press_ready, {})
    for key in OUTSIDE:
        assert not any(MARKER in body for _status, body in walk(family, key).values()), key


def test_hands_and_quiet_questions_rest_during_private_time(family):
    for key in ("mum", "worker"):
        with pytest.raises(NotFound):
            act(family, key, floor.raise_hand, up=True)
    with pytest.raises(NotFound):
        act(family, "coordinator", attendance.let_in, family["worker"].id)


def test_people_inside_see_who_is_here_and_no_worker_among_them(family):
    with family.app.test_request_context(), uow.read() as session:
        here = room.room_for(session, family.seat("mum"))
        assert {guest.id for guest in here.guests} == {family[key].id for key in ("mum", "nan", "aunt", "child")}
        assert room.guests_of(session, family.seat("coordinator"), queries.meeting_of(session, family.case_id)) == ()


def test_words_typed_by_a_worker_when_the_door_closed_are_given_back_and_stored_nowhere(family):
    answer = family.post("worker", "/meeting/note", circle="everyone", body="I wanted to say this")
    assert answer.status_code == 409
    assert "I wanted to say this" in answer.text
    with family.app.app_context(), uow.read() as session:
        assert session.scalar(select(func.count()).select_from(Note)) == 0
