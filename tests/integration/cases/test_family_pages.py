"""The family's own pages: the one next step in every moment, who will be there, how one takes part, help, a copy."""

import html
import json
import re
from datetime import timedelta

import pytest

from fgc.audit import trail
from fgc.conference.actions import meetings
from fgc.core import clock, uow
from tests.factories import conference, notes
from tests.factories.plan import agreed, answer, carry_rows, freeze, syn
from tests.factories.world import World

PHONE = "0113 496 0000"
FAMILY_PAGES = (
    "/home", "/around", "/read", "/get-ready", "/coming", "/thoughts", "/notes", "/details", "/help", "/plan", "/stop",
    "/my-things", "/meeting",
)  # fmt: skip
SVG_MOST = 6 * 1024


def step(world: World, key: str = "mum") -> str:
    """The title of somebody's next step; "" when there is none."""
    found = re.search(r'<h2 id="next-title">(.*?)</h2>', world.get(key, "/home").text)
    return html.unescape(found.group(1)) if found else ""


def write_thought(world: World, key: str) -> None:
    """Somebody has said what they think."""
    sent = world.post(key, "/thoughts/good", circle=f"own:{world[key].id}", words="my words")
    assert sent.status_code == 303


def read_all(world: World, key: str, report_id: str) -> None:
    """Somebody opens the report."""
    assert world.get(key, f"/read/{report_id}").status_code == 200


def test_before_the_meeting_the_next_step_goes_from_reading_to_thoughts_to_the_day(world: World):
    conference.give_consent(world)
    report = notes.shared_report(world)
    conference.plan_meeting(world, days=5)
    assert step(world) == "1 new thing to read"
    read_all(world, "mum", report)
    assert step(world) == "Say your thoughts"
    write_thought(world, "mum")
    assert step(world).startswith("Your meeting is on ")
    assert "/get-ready" in world.get("mum", "/home").text


def test_the_day_comes_before_the_thoughts_when_it_is_near(world: World):
    conference.plan_meeting(world, days=1)
    assert step(world).startswith("Your meeting is on ")


def test_nothing_to_do_is_said_kindly(world: World):
    write_thought(world, "mum")
    assert step(world) == ""
    assert "Nothing to do today. Samira will tell you when there is something new." in world.get("mum", "/home").text


def test_the_waiting_room_is_the_next_step_while_it_is_open(world: World):
    conference.plan_meeting(world)
    conference.act(world, "coordinator", meetings.open_waiting_room, on=True)
    assert step(world) == "The waiting room is open"
    world.post("mum", "/meeting/arrive")
    assert step(world) == "You are in the waiting room"


def test_a_day_that_has_passed_is_not_announced_as_one_to_come(world: World):
    conference.plan_meeting(world)
    with clock.stopped_at(clock.now() + timedelta(days=4)):
        world.add("late", "family", "Terry", "uncle")
        write_thought(world, "late")
        assert step(world, "late") == "The day of your meeting has passed"
        assert "Your meeting is on" not in world.get("late", "/home").text


@pytest.mark.parametrize(
    ("stage", "key", "title"),
    [
        ("information", "mum", "Your meeting is on now"),
        ("private", "mum", "Private family time is on now"),
        ("private", "advocate", "The family has private time now"),
        ("agreeing", "mum", "Your meeting is on now"),
        ("closed", "mum", "This family meeting is finished"),
    ],
)
def test_while_the_meeting_is_on_the_next_step_leads_there(world_in, stage: str, key: str, title: str):
    world = world_in("preparing")
    conference.plan_meeting(world)
    world.set_stage(stage)
    assert step(world, key) == title


def test_the_plan_leads_from_answer_to_jobs_to_reading(world_in):
    world = world_in("information")
    syn(world)
    carry_rows(world)
    freeze(world)
    assert step(world) == "Do you agree with this plan?"
    answer(world, "mum")
    assert step(world) == "Your meeting is on now"


def test_after_the_meeting_jobs_come_first_and_the_plan_is_there(world_in):
    world = world_in("information")
    syn(world)
    carry_rows(world)
    agreed(world)
    assert "in the plan" in step(world, "nan")
    page = world.get("nan", "/home").text.partition("For you")[2]
    assert page.index("My jobs") < page.index("Our plan") < page.index("Things to read")
    assert step(world, "child") or world.get("child", "/home").status_code == 200


def test_the_picture_has_the_people_of_the_list_and_nobody_else(world: World):
    notes.father_apart(world)
    page = world.get("mum", "/around").text
    drawings = re.findall(r"<svg class=\"circle.*?</svg>", page, re.S)
    assert len(drawings) == 2
    for drawing in drawings:
        assert len(drawing.encode()) <= SVG_MOST
        for name in ("Kerry", "Jean", "Lisa", "Samira", "Tom", "Ms Hale"):
            assert f">{name}</tspan>" in drawing
        assert "Marek" not in drawing
        assert drawing.count('class="circle__family"') == 5
        assert drawing.count('class="circle__worker"') == 4
    assert "Marek" not in page
    assert "Marek" in world.get("coordinator", "/around").text


def test_somebody_apart_sees_themselves_and_the_coordinator_only(world: World):
    notes.father_apart(world)
    page = world.get("dad", "/around").text
    assert "Marek" in page and "Samira" in page
    for name in ("Kerry", "Jean", "Tom", "Ms Hale"):
        assert name not in page
    assert world.get("dad", "/get-ready").status_code == 404


def test_no_family_page_shows_anybodys_number_or_when_they_were_here(world: World):
    conference.plan_meeting(world)
    for key in ("mum", "nan", "child", "advocate"):
        for path in FAMILY_PAGES:
            page = world.get(key, path)
            assert page.status_code == 200, path
            assert PHONE not in page.text, path
            assert "last seen" not in page.text.casefold()


def test_when_and_where_stand_on_the_first_page(world: World):
    conference.plan_meeting(world)
    page = world.get("mum", "/home").text
    assert conference.PLACE in page and f"tel:{conference.JOIN.replace(' ', '')}" in page
    assert conference.PLACE in world.get("mum", "/get-ready").text


def test_saying_how_one_takes_part_tells_the_coordinator_and_nobody_else(world: World):
    said = world.post("mum", "/coming", takes_part="views", body="Mondays are hard. zanzibar")
    assert said.status_code == 303
    assert "sends thoughts, does not come" in world.get("nan", "/around").text
    assert "zanzibar" in world.get("coordinator", "/notes").text
    for key in ("nan", "worker", "school", "advocate"):
        assert "zanzibar" not in world.get(key, "/notes").text
    assert world.post("mum", "/coming", takes_part="").status_code == 422


def test_what_the_page_speaks_about_is_kept_sealed_and_on_every_page(world: World):
    assert 'data-tell="' not in world.get("mum", "/home").text
    assert world.post("mum", "/details/tell", tell="stages").status_code == 303
    for path in ("/home", "/read", "/details"):
        assert 'data-tell="stages"' in world.get("mum", path).text
    assert 'data-tell="' not in world.get("nan", "/home").text
    assert world.post("mum", "/details/tell", tell="loudly").status_code == 422


def test_changing_details_keeps_what_the_page_speaks_about(world: World):
    world.post("mum", "/details/tell", tell="mine")
    world.post("mum", "/details", called="Kez", takes_part="phone", language="en", safe_to_text="no")
    assert 'data-tell="mine"' in world.get("mum", "/home").text


@pytest.mark.parametrize("kind", ["page", "data"])
def test_a_copy_has_ones_own_words_and_what_one_was_told_with_who_can_see_it(world: World, kind: str):
    notes.write(world, "mum", "own:mum", "my drawer")
    notes.write(world, "nan", "everyone", "said to all")
    notes.write(world, "nan", "own:nan", "not for Kerry")
    notes.write(world, "worker", "workers", "among workers", reason="third_party")
    notes.shared_report(world)
    file = world.post("mum", "/my-things", kind=kind)
    assert file.headers["Content-Disposition"].startswith('attachment; filename="my-things.')
    text = html.unescape(file.text)
    for words in ("my drawer", "said to all", "J is often tired.", "Only you can see this", "Everyone in the meeting"):
        assert words in text
    assert "not for Kerry" not in text and "among workers" not in text
    if kind == "data":
        things = json.loads(file.text)["things"]
        assert {thing["mine"] for thing in things} == {True, False}
    else:
        assert "<script" not in file.text and "<link" not in file.text


def test_a_copy_leaves_private_time_out(world_in):
    world = world_in("private")
    notes.write(world, "mum", "private", "only family zanzibar")
    assert "zanzibar" not in world.post("mum", "/my-things", kind="page").text


def test_a_copy_is_entered_in_the_trail(world: World):
    world.post("mum", "/my-things", kind="data")
    with world.app.app_context(), uow.read() as session:
        entries = [entry for entry in trail.entries(session, world.case_id) if entry.act == "member:copy"]
    assert [(entry.who, entry.facts) for entry in entries] == [(world["mum"].id, {"format": "data"})]


def test_stopping_is_asked_twice_and_answered_kindly(world: World):
    assert "That is OK." in world.get("mum", "/stop").text
    stopped = world.post("mum", "/stop")
    assert (stopped.status_code, stopped.location) == (303, "/stopped")
    assert "You have stopped" in world.client("nobody").get("/stopped").text
    assert world.get("mum", "/home").status_code == 404


def test_help_has_people_who_do_not_work_for_the_council(world: World):
    for page in (world.get("mum", "/help").text, world.client("nobody").get("/help").text):
        for number in ("tel:08088010366", "tel:08001111", "tel:999"):
            assert number in page


def test_an_empty_shelf_says_until_when_workers_have_time(world: World):
    due = (clock.now() + timedelta(days=3)).date()
    asked = world.post(
        "coordinator",
        "/reports",
        member=world["school"].id,
        **{"due-day": due.day, "due-month": due.month, "due-year": due.year},
    )
    assert asked.status_code == 303
    assert f"Nothing yet. Workers have until {due:%A} {due.day} {due:%B %Y}." in world.get("mum", "/read").text
