"""Everybody reads in their own language: picker, cookie, what is remembered, staff in English, who has checked what."""

import pytest
from flask import Flask

from fgc.accounts.actions.languages import sign_off, take_back_sign_off
from fgc.accounts.models import Account
from fgc.audit.models import AuditEntry
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.web import catalogues, languages
from tests.factories.world import World

MACHINE = "foot__note"


def choose(world: World, key: str, code: str, back: str = "/privacy"):
    """Press a language on the picker; gives back the browser and the answer."""
    client = world.client(key)
    form = {"csrf_token": world.csrf(key), "language": code, "next": back}
    headers = {"Origin": world.app.extensions["fgc.settings"].origin_list[0], "Sec-Fetch-Site": "same-origin"}
    return client, client.post("/language", data=form, headers=headers)


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=lambda language: language.code)
def test_anybody_can_read_the_front_pages_in_their_language(app: Flask, language: languages.Language):
    client = app.test_client()
    client.set_cookie(languages.COOKIE, language.code)
    for path in ("/home", "/j", "/privacy", "/accessibility", "/come-back"):
        page = client.get(path).get_data(as_text=True)
        assert f'<html lang="{language.code}" dir="{language.direction}"' in page
        assert (MACHINE in page) == (language.code != languages.ENGLISH)
        for other in languages.LANGUAGES:
            assert f'lang="{other.code}"' in page
            assert other.name in page


def test_a_browser_without_a_choice_is_answered_as_it_asks(app: Flask):
    pages = {
        asked: app.test_client().get("/j", headers={"Accept-Language": asked}).get_data(as_text=True)
        for asked in ("ur-PK,ur;q=0.9,en;q=0.5", "fr", "cy-GB")
    }
    assert '<html lang="ur" dir="rtl"' in pages["ur-PK,ur;q=0.9,en;q=0.5"]
    assert '<html lang="en" dir="ltr"' in pages["fr"]
    assert '<html lang="cy" dir="ltr"' in pages["cy-GB"]


def test_mum_chooses_a_language_and_finds_it_again_on_another_phone(world: World):
    client, answer = choose(world, "mum", "ur", world.url("/home"))
    assert (answer.status_code, answer.headers["Location"]) == (303, world.url("/home"))
    assert 'lang="ur" dir="rtl"' in client.get(world.url("/home")).get_data(as_text=True)
    cookie = client.get_cookie(languages.COOKIE)
    assert cookie is not None
    assert cookie.http_only
    with world.app.app_context(), uow.read() as session:
        profile = session.get_one(Account, world["mum"].account_id).profile
    assert profile is not None
    assert b"ur" not in profile[-24:]
    assert b"language" not in profile


def test_a_choice_leads_nowhere_else_and_an_unknown_one_is_not_there(world: World):
    assert choose(world, "mum", "ur", "https://elsewhere.example/")[1].headers["Location"] == "/home"
    assert choose(world, "mum", "ur", "//elsewhere.example/")[1].headers["Location"] == "/home"
    assert choose(world, "mum", "xx")[1].status_code == 404


def test_staff_read_english_whatever_the_browser_asks(world: World):
    client = world.client("school")
    client.set_cookie(languages.COOKIE, "ur")
    page = client.get("/work", headers={"Accept-Language": "pl"}).get_data(as_text=True)
    assert '<html lang="en" dir="ltr"' in page
    assert 'action="/language"' not in page
    for path in ("/sign-in", "/set-up"):
        door = world.app.test_client().get(path, headers={"Accept-Language": "ur"}).get_data(as_text=True)
        assert '<html lang="en" dir="ltr"' in door
        assert 'action="/language"' not in door


def test_a_check_holds_for_the_catalogue_as_it_was_read(world: World, monkeypatch: pytest.MonkeyPatch):
    with world.app.app_context():
        sign_off("pl", "A. Reader")
        world.app.extensions.pop("fgc.checked", None)
    client = world.app.test_client()
    client.set_cookie(languages.COOKIE, "pl")
    assert MACHINE not in client.get("/privacy").get_data(as_text=True)
    world.app.extensions.pop("fgc.checked")
    monkeypatch.setattr(catalogues, "digest_of", lambda _code: "another")
    assert MACHINE in client.get("/privacy").get_data(as_text=True)
    with world.app.app_context(), uow.read() as session:
        found = session.query(AuditEntry).filter(AuditEntry.act == "language:check").count()
    assert found == 1


def test_a_check_can_be_taken_back_and_needs_a_name_and_a_language(world: World):
    with world.app.app_context():
        for code, name in (("pl", " "), ("xx", "A. Reader"), ("en", "A. Reader")):
            with pytest.raises(Refused):
                sign_off(code, name)
        sign_off("pl", "A. Reader")
        take_back_sign_off("pl")
        world.app.extensions.pop("fgc.checked", None)
    client = world.app.test_client()
    client.set_cookie(languages.COOKIE, "pl")
    assert MACHINE in client.get("/privacy").get_data(as_text=True)
