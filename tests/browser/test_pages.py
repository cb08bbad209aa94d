"""The main pages of each role, with words in them that are too long and marked: sound, quiet, and mirrored whole."""

from collections.abc import Callable

import pytest

from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults, too_wide
from tests.browser.watching import MARKER
from tests.factories import conference, notes
from tests.factories.world import World

LONG = f"{MARKER} " + "Donaudampfschifffahrtsgesellschaftskapitän" * 3
PUBLIC = ("/home", "/sign-in", "/j", "/come-back", "/privacy", "/accessibility")
WORK = ("/work", "/work/cases", "/work/cases/new", "/work/requests")
COORDINATOR = (
    "/", "/people", "/people/add", "/people/workers/add", "/consent", "/invites", "/reports", "/meeting",
    "/meeting/date", "/notes", "/bottom-lines", "/timeline", "/looked", "/help", "/cancel",
)  # fmt: skip
SCHOOL = ("/", "/people", "/report", "/read", "/notes", "/meeting", "/plan")
FAMILY = (
    "/home", "/around", "/read", "/thoughts", "/thoughts/good", "/notes", "/details", "/help", "/plan", "/bottom-lines",
    "/meeting", "/stop",
)  # fmt: skip
IN_STAGES = {
    "information": {"coordinator": ("/meeting",), "mum": ("/meeting", "/meeting/helpers"), "school": ("/meeting",)},
    "private": {"coordinator": ("/meeting", "/plan"), "mum": ("/meeting", "/meeting/ready", "/plan/new", "/plan")},
    "agreeing": {
        "coordinator": ("/meeting", "/answers", "/record/sign"), "mum": ("/meeting", "/answers", "/plan"),
        "child": ("/meeting", "/answers"), "worker": ("/answers",),
    },
}  # fmt: skip


def made(house: House, stage: str) -> World:
    """A case in a stage, with marked words wherever people can write."""
    world = house.server.world("preparing", marker=f" {MARKER}")
    conference.give_consent(world)
    conference.plan_meeting(world)
    notes.shared_report(world, worries=LONG)
    notes.write(world, "mum", "everyone", LONG)
    if stage != "preparing":
        world.set_stage("information")
        conference.seat_everybody(world, "mum", "nan", "school", "worker")
        world.set_stage(stage)
    if stage == "private":
        notes.write(world, "mum", "private", LONG)
    if stage in ("private", "agreeing"):
        circle = "private" if stage == "private" else "plan"
        posted(world, "mum", "/plan/save", what=LONG, who=LONG, part="action", circle=circle)
    if stage == "agreeing":
        posted(world, "coordinator", "/plan/freeze")
        posted(world, "mum", "/answers", choice="disagree", says=LONG, audience="here", number="1")
    return world


def posted(world: World, key: str, path: str, **form: str) -> None:
    """A form that was taken."""
    assert world.post(key, path, **form).status_code == 303


def look(person: Person, paths: tuple[str, ...]) -> list[str]:
    """What is wrong with these pages."""
    return [fault for path in paths for fault in faults(person.open(path).page)]


def test_nobody_finds_public_pages_unsound(house: House):
    assert look(house.come("nobody"), PUBLIC) == []


def test_pages_of_preparing_are_sound_for_every_role(house: House, guests: Callable[..., Person]):
    world = made(house, "preparing")
    desk = guests(world["coordinator"], "desk")
    assert look(desk, WORK) == []
    assert look(desk, tuple(world.url(path) for path in COORDINATOR)) == []
    assert look(guests(world["school"], "desk"), tuple(world.url(path) for path in SCHOOL)) == []
    assert look(guests(world["mum"]), tuple(world.url(path) for path in FAMILY)) == []
    assert MARKER not in house.server.log


@pytest.mark.parametrize("stage", IN_STAGES)
def test_pages_of_the_meeting_are_sound_for_every_role(house: House, guests: Callable[..., Person], stage: str):
    world = made(house, stage)
    for key, paths in IN_STAGES[stage].items():
        person = guests(world[key], "phone" if key in ("mum", "child") else "desk")
        assert look(person, tuple(world.url(path) for path in paths)) == []
    assert MARKER not in house.server.log


def test_a_family_page_reads_from_right_to_left(house: House, guests: Callable[..., Person], album: Album):
    mirrored = house.server.app.extensions["fgc.assets"]["app.rtl.css"]
    for stage, path in (("information", "/meeting"), ("private", "/meeting")):
        world = made(house, stage)
        for kind in ("phone", "desk"):
            page = guests(world["mum"], kind).open(world.url(path)).page
            with page.expect_response(f"**/{mirrored}"):
                page.evaluate(
                    """(name) => {
                      document.documentElement.dir = "rtl";
                      document.querySelector("link[rel=stylesheet]").href = `/static/${name}`;
                    }""",
                    mirrored,
                )
            page.wait_for_function("getComputedStyle(document.body).direction === 'rtl'")
            assert too_wide(page) == []
            album.take(page, f"09-right-to-left-{stage}")
