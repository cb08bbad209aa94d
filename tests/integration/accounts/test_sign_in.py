"""Workers sign in with password and one-time code; everything wrong looks the same; sessions end when they should."""

from datetime import timedelta

import pytest
from flask import Flask

from config.settings import load_settings
from fgc.accounts import actions
from fgc.app import create_app
from fgc.audit import trail
from fgc.core import clock, uow
from tests.factories.accounts import PASSWORD, Browser, make_worker, session_rows, signed_in


def test_a_worker_can_sign_in_with_password_and_code(app: Flask):
    worker = make_worker(app)
    browser = Browser(app)
    half = browser.post("/sign-in", email=" SAM@agency.example", password=PASSWORD)
    assert (half.status_code, half.location) == (303, "/sign-in/code")
    assert browser.get("/work").status_code == 404
    whole = browser.post("/sign-in/code", code=worker.code())
    assert (whole.status_code, whole.location) == (303, "/home")
    assert browser.get("/home").location == "/work"


def test_a_stranger_cannot_tell_what_was_wrong(app: Flask):
    worker = make_worker(app)
    closed = make_worker(app, "closed@agency.example")
    with app.app_context():
        actions.disable(closed.id)
    browser, bodies = Browser(app), []
    for email, password in (
        (worker.email, "wrong words entirely"), ("nobody@agency.example", PASSWORD), (closed.email, PASSWORD),
    ):  # fmt: skip
        answer = browser.post("/sign-in", email=email, password=password)
        assert answer.status_code == 422
        bodies.append(answer.text.replace(email, ""))
    assert bodies[0] == bodies[1] == bodies[2]


def test_every_wrong_password_costs_one_hash(app: Flask, monkeypatch: pytest.MonkeyPatch):
    worker, calls = make_worker(app), []
    real = app.extensions["fgc.vault"].named
    monkeypatch.setattr(
        app.extensions["fgc.vault"], "named", lambda label: calls.append(label) or real(label)
    )  # fmt: skip
    counts = []
    for email in (worker.email, "nobody@agency.example"):
        calls.clear()
        Browser(app).post("/sign-in", email=email, password="wrong words entirely")
        counts.append(calls.count("pin-pepper"))
    assert counts == [1, 1]


def test_a_code_cannot_be_used_twice(app: Flask):
    worker = make_worker(app)
    code = worker.code()
    first, second = Browser(app), Browser(app)
    for browser in (first, second):
        browser.post("/sign-in", email=worker.email, password=PASSWORD)
    assert first.post("/sign-in/code", code=code).status_code == 303
    assert second.post("/sign-in/code", code=code).status_code == 422
    assert len(session_rows(app, worker.id)) == 1


def test_five_wrong_codes_end_the_half_session(app: Flask):
    worker = make_worker(app)
    browser = Browser(app)
    browser.post("/sign-in", email=worker.email, password=PASSWORD)
    for _number in range(5):
        assert browser.post("/sign-in/code", code="000000").status_code == 422
    answer = browser.post("/sign-in/code", code=worker.code())
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert session_rows(app, worker.id) == []


def test_a_recovery_code_works_once(app: Flask):
    with app.app_context():
        made = actions.create_account("staff", "rae@agency.example", "Rae")
    page = Browser(app).post("/set-up", code=made.token, name="Rae", password=PASSWORD, again=PASSWORD).text
    code = page.split("<ol>")[1].split('<code class="code">')[1].split("<")[0]
    for expected in (303, 422):
        browser = Browser(app)
        browser.post("/sign-in", email="rae@agency.example", password=PASSWORD)
        assert browser.post("/sign-in/code", code=code.lower()).status_code == expected


def test_after_too_many_failures_there_is_a_pause(store_url: str, tmp_path):
    app = create_app(load_settings(data_dir=tmp_path, database_url=store_url, failures_per_hour=3))
    worker, browser = make_worker(app), Browser(app)
    for _number in range(3):
        assert browser.post("/sign-in", email=worker.email, password="wrong words entirely").status_code == 422
    assert browser.post("/sign-in", email=worker.email, password=PASSWORD).status_code == 429
    close(app)


def test_signing_in_again_ends_the_session_that_was_open_here(app: Flask):
    worker = make_worker(app)
    browser = signed_in(app, worker)
    browser.post("/sign-in", email=worker.email, password=PASSWORD)
    assert session_rows(app, worker.id) == []


def test_a_worker_can_sign_out(app: Flask):
    worker = make_worker(app)
    browser = signed_in(app, worker)
    token = browser.cookie()
    assert browser.post("/sign-out").status_code == 303
    assert browser.cookie() == ""
    again = Browser(app)
    again.client.set_cookie("s", token)
    assert again.get("/home").status_code == 200
    assert session_rows(app, worker.id) == []


def test_a_worker_is_out_after_idle_time(app: Flask):
    browser = signed_in(app, make_worker(app))
    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        assert browser.get("/home").status_code == 200
        assert browser.get("/my/phones").status_code == 404


def test_a_form_without_token_or_from_elsewhere_is_refused(app: Flask):
    browser = Browser(app)
    browser.get("/sign-in")
    data = {"email": "a@b.example", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=data, headers=browser.headers).status_code == 400
    browser.headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/sign-in", **data).status_code == 400
    browser.headers = {}
    assert browser.post("/sign-in", **data).status_code == 400


def test_cookies_are_strict_and_secure_on_https(store_url: str, tmp_path):
    app = create_app(load_settings(data_dir=tmp_path, database_url=store_url, origins="https://meet.example"))
    page = app.test_client().get("/sign-in", base_url="https://meet.example")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-p=")
    for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert flag in cookie
    close(app)


def test_the_session_cookie_is_strict_and_secure_on_https(store_url: str, tmp_path):
    app = create_app(load_settings(data_dir=tmp_path, database_url=store_url, origins="https://meet.example"))
    worker, client = make_worker(app), app.test_client()
    page = client.get("/sign-in", base_url="https://meet.example").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post(
        "/sign-in", base_url="https://meet.example",
        data={"email": worker.email, "password": PASSWORD, "csrf_token": token},
        headers={"Origin": "https://meet.example", "Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("__Host-s="))
    for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    close(app)


def test_the_trail_of_sign_in_holds_no_words(app: Flask):
    worker = make_worker(app)
    Browser(app).post("/sign-in", email=worker.email, password="wrong words entirely")
    signed_in(app, worker)
    with app.app_context(), uow.read() as session:
        entries = trail.entries(session, trail.SYSTEM)
        assert trail.verify(session, trail.SYSTEM) == ""
    assert [entry.act for entry in entries if entry.act.startswith("session")][:2] == ["session:fail", "session:end"]
    assert worker.email not in str(entries)


def close(app: Flask) -> None:
    """Give back what an app made by a test holds open."""
    app.extensions["fgc.database"].close()
    app.extensions["fgc.vault"].keystore.close()
