"""Every see-strip on every page says what the policy answers for that reader: who, how many, and on the button too.

The expected readers are asked of `can()` here, seat by seat, and not of the module that writes the strips.
"""

import re

import pytest
from flask import Flask

from fgc.cases import policy
from fgc.cases.policy import Seat
from tests.factories import conference, notes, plan
from tests.factories.world import World, make_world
from tests.support.strips import SeenStrip, strips_of
from tests.support.walking import walk

READERS = ("mum", "nan", "child", "advocate", "interpreter", "dad", "school", "worker", "coordinator")
PERSONAL = (policy.DIRECT, policy.HELPER, policy.OWN)


def lively(app: Flask, stage: str) -> World:
    """A case with words in every circle, somebody apart, an interpreter and an advocate in the family's circle."""
    world = make_world(app, "preparing")
    notes.father_apart(world)
    conference.plan_meeting(world)
    notes.shared_report(world)
    for key, circle in (
        ("mum", "everyone"), ("mum", "family"), ("mum", "direct:mum"), ("child", "helper:child"), ("nan", "own:nan"),
        ("dad", "direct:dad"), ("coordinator", "coordinator"),
    ):  # fmt: skip
        notes.write(world, key, circle, "Words")
    notes.write(world, "worker", "workers", "Words", reason="third_party")
    for key, box, circle in (
        ("mum", "good", "everyone"),
        ("child", "feeling", "helper:child"),
        ("nan", "hopes", "family"),
    ):
        world.post(key, f"/thoughts/{box}", words="Words", feeling="ok", circle=notes.circle(world, circle))
    if stage != "preparing":
        world.set_stage("information")
        conference.seat_everybody(world, "mum", "nan", "child", "school", "worker", "advocate", "interpreter")
        world.admit("interpreter", "family")
        world.set_stage(stage)
    if stage == "private":
        world.admit("interpreter", "private")
        world.admit("advocate", "private")
        notes.write(world, "mum", "private", "Words")
    if stage in ("private", "agreeing"):
        plan.add_row(world, "mum", "Words")
    return world


def expected(world: World, viewer: Seat, circle: str) -> list[str]:
    """Whom the strip of a circle has to name for this viewer: asked of the policy, seat by seat."""
    named = []
    for key, person in world.people.items():
        seat = world.seat(key)
        if policy.sees(viewer, seat) and policy.can(seat, "note.read", viewer.at(circle)):
            named.append("you" if person.id == viewer.id else person.name)
    return sorted(named)


def names_on(strip: SeenStrip) -> list[str]:
    """The names a strip lists, without what stands in brackets."""
    return sorted(re.sub(r" \(.*\)$", "", name) for name in strip.names)


def possible(world: World, strip: SeenStrip) -> list[str]:
    """The circles this strip can be about: a composer names it, a note's strip says the kind."""
    if strip.circle:
        return [strip.circle]
    if strip.audience in PERSONAL:
        return [f"{strip.audience}:{person.id}" for person in world.people.values()]
    return [strip.audience]


def wrong_with(strip: SeenStrip, readers: list[str], world: World) -> str:
    """What the words of a strip leave out or get wrong, given who reads; empty when they are right."""
    others = [name for name in readers if name != "you"]
    texts = [strip.words, *([strip.button] if strip.button else [])]
    helpers = [world[key].name for key in ("advocate", "interpreter")]
    if not others:
        return "" if "you" in strip.words else "does not say that only you see it"
    if re.search(r"\d+", strip.words) and any(name in others and name not in strip.words for name in helpers):
        return f"a count hides a helper: {strip.words}"
    for text in texts:
        counted = re.search(r"\d+", text)
        missing = [name for name in others if name not in text]
        if counted is None and missing:
            return f"neither counts nor names {missing}: {text}"
        family = [key for key in world.people if world.seat(key).family_side and world[key].name in others]
        counts = {len(readers), len(family) + ("you" in readers), len(family)}
        if counted is not None and int(counted.group()) not in counts:
            return f"counts {counted.group()}, and {len(readers)} read it: {text}"
    return ""


def wrong_for_a_child(strip: SeenStrip, readers: list[str]) -> str:
    """The same for a child's choice: “Just me”, “Just Rose, my helper”, “you and 9 other people, with Rose”."""
    others = [name for name in readers if name != "you"]
    if not others:
        return "" if (strip.words, strip.names) == ("Just me", []) else "does not say that only you see it"
    if names_on(strip) != readers:
        return f"names {names_on(strip)}"
    counted = re.search(r"\d+", strip.words)
    if counted is not None:
        return "" if int(counted.group()) == len(others) else f"counts {counted.group()} of {len(others)} others"
    missing = [name for name in others if name not in strip.words]
    return f"does not name {missing}" if missing else ""


def fault_of(world: World, viewer: Seat, strip: SeenStrip, path: str) -> str:
    """What is wrong with a strip on a page of this viewer; empty when it says what the policy says."""
    if viewer.role == policy.CHILD and strip.circle and "/thoughts/" in path:
        return wrong_for_a_child(strip, expected(world, viewer, strip.circle))
    named = names_on(strip)
    found = [circle for circle in possible(world, strip) if expected(world, viewer, circle) == named]
    return wrong_with(strip, expected(world, viewer, found[0]), world) if found else f"names {named}"


# what a page says does not depend on the store
@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("stage", ["preparing", "information", "private", "agreeing"])
def test_every_strip_on_every_page_is_the_policys_answer(app: Flask, stage: str):
    world = lively(app, stage)
    wrong, looked = [], 0
    for key in READERS:
        viewer = world.seat(key)
        for path, page in walk(world, key, "/notes", "/thoughts", "/meeting", "/plan", "/read").items():
            for strip in strips_of(page):
                looked += 1
                if fault := fault_of(world, viewer, strip, path):
                    wrong.append((key, path, strip.audience or strip.circle, strip.words, fault))
    assert wrong == []
    assert looked > 100
