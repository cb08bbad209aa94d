"""The card on paper: in the language of the person who is invited, with nothing of the case and no PIN on it."""

import re

import pytest
from sqlalchemy import update

from fgc.cases import people
from fgc.cases.models import Member
from fgc.cases.people import Profile
from fgc.core import uow
from fgc.invites.card import card_words
from tests.factories.accounts import add_invited, give_consent
from tests.factories.world import World


def speak(world: World, key: str, language: str) -> None:
    """Somebody's language, as the coordinator noted it."""
    with world.app.app_context(), uow.write() as work:
        profile = people.seal_profile(world.case_id, world[key].id, Profile(world[key].name, language=language))
        work.session.execute(update(Member).where(Member.id == world[key].id).values(profile=profile))


def card(world: World, key: str = "uncle") -> str:
    """The part of the page that is printed."""
    page = world.post("coordinator", f"/invites/{world[key].id}/make", made_with="form-1").text
    found = re.search(r"<section class=\"card invite-card\".*?</section>", page, re.S)
    assert found
    return found.group(0)


@pytest.mark.parametrize(
    ("language", "lang", "direction"), [("ur", "ur", "rtl"), ("pl", "pl", "ltr"), ("other", "en", "ltr")]
)
def test_a_card_speaks_the_language_of_the_person_invited(world: World, language: str, lang: str, direction: str):
    add_invited(world)
    give_consent(world)
    speak(world, "uncle", language)
    printed = card(world)
    assert f'lang="{lang}" dir="{direction}"' in printed
    assert "data:image/svg+xml" in printed
    for word in (world["uncle"].name, f">{world['child'].name}<", "pin</", 'id="pin"'):
        assert word not in printed, word


def test_a_phone_number_on_a_card_runs_from_left_to_right(world: World):
    with world.app.test_request_context("/"):
        assert "\u20660113 496 0001\u2069" in card_words("ar", "0113 496 0001").ring
        assert card_words("cy", "").ring == ""
