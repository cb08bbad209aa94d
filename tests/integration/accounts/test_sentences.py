"""Whatever a family page says, it says from the catalogue: asked of the running pages, not of the sources."""

import gettext

import flask_babel
import pytest
from flask import Flask

from tests.factories import conference, notes, plan
from tests.factories.world import World, make_world
from tests.support.walking import walk

FAMILY = ("mum", "child", "aunt", "advocate", "interpreter", "dad")


class Listener(gettext.NullTranslations):
    """Stands behind the catalogue and hears what is not in it."""

    def __init__(self) -> None:
        super().__init__()
        self.missed: set[str] = set()

    def gettext(self, message: str) -> str:
        """A sentence nobody translated."""
        self.missed.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One with a number."""
        self.missed.add(msgid1)
        return msgid1 if n == 1 else msgid2


@pytest.fixture
def listener(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Listens behind every catalogue of this app."""
    behind = Listener()
    usual = flask_babel.Domain.get_translations

    def with_listener(domain: flask_babel.Domain):
        found = usual(domain)
        locale = flask_babel.get_locale()
        if locale and locale.language == "ur" and getattr(found, "_fallback", None) is None:
            found.add_fallback(behind)
        return found

    monkeypatch.setattr(flask_babel.Domain, "get_translations", with_listener)
    return behind


def case_with_words(app: Flask, stage: str) -> World:
    """A case with something on every page."""
    world = make_world(app, "preparing")
    notes.father_apart(world)
    conference.plan_meeting(world)
    notes.shared_report(world)
    plan.add_line(world, "A safe place to sleep")
    notes.write(world, "mum", "everyone", "Words")
    world.post("child", "/thoughts/feeling", feeling="not_safe", words="", circle=f"own:{world['child'].id}")
    if stage != "preparing":
        world.set_stage("information")
        conference.seat_everybody(world, "mum", "aunt", "child", "school", "worker")
        world.set_stage(stage)
    if stage in ("private", "agreeing"):
        plan.add_row(world, "mum", "Words")
    if stage == "agreeing":
        world.post("coordinator", "/plan/freeze")
    return world


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)  # what a page says does not depend on the store
@pytest.mark.parametrize("stage", ["preparing", "information", "private", "agreeing", "following", "closed"])
def test_no_family_page_says_a_sentence_that_is_not_in_the_catalogue(app: Flask, listener: Listener, stage: str):
    world = case_with_words(app, stage)
    pages = 0
    for key in FAMILY:
        pages += len(walk(world, key, "/notes", "/thoughts", "/meeting", "/plan", "/help", "/details", language="ur"))
    assert sorted(listener.missed) == []
    assert pages > 20
