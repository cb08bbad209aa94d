"""Opening an invitation: one answer for everything wrong, five tries in all, one winner, nothing spent by looking."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from fgc.audit import trail
from fgc.cases.models import Case
from fgc.core import clock, uow
from fgc.invites.actions import opening
from fgc.invites.models import Invite
from tests.factories.accounts import OWN_PIN, Browser, add_invited, claim, give_consent, invite, settle
from tests.factories.world import World


@pytest.fixture
def ready(world: World) -> World:
    """A case that can invite, with an uncle on the list."""
    give_consent(world)
    add_invited(world)
    return world


def state(world: World, key: str = "uncle") -> str:
    """A member's state."""
    with world.app.app_context(), uow.read() as session:
        rows = session.connection().exec_driver_sql("SELECT id, state FROM member").all()
    return {row[0]: row[1] for row in rows}[world[key].id]


def change(world: World, **values: Any) -> None:
    """Change the invitation's row directly."""
    with world.app.app_context(), uow.write() as work:
        work.session.execute(update(Invite).values(**values))


def acts(world: World, log: str = "") -> list[str]:
    """The verbs of a chain."""
    with world.app.app_context(), uow.read() as session:
        return [entry.act for entry in trail.entries(session, log or world.case_id)]


def body(answer: Any, typed: str) -> bytes:
    """The page without the code that was typed (it is shown again, so that nobody types it twice)."""
    assert answer.status_code == 422
    return bytes(answer.data).replace(typed.encode(), b"TYPED")


def test_whatever_is_wrong_the_answer_is_the_same_byte_for_byte(ready: World):
    made = invite(ready)
    browser = Browser(ready.app)
    moment = clock.now()

    def attempt(code: str = made.code, pin: str = made.pin) -> bytes:
        return body(browser.post("/j", code=code, pin=pin), code)

    answers = {
        "pin": attempt(pin="000000"),
        "unknown": attempt(code="ABCDEFGH23456789"),
        "shape": attempt(code="wrong-shape"),
    }
    for why, values, back in (
        ("expired", {"expires_at": moment - timedelta(days=1)}, {"expires_at": moment + timedelta(days=1)}),
        ("locked", {"locked_at": moment}, {"locked_at": None}),
        ("revoked", {"revoked_at": moment}, {"revoked_at": None}),
        ("used", {"claimed_at": moment}, {"claimed_at": None}),
        ("tried out", {"fails": 5}, {"fails": 0}),
    ):
        change(ready, **values)
        answers[why] = attempt()
        change(ready, fails=0, **({} if "fails" in back else back))
    with ready.app.app_context(), uow.write() as work:
        work.session.execute(update(Case).values(held=True))
    answers["held"] = attempt()
    assert len(set(answers.values())) == 1, {why: hash(text) for why, text in answers.items()}
    assert b"That did not work. Check the numbers, or ring the person who sent you this." in answers["pin"]


def test_every_wrong_opening_hashes_once_and_writes(ready: World, monkeypatch: pytest.MonkeyPatch):
    made, calls = invite(ready), []
    real = opening.proofs.matches
    monkeypatch.setattr(
        opening.proofs, "matches", lambda stored, text: calls.append(stored is not None) or real(stored, text)
    )
    browser = Browser(ready.app)
    for code, pin in (("ABCDEFGH23456789", made.pin), (made.code, "000000")):
        browser.post("/j", code=code, pin=pin)
    assert calls == [False, True]
    assert "invite:fail" in acts(ready, trail.SYSTEM)
    assert "invite:fail" in acts(ready)


def test_looking_at_the_page_spends_nothing(ready: World):
    made = invite(ready)
    for _number in range(10):
        assert Browser(ready.app).get("/j").status_code == 200
    claim(ready, made)


def test_a_code_can_be_typed_in_groups_and_small_letters(ready: World):
    made = invite(ready)
    typed = "-".join(re.findall("....", made.code)).lower()
    answer = Browser(ready.app).post("/j", code=typed, pin=f"{made.pin[:3]} {made.pin[3:]}")
    assert (answer.status_code, answer.location) == (303, ready.url("/wait"))


def test_an_invitation_cannot_be_used_twice_and_the_coordinator_is_told(ready: World):
    made = invite(ready)
    first = claim(ready, made)
    second = Browser(ready.app)
    assert second.post("/j", code=made.code, pin=made.pin).status_code == 422
    assert second.cookie() == ""
    page = ready.get("coordinator", "/invites").text
    assert "opened this invitation a second time" in page
    assert "invite:second-opener" in acts(ready)
    again = first.post("/j", code=made.code, pin=made.pin)
    assert (again.status_code, again.location) == (303, ready.url("/wait"))
    ready.post("coordinator", f"/invites/{ready['uncle'].id}/asked")
    assert "opened this invitation a second time" not in ready.get("coordinator", "/invites").text


def test_five_wrong_pins_lock_and_the_coordinator_is_told(ready: World):
    made = invite(ready)
    for _number in range(5):
        assert Browser(ready.app).post("/j", code=made.code, pin="000000").status_code == 422
    assert Browser(ready.app).post("/j", code=made.code, pin=made.pin).status_code == 422
    assert state(ready) == "invited"
    assert "Locked after wrong PINs" in ready.get("coordinator", "/invites").text
    assert "invite:lock" in acts(ready)


def test_many_tries_at_once_are_no_way_round_the_five(ready: World, monkeypatch: pytest.MonkeyPatch):
    made, looked = invite(ready), []
    monkeypatch.setattr(
        opening.proofs, "matches", lambda stored, _text: looked.append(stored) or False
    )  # fmt: skip
    together(ready, 9, lambda: Browser(ready.app).post("/j", code=made.code, pin="000000"))
    assert len([stored for stored in looked if stored]) == 5


def test_of_two_at_the_same_moment_one_comes_in(ready: World):
    made = invite(ready)
    answers = together(ready, 2, lambda: Browser(ready.app).post("/j", code=made.code, pin=made.pin).status_code)
    assert sorted(answers) == [303, 422]
    assert state(ready) == "claimed"
    assert acts(ready).count("invite:claim") == 1


def together(world: World, count: int, act: Any) -> list[Any]:
    """Do something in several threads that start at once."""
    gate, answers = threading.Barrier(count), []

    def run() -> None:
        gate.wait(10)
        answers.append(act())

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == count
    return answers


def test_who_has_claimed_reaches_nothing_of_the_case(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser)
    assert browser.get(ready.url("/wait")).status_code == 200
    rules = [rule for rule in ready.app.url_map.iter_rules() if rule.arguments == {"case_id"}]
    others = [rule for rule in rules if not re.search("/(wait|help)", rule.rule)]
    closed = {}
    for rule in others:
        path = rule.rule.replace("<case_id>", ready.case_id)
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = browser.get(path) if method == "GET" else browser.post(path)
            closed[f"{method} {rule.rule}"] = answer.status_code
    assert len(closed) > 5
    assert {where: status for where, status in closed.items() if status != 404} == {}


def test_the_waiting_pages_say_nothing_of_the_case(ready: World):
    made = invite(ready)
    browser = claim(ready, made)
    pages = browser.get(ready.url("/wait")).text + browser.get(ready.url("/wait/yes")).text
    settle(ready, browser)
    pages += browser.get(ready.url("/wait")).text
    for name in ("Kerry", "Samira", "Jean", "Ms Hale", "family meeting about"):
        assert name not in pages


def test_an_invitation_opens_in_place_of_who_was_here_before(ready: World):
    made = invite(ready)
    browser = Browser(ready.app)
    browser.client.set_cookie("s", ready["nan"].token)
    claim(ready, made, browser)
    assert ready.get("nan", "/wait").status_code == 404


def test_who_has_left_cannot_come_in(ready: World):
    made = invite(ready)
    ready.change_member("uncle", state="left")
    assert Browser(ready.app).post("/j", code=made.code, pin=made.pin).status_code == 422


def test_an_invitation_ends_after_seven_days(ready: World):
    made = invite(ready)
    with clock.stopped_at(clock.now() + timedelta(days=7, minutes=1)):
        assert Browser(ready.app).post("/j", code=made.code, pin=made.pin).status_code == 422
        assert Browser(ready.app).post("/j", code=made.code, pin=OWN_PIN).status_code == 422


def test_neither_code_nor_pin_stands_in_the_trail(ready: World):
    made = invite(ready)
    Browser(ready.app).post("/j", code=made.code, pin="000000")
    claim(ready, made)
    with ready.app.app_context(), uow.read() as session:
        dump = str(session.connection().exec_driver_sql("SELECT * FROM audit_entry").all())
        assert trail.verify(session, ready.case_id) == ""
    for word in (made.code, made.pin, "Colin"):
        assert word not in dump
