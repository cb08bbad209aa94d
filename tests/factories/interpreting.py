"""Translations for tests: put through the same action as the page, and what somebody reads of them."""

from typing import Any

from fgc.cases import people
from fgc.cases.people import Profile
from fgc.core import uow
from fgc.interpreting.actions import TranslationDraft, put_translation
from tests.factories.plan import acting
from tests.factories.world import World

URDU = "دادی ہر روز چھ بجے فون کرتی ہیں۔"
POLISH = "Babcia dzwoni codziennie o szóstej."


def translate(world: World, key: str, kind: str, obj_id: str, lang: str = "ur", words: str = URDU, **more: Any) -> str:
    """Somebody puts a translation beside something; gives back the id under which the circle tells of it."""
    with acting(world, key) as seat:
        return put_translation(seat, TranslationDraft(kind, obj_id, lang, words, **more)).id


def speaks(world: World, key: str, language: str) -> None:
    """Set the language of somebody's own words."""
    member = world[key]
    with world.app.app_context(), uow.read() as session:
        known = next(one for one in people.people_of(session, world.case_id) if one.id == member.id).profile
    profile = Profile(known.name, known.relation, known.side, known.agency, language)
    with world.app.app_context():
        world.change_member(key, profile=people.seal_profile(world.case_id, member.id, profile))
