"""Accounts are set up with a link that is spent once, by POST; operators make, reset and close them."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from fgc.accounts import actions
from fgc.accounts.queries import account_by_email, account_card, list_accounts
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from tests.factories.accounts import PASSWORD, Browser, make_worker, session_rows, signed_in
from tests.factories.world import make_account

RAE = "rae@agency.example"


def make(app: Flask) -> actions.Created:
    """A new account with its link."""
    with app.app_context():
        return actions.create_account("staff", RAE, "Rae", "Housing")


def set_up(app: Flask, token: str, password: str = PASSWORD, again: str = ""):
    """Post the set-up form in a new browser."""
    return Browser(app).post("/set-up", code=token, name="Rae Moss", password=password, again=again or password)


def test_a_worker_can_set_up_an_account_and_sign_in(app: Flask):
    made = make(app)
    page = set_up(app, made.token)
    assert page.status_code == 200
    secret = page.text.split("Type this key into the app:")[1].split('<code class="code">')[1].split("<")[0]
    assert 'src="data:image/svg+xml' in page.text
    assert page.text.count("<li><code") == 10
    browser = Browser(app)
    browser.post("/sign-in", email=RAE, password=PASSWORD)
    assert browser.post("/sign-in/code", code=pyotp.TOTP(secret).at(clock.now())).status_code == 303
    with app.app_context(), uow.read() as session:
        card = account_card(session, made.account_id)
    assert (card.name, card.agency, card.state) == ("Rae Moss", "Housing", "ready")


def test_a_link_cannot_be_spent_twice_nor_late_nor_guessed(app: Flask):
    made = make(app)
    with clock.stopped_at(clock.now() + timedelta(days=8)):
        late = set_up(app, made.token)
    wrong = set_up(app, "x" * 32)
    assert set_up(app, made.token).status_code == 200
    again = set_up(app, made.token)
    assert [page.status_code for page in (late, wrong, again)] == [422, 422, 422]
    assert all("That did not work." in page.text for page in (late, wrong, again))


def test_looking_at_the_page_spends_nothing(app: Flask):
    made = make(app)
    assert Browser(app).get("/set-up").status_code == 200
    assert set_up(app, made.token).status_code == 200


@pytest.mark.parametrize("password", ["short", "Password1234", "FamilyMeeting1", "rae.moss.agency"])
def test_a_worker_cannot_choose_a_weak_password(app: Flask, password: str):
    made = make(app)
    assert set_up(app, made.token, password).status_code == 422
    assert set_up(app, made.token, PASSWORD, "something else here").status_code == 422
    assert set_up(app, made.token).status_code == 200


def test_a_new_link_cancels_the_older_one(app: Flask):
    made = make(app)
    with app.app_context():
        newer = actions.invite_account(made.account_id)
    assert set_up(app, made.token).status_code == 422
    assert set_up(app, newer).status_code == 200


def test_an_operator_cannot_make_two_accounts_with_one_address(app: Flask):
    make(app)
    with app.app_context():
        for kind, email in (("staff", "RAE@agency.example "), ("king", "k@agency.example"), ("staff", "nonsense")):
            with pytest.raises(Refused):
                actions.create_account(kind, email)
        with uow.read() as session:
            assert [card.email for card in list_accounts(session)] == [RAE]


def test_resetting_a_factor_ends_everything_at_once(app: Flask):
    worker = make_worker(app)
    browser = signed_in(app, worker)
    with app.app_context():
        token = actions.reset_factor(worker.id)
    assert browser.get("/my/phones").status_code == 404
    assert Browser(app).post("/sign-in", email=worker.email, password=PASSWORD).status_code == 422
    assert set_up(app, token).status_code == 200


def test_a_closed_account_is_out_and_stays_out(app: Flask):
    worker = make_worker(app)
    browser = signed_in(app, worker)
    with app.app_context():
        actions.disable(worker.id)
        with pytest.raises(Refused):
            actions.invite_account(worker.id)
    assert browser.get("/my/phones").status_code == 404
    assert session_rows(app, worker.id) == []


def test_another_password_ends_the_sessions(app: Flask):
    worker = make_worker(app)
    browser = signed_in(app, worker)
    with app.app_context():
        actions.set_password(worker.id, "eleven copper kettles hum")
    assert browser.get("/my/phones").status_code == 404
    assert Browser(app).post("/sign-in", email=worker.email, password="eleven copper kettles hum").status_code == 303


def test_a_worker_can_invite_a_professional_and_finds_an_account_again(app: Flask):
    worker = make_worker(app)
    with app.app_context():
        first = actions.invite_professional(worker.id, "new@school.example", "Ms Field", "school")
        second = actions.invite_professional(worker.id, "NEW@school.example", "Other", "other")
        ready = actions.invite_professional(worker.id, worker.email, "Sam", "")
        with uow.read() as session:
            found = account_by_email(session, "new@school.example")
    assert first.account_id == second.account_id
    assert first.token
    assert first.token != second.token
    assert (ready.account_id, ready.token) == (worker.id, "")
    assert found is not None
    assert found.name == "Ms Field"


def test_a_family_member_or_an_administrator_cannot_invite_a_professional(app: Flask):
    for kind in ("family", "administrator"):
        someone = make_account(app, kind)
        with app.app_context(), pytest.raises(NotFound):
            actions.invite_professional(someone.account_id, "x@school.example", "", "")


def test_an_administrator_cannot_be_seated_as_a_professional(app: Flask):
    worker, admin = make_worker(app), make_worker(app, "root@agency.example", "administrator")
    with app.app_context(), pytest.raises(Refused):
        actions.invite_professional(worker.id, admin.email, "", "")
