"""A case with people around it, written straight into the store: the quick start of most integration tests.

`World` knows everybody by a short key: `world.client("mum").get(...)`, `world.post("mum", path, note="…")`,
`world.seat("mum")`. Words that must never leak carry the marker of the test.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from fgc.accounts import sessions
from fgc.accounts.models import Account
from fgc.cases import access, people
from fgc.cases.models import Admission, Case, Child, Member
from fgc.cases.people import ChildCard, Contact, Profile
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.ids import new_id
from fgc.web.csrf import token_for

CAST: tuple[tuple[str, str, str, str], ...] = (
    ("coordinator", "coordinator", "Samira", ""),
    ("worker", "social_worker", "Tom", ""),
    ("school", "professional", "Ms Hale", "school"),
    ("gp", "professional", "Dr Osei", "GP"),
    ("mum", "family", "Kerry", "mum"),
    ("nan", "family", "Jean", "nan"),
    ("aunt", "supporter", "Lisa", "aunt"),
    ("child", "child", "J", ""),
    ("advocate", "advocate", "Rose", "advocate"),
    ("interpreter", "interpreter", "Ewa", "interpreter"),
)


@dataclass
class Someone:
    """A member with a signed-in session."""

    key: str
    id: str
    account_id: str
    token: str
    name: str


@dataclass
class World:
    """A case and everybody in it."""

    app: Flask
    case_id: str
    people: dict[str, Someone] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Someone:
        return self.people[key]

    def url(self, path: str = "") -> str:
        """A path below the case."""
        return f"/c/{self.case_id}{path}"

    def client(self, key: str) -> FlaskClient:
        """A browser of this person (or of nobody, for an unknown key)."""
        client = self.app.test_client()
        if key in self.people:
            client.set_cookie(self.app.extensions["fgc.settings"].cookie_name, self.people[key].token)
        return client

    def csrf(self, key: str) -> str:
        """The form token of this person."""
        return token_for(self.app.extensions["fgc.csrf_key"], self.people[key].token)

    def get(self, key: str, path: str) -> Any:
        """GET a path below the case as this person."""
        return self.client(key).get(self.url(path))

    def post(self, key: str, path: str, **form: Any) -> Any:
        """POST a form below the case as this person, as a browser would."""
        origin = self.app.extensions["fgc.settings"].origin_list[0]
        headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        return self.client(key).post(self.url(path), data={"csrf_token": self.csrf(key), **form}, headers=headers)

    def seat(self, key: str) -> Seat:
        """This person's seat, read now."""
        with self.app.app_context(), uow.read() as session:
            seat = access.seat_for(session, self.people[key].account_id, self.case_id, f"s-{key}")
        assert seat is not None
        return seat

    def set_stage(self, stage: str) -> None:
        """Put the case into a stage without ceremony."""
        with self.app.app_context(), uow.write() as work:
            work.session.execute(update(Case).where(Case.id == self.case_id).values(stage=stage))

    def change_member(self, key: str, **values: Any) -> None:
        """Change a member's row directly (state, apart …)."""
        with self.app.app_context(), uow.write() as work:
            work.session.execute(update(Member).where(Member.id == self.people[key].id).values(**values))

    def admit(self, key: str, scope: str) -> None:
        """Let a helper into `family` or `private`."""
        with self.app.app_context(), uow.write() as work:
            work.session.add(
                Admission(
                    id=new_id("ad"), case_id=self.case_id, member_id=self.people[key].id, scope=scope,
                    by_member_id=self.people["mum"].id, at=clock.now(),
                )
            )  # fmt: skip

    def add(self, key: str, role: str, name: str, relation: str = "", *, state: str = "confirmed", apart: bool = False,
            agency: str = "", supports: str | None = None) -> Someone:  # fmt: skip
        """Add a member with an account and a live session."""
        with self.app.app_context(), uow.write() as work:
            account, token = _account(work, self.app, "family" if role in FAMILY_ROLES else "staff")
            member_id = new_id("m")
            profile = Profile(name=name, relation=relation, agency=agency)
            work.session.add(
                Member(
                    id=member_id, case_id=self.case_id, account_id=account.id, role=role, state=state, apart=apart,
                    supports_id=self.people[supports].id if supports else None,
                    profile=people.seal_profile(self.case_id, member_id, profile),
                    contact=people.seal_contact(self.case_id, member_id, Contact(phone="0113 496 0000")),
                    created_at=clock.now(),
                )
            )  # fmt: skip
        self.people[key] = Someone(key, member_id, account.id, token, name)
        return self.people[key]


FAMILY_ROLES = frozenset({"child", "family", "supporter", "advocate", "interpreter"})


def _account(work: Any, app: Flask, kind: str) -> tuple[Account, str]:
    account = Account(id=new_id("a"), kind=kind, created_at=clock.now(), totp_last=0, fails=0)
    work.session.add(account)
    work.session.flush()
    return account, sessions.open_session(work, account, app.extensions["fgc.settings"])


def make_world(app: Flask, stage: str = "preparing", *, marker: str = "") -> World:
    """A case in a stage with the usual cast, everybody confirmed; the advocate is bound to the child."""
    case_id = new_id("c")
    with app.app_context(), uow.write() as work:
        work.session.add(Case(id=case_id, stage=stage, held=False, rehearsal=False, created_at=clock.now()))
        work.session.flush()
        child = ChildCard(new_id("k"), f"J{marker}", born="2019-03-01")
        work.session.add(Child(id=child.id, case_id=case_id, position=1, profile=people.seal_child(case_id, child)))
    world = World(app, case_id)
    for key, role, name, relation in CAST:
        worker = role == "professional"
        world.add(
            key, role, f"{name}{marker}", "" if worker else relation, agency=relation if worker else "",
            supports="child" if key == "advocate" else None,
        )  # fmt: skip
    return world


def make_account(app: Flask, kind: str) -> Someone:
    """An account with a session that belongs to no case."""
    with app.app_context(), uow.write() as work:
        account, token = _account(work, app, kind)
    return Someone(kind, "", account.id, token, kind)
