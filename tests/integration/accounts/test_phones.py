"""A family member's phones: PIN after idle time, leaving fast, another phone, ending one, sharing one."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from fgc.accounts import actions, proofs
from fgc.accounts.sessions import hash_token
from fgc.core import clock, uow
from tests.factories.accounts import OWN_PIN, Browser, make_worker, session_rows, signed_in

LATER = timedelta(minutes=20)


def family(app: Flask, *, shared: bool = False, account_id: str = "") -> tuple[str, Browser]:
    """A family account with a PIN, open in a browser."""
    browser = Browser(app)
    with app.test_request_context():
        stored = proofs.hashed(OWN_PIN)
        with uow.write() as work:
            account_id = account_id or actions.add_family_account(work)
            actions.set_pin(work, account_id, stored)
            token = actions.open_here(work, account_id, shared=shared, here=None)
    browser.client.set_cookie("s", token)
    return account_id, browser


def test_an_own_phone_is_locked_after_idle_time_and_opened_by_pin_with_a_new_token(app: Flask):
    account_id, browser = family(app)
    old = browser.cookie()
    with clock.stopped_at(clock.now() + LATER):
        locked = browser.get("/my/phones")
        assert (locked.status_code, locked.location) == (302, "/unlock?to=/my/phones")
        opened = browser.post("/unlock", pin=OWN_PIN, to="/my/phones")
        assert (opened.status_code, opened.location) == (303, "/my/phones")
        assert "Max-Age=2592000" in opened.headers["Set-Cookie"]
        assert browser.cookie() != old
        assert browser.get("/my/phones").status_code == 200
    assert len(session_rows(app, account_id)) == 1


def test_an_old_token_is_dead_after_unlocking(app: Flask):
    _account, browser = family(app)
    thief = Browser(app)
    thief.client.set_cookie("s", browser.cookie())
    with clock.stopped_at(clock.now() + LATER):
        browser.post("/unlock", pin=OWN_PIN)
        assert thief.get("/my/phones").status_code == 404


def test_five_wrong_pins_sign_the_phone_out(app: Flask):
    account_id, browser = family(app)
    with clock.stopped_at(clock.now() + LATER):
        for _number in range(5):
            assert browser.post("/unlock", pin="111111").status_code == 422
        answer = browser.post("/unlock", pin=OWN_PIN)
        assert (answer.status_code, answer.location) == (303, "/home")
    assert session_rows(app, account_id) == []


def test_unlocking_never_leads_to_another_site(app: Flask):
    _account, browser = family(app)
    with clock.stopped_at(clock.now() + LATER):
        assert browser.post("/unlock", pin=OWN_PIN, to="//evil.example").location == "/home"


def test_a_shared_phone_is_signed_out_after_idle_time(app: Flask):
    _account, browser = family(app, shared=True)
    with clock.stopped_at(clock.now() + timedelta(minutes=59)):
        assert browser.get("/my/phones?auto=1").status_code == 200
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        assert browser.get("/my/phones").status_code == 404


def test_a_page_that_refreshes_itself_is_no_activity(app: Flask):
    _account, browser = family(app)
    start = clock.now()
    with clock.stopped_at(start + timedelta(minutes=10)):
        browser.get("/my/phones?auto=1")
    with clock.stopped_at(start + LATER):
        assert browser.get("/my/phones").status_code == 302
    with clock.stopped_at(start + timedelta(minutes=14)):
        browser.get("/my/phones")
    with clock.stopped_at(start + LATER):
        assert browser.get("/my/phones").status_code == 200


def test_leaving_fast_locks_an_own_phone_and_shows_nothing_of_us(app: Flask):
    _account, browser = family(app)
    page = browser.post("/leave")
    assert page.status_code == 200
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    neutral = app.extensions["fgc.settings"].neutral_site
    assert f'content="0; url={neutral}"' in page.text
    assert app.extensions["fgc.settings"].service_name not in page.text
    assert "script" not in page.text
    assert browser.get("/my/phones").location == "/unlock?to=/my/phones"
    assert browser.post("/unlock", pin=OWN_PIN).status_code == 303


def test_leaving_fast_ends_a_shared_phone_and_a_worker(app: Flask):
    account_id, shared = family(app, shared=True)
    worker = make_worker(app)
    office = signed_in(app, worker)
    for browser, account in ((shared, account_id), (office, worker.id)):
        assert browser.post("/leave").status_code == 200
        assert browser.cookie() == ""
        assert session_rows(app, account) == []


def test_leaving_fast_works_from_a_tab_with_an_old_token_but_not_from_another_site(app: Flask):
    _account, browser = family(app)
    stale = {"csrf_token": "of another session"}
    assert browser.client.post("/leave", data=stale, headers={"Origin": "https://evil.example"}).status_code == 400
    assert browser.get("/my/phones").status_code == 200
    assert browser.client.post("/leave", data=stale, headers=browser.headers).status_code == 200
    assert browser.get("/my/phones").status_code == 302


def test_leaving_works_without_a_session(app: Flask):
    assert Browser(app).post("/leave").status_code == 200


def phone_code(browser: Browser) -> str:
    """Ask for a code for another phone and read it off the page."""
    page = browser.post("/my/phones/another")
    found = re.search(r'<bdi dir="ltr">(\d{4} \d{4})</bdi>', page.text)
    assert found
    return found[1]


def test_a_family_member_can_open_another_phone_once(app: Flask):
    account_id, browser = family(app)
    code = phone_code(browser)
    other, third = Browser(app), Browser(app)
    assert other.post("/come-back", code=code, pin=OWN_PIN, phone="own").status_code == 303
    assert other.get("/my/phones").status_code == 200
    assert third.post("/come-back", code=code, pin=OWN_PIN, phone="own").status_code == 422
    assert len(session_rows(app, account_id)) == 2
    page = browser.get("/my/phones").text
    assert page.count("Open since") == 2


def test_a_phone_code_cannot_be_used_late_or_with_a_wrong_pin_or_after_a_newer_one(app: Flask):
    _account, browser = family(app)
    older = phone_code(browser)
    code = phone_code(browser)
    bodies = set()
    for typed, pin in ((older, OWN_PIN), (code, "111111"), ("0000 0000", OWN_PIN)):
        page = Browser(app).post("/come-back", code=typed, pin=pin, phone="own")
        assert page.status_code == 422
        bodies.add(re.sub(r'value="[^"]*"', "", page.text))
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        page = Browser(app).post("/come-back", code=code, pin=OWN_PIN, phone="own")
        assert page.status_code == 422
        bodies.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(bodies) == 1


def test_five_wrong_pins_spend_a_phone_code(app: Flask):
    _account, browser = family(app)
    code = phone_code(browser)
    for _number in range(5):
        Browser(app).post("/come-back", code=code, pin="111111", phone="own")
    assert Browser(app).post("/come-back", code=code, pin=OWN_PIN, phone="own").status_code == 422


def test_a_family_member_can_end_another_phone_but_nobody_elses(app: Flask):
    account_id, browser = family(app)
    _same, other = family(app, account_id=account_id)
    _stranger, stranger = family(app)
    keys = re.findall(r'name="key" value="([0-9a-f]{24})"', browser.get("/my/phones").text)
    mine = [row.id_hash[:24] for row in session_rows(app, account_id)]
    assert sorted(keys) == sorted(mine)
    assert all(stranger.post("/my/phones/end", key=key).status_code == 404 for key in keys)
    browser.post("/my/phones/end", key=hash_token(other.cookie())[:24])
    assert [phone.get("/my/phones").status_code for phone in (browser, other)] == [200, 404]
    assert browser.post("/my/phones/end", key=hash_token(browser.cookie())[:24]).location == "/home"
    assert browser.cookie() == ""


@pytest.mark.parametrize("pin", ["", "%", "_" * 24, "a" * 24])
def test_a_made_up_key_ends_nothing(app: Flask, pin: str):
    account_id, browser = family(app)
    assert browser.post("/my/phones/end", key=pin).status_code == 404
    assert len(session_rows(app, account_id)) == 1


def test_two_people_can_take_turns_on_one_phone(app: Flask):
    first_id, phone = family(app)
    second_id, second_own = family(app)
    with clock.stopped_at(clock.now() + LATER):
        assert phone.get("/unlock").status_code == 200
        answer = phone.post("/unlock/somebody-else")
    assert (answer.status_code, answer.location) == (303, "/come-back")
    assert session_rows(app, first_id) == []
    code = phone_code(second_own)
    assert phone.post("/come-back", code=code, pin=OWN_PIN, phone="shared").status_code == 303
    assert len(session_rows(app, second_id)) == 2


def test_coming_back_ends_the_session_that_was_open_in_this_browser(app: Flask):
    first_id, phone = family(app)
    _second, second_own = family(app)
    phone.post("/come-back", code=phone_code(second_own), pin=OWN_PIN, phone="shared")
    assert session_rows(app, first_id) == []
