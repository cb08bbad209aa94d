"""Words typed while a phone was locked meanwhile: given back after the PIN, and nowhere else in between."""

import html
import json
import re
from datetime import timedelta

import pytest
from flask import Flask

from fgc.accounts import actions, proofs
from fgc.core import clock, uow
from tests.factories.accounts import OWN_PIN
from tests.factories.world import World
from tests.support.browsing import Browser

LATER = timedelta(minutes=20)
SECRET = "I am scared of Sunday, zanzibar."


@pytest.fixture
def mum(app: Flask, world: World) -> Browser:
    """Kerry at her own phone, with a PIN."""
    with app.test_request_context():
        stored = proofs.hashed(OWN_PIN)
        with uow.write() as work:
            actions.set_pin(work, world["mum"].account_id, stored)
    return Browser(app, world["mum"].token)


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found.group(1))


def write(browser: Browser, world: World, body: str = SECRET) -> str:
    """Send a note; gives the page that answers."""
    answer = browser.post(world.url("/notes"), circle=f"own:{world['mum'].id}", body=body, client_id="abcdefghijklmnop")
    assert answer.status_code == 200
    return str(answer.text)


def test_words_sent_from_a_locked_phone_come_back_after_the_pin(mum: Browser, world: World):
    with clock.stopped_at(clock.now() + LATER):
        asked = write(mum, world)
        assert "Type your own PIN" in asked
        assert "zanzibar" not in asked
        wrong = mum.post("/unlock", pin="000000", kept=field(asked, "kept"))
        assert wrong.status_code == 422
        shown = mum.post("/unlock", pin=OWN_PIN, kept=field(wrong.text, "kept"))
        assert shown.status_code == 200
        assert SECRET in html.unescape(shown.text)
        again = {name: field(shown.text, name) for name in ("circle", "client_id")}
        sent = mum.post(world.url("/notes"), **again, body=SECRET)
        assert sent.status_code == 303
        assert SECRET in html.unescape(mum.get(world.url("/notes")).text)


def test_the_page_with_the_words_carries_the_new_form_token(mum: Browser, world: World):
    with clock.stopped_at(clock.now() + LATER):
        shown = mum.post("/unlock", pin=OWN_PIN, kept=field(write(mum, world), "kept"))
        origin = {"Origin": mum.settings.origin_list[0], "Sec-Fetch-Site": "same-origin"}
        form = {name: field(shown.text, name) for name in ("csrf_token", "circle", "client_id")}
        assert mum.client.post(world.url("/notes"), data={**form, "body": SECRET}, headers=origin).status_code == 303


def test_nothing_of_it_is_stored_before_it_is_sent_again(mum: Browser, world: World):
    with clock.stopped_at(clock.now() + LATER):
        shown = mum.post("/unlock", pin=OWN_PIN, kept=field(write(mum, world), "kept"))
        assert shown.status_code == 200
        assert "zanzibar" not in mum.get(world.url("/notes")).text


def test_nobody_else_can_open_the_words(mum: Browser, world: World, app: Flask):
    with app.test_request_context():
        stored = proofs.hashed(OWN_PIN)
        with uow.write() as work:
            actions.set_pin(work, world["nan"].account_id, stored)
    nan = Browser(app, world["nan"].token)
    with clock.stopped_at(clock.now() + LATER):
        words = field(write(mum, world), "kept")
        for forged in (words, words[:-8], "zzzz", ""):
            answer = nan.post("/unlock", pin=OWN_PIN, kept=forged)
            assert "zanzibar" not in answer.text
            assert answer.status_code == 303
            nan = Browser(app, nan.client.get_cookie("s").value)
            nan.post("/leave")


def test_words_are_given_back_within_a_day_only(mum: Browser, world: World):
    start = clock.now() + LATER
    with clock.stopped_at(start):
        words = field(write(mum, world), "kept")
    with clock.stopped_at(start + timedelta(hours=25)):
        assert mum.post("/unlock", pin=OWN_PIN, kept=words).status_code == 303


def test_a_script_gets_no_page_from_a_locked_phone(mum: Browser, world: World):
    with clock.stopped_at(clock.now() + LATER):
        headers = {"Accept": "application/json", "Origin": mum.settings.origin_list[0], "X-CSRF": world.csrf("mum")}
        headers["Sec-Fetch-Site"] = "same-origin"
        answer = mum.client.post(world.url("/notes"), data={"body": SECRET}, headers=headers)
        assert answer.status_code == 404


def test_a_page_left_alone_closes_with_its_words(mum: Browser, world: World):
    words = json.dumps([["body", SECRET], ["circle", f"own:{world['mum'].id}"], ["pin", "123456"]])
    closed = mum.post("/session/close", to=world.url("/notes"), action=world.url("/notes"), words=words)
    assert "zanzibar" not in closed.text
    assert mum.get(world.url("/notes")).status_code == 302
    shown = mum.post("/unlock", pin=OWN_PIN, kept=field(closed.text, "kept"))
    assert SECRET in html.unescape(shown.text)
    assert f'action="{world.url("/notes")}"' in shown.text
    assert "123456" not in shown.text


@pytest.mark.parametrize("action", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "/a?b=c d"])
def test_words_never_go_to_another_site(mum: Browser, world: World, action: str):
    closed = mum.post("/session/close", action=action, words=json.dumps([["body", SECRET]]))
    assert 'name="kept"' not in closed.text


def test_staying_is_activity_and_looking_is_not(mum: Browser, world: World):
    start = clock.now()
    with clock.stopped_at(start + timedelta(minutes=10)):
        assert 0 < mum.get("/session/left").json["left"] <= 5 * 60
    with clock.stopped_at(start + timedelta(minutes=12)):
        assert mum.get("/session/left").json["left"] <= 3 * 60
        assert mum.post("/session/stay", to=world.url("/home")).status_code == 303
        assert mum.get("/session/left").json["left"] > 14 * 60
    with clock.stopped_at(start + timedelta(minutes=40)):
        assert mum.get("/session/left").json["left"] == 0


def test_a_phone_can_become_a_shared_one(mum: Browser, world: World):
    before = mum.client.get_cookie("s").value
    answer = mum.post("/my/phones/shared")
    assert answer.status_code == 303
    assert "Max-Age" not in answer.headers["Set-Cookie"]
    assert mum.client.get_cookie("s").value != before
    assert "A shared phone" in mum.get("/my/phones").text or "This one" in mum.get("/my/phones").text
    assert "data-own" not in mum.get(world.url("/home")).text


def test_words_posted_after_a_shared_phone_has_ended_are_shown_back(app: Flask, world: World, mum: Browser):
    mum.post("/my/phones/shared")
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        answer = mum.post(world.url("/notes"), circle="everyone", body=SECRET)
        assert answer.status_code == 404
        assert SECRET in html.unescape(answer.text)
        assert "We could not send this yet" in answer.text
