"""Browsers that keep cookies and send form tokens, workers ready to sign in, invitations made and claimed."""

import re
from dataclasses import dataclass
from typing import Any

import pyotp
from flask import Flask
from sqlalchemy import select

from fgc.accounts import actions
from fgc.accounts.models import SessionRow
from fgc.cases.models import Consent
from fgc.core import clock, uow
from fgc.core.ids import new_id
from fgc.invites.actions import making
from fgc.invites.actions.making import Made
from fgc.web.csrf import token_for
from tests.factories.world import World

PASSWORD = "seven purple lanterns sing"
OWN_PIN = "274916"


class Browser:
    """A browser: keeps cookies, sends Origin and the form token that belongs to them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.settings = app.extensions["fgc.settings"]
        self.client = app.test_client()
        self.headers = {"Origin": self.settings.origin_list[0], "Sec-Fetch-Site": "same-origin"}

    def cookie(self, name: str = "") -> str:
        """The value of a cookie (the session's, unless named), or an empty text."""
        found = self.client.get_cookie(name or self.settings.cookie_name)
        return found.value if found else ""

    def get(self, path: str) -> Any:
        """GET."""
        return self.client.get(path)

    def post(self, path: str, **form: Any) -> Any:
        """POST a form with the right token."""
        if not self.cookie() and not self.cookie("p"):
            self.client.get("/j")
        token = token_for(self.app.extensions["fgc.csrf_key"], self.cookie() or self.cookie("p"))
        return self.client.post(path, data={"csrf_token": token, **form}, headers=self.headers)


@dataclass
class Worker:
    """An account that can sign in."""

    id: str
    email: str
    secret: str

    def code(self) -> str:
        """The one-time code of this moment."""
        return pyotp.TOTP(self.secret).at(clock.now())


def make_worker(app: Flask, email: str = "sam@agency.example", kind: str = "staff") -> Worker:
    """A worker with password and second factor."""
    secret = pyotp.random_base32()
    with app.app_context():
        account_id = actions.create_ready_account(email, "Sam", "", kind, PASSWORD, secret)
    return Worker(account_id, email, secret)


def signed_in(app: Flask, worker: Worker) -> Browser:
    """A browser in which this worker has signed in."""
    browser = Browser(app)
    browser.post("/sign-in", email=worker.email, password=PASSWORD)
    browser.post("/sign-in/code", code=worker.code())
    return browser


def session_rows(app: Flask, account_id: str, *, live: bool = True) -> list[SessionRow]:
    """The whole sessions of an account (only those that were not ended, unless told otherwise)."""
    with app.app_context(), uow.read() as session:
        rows = session.scalars(
            select(SessionRow).where(SessionRow.account_id == account_id, SessionRow.half.is_(False))
        ).all()
    return [row for row in rows if not live or row.revoked_at is None]


def give_consent(world: World, who: str = "mum") -> None:
    """Record that a person with parental responsibility agrees to the meeting."""
    with world.app.app_context(), uow.write() as work:
        work.session.add(
            Consent(
                id=new_id("cs"), case_id=world.case_id, member_id=world[who].id, given=True, how="spoken",
                recorded_by=world["coordinator"].id, at=clock.now(),
            )
        )  # fmt: skip


def add_invited(world: World, key: str = "uncle", name: str = "Colin", role: str = "family") -> None:
    """Somebody on the list who has no account yet."""
    world.add(key, role, name, "uncle", state="listed")
    world.change_member(key, account_id=None)


def invite(world: World, key: str = "uncle") -> Made:
    """Invite somebody as the coordinator would."""
    with world.app.test_request_context():
        return making.make_invite(world.seat("coordinator"), world[key].id, new_id("t"))


def claim(world: World, made: Made, browser: Browser | None = None) -> Browser:
    """Open an invitation with code and PIN."""
    browser = browser or Browser(world.app)
    answer = browser.post("/j", code=made.code, pin=made.pin)
    assert answer.status_code == 303
    return browser


def settle(world: World, browser: Browser, *, phone: str = "own", called: str = "Col") -> Any:
    """Say yes and choose a PIN."""
    return browser.post(
        world.url("/wait/yes"), called=called, pin=OWN_PIN, again=OWN_PIN, phone=phone, text="no", language="en"
    )


def words_on(page: str) -> str:
    """The text of a page without markup and tokens."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
