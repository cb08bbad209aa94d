"""From “Are you …?” to the coordinator's yes: what the person chooses, what the coordinator sees, and every no."""

import re
from datetime import timedelta

import pytest

from fgc.cases import contributions, people
from fgc.core import clock, uow
from tests.factories.accounts import OWN_PIN, Browser, add_invited, claim, give_consent, invite, session_rows, settle
from tests.factories.world import World
from tests.integration.invites.test_making import bar


@pytest.fixture
def ready(world: World) -> World:
    """A case that can invite, with an uncle on the list."""
    give_consent(world)
    add_invited(world)
    return world


def act(world: World, what: str, key: str = "uncle"):
    """Press a button of the coordinator's desk."""
    return world.post("coordinator", f"/invites/{world[key].id}/{what}")


def account_of(world: World, key: str) -> str:
    """The account a member was given."""
    with world.app.app_context(), uow.read() as session:
        person = next(person for person in people.people_of(session, world.case_id) if person.id == world[key].id)
    return person.seat.account_id


def test_a_person_can_come_in_from_link_to_home(ready: World):
    browser = claim(ready, invite(ready))
    assert "Are you Colin?" in browser.get(ready.url("/wait")).text
    assert browser.get(ready.url("/wait/yes")).status_code == 200
    settled = settle(ready, browser)
    assert (settled.status_code, settled.location) == (303, ready.url("/wait"))
    waiting = browser.get(ready.url("/wait")).text
    words = re.search(r"<strong>(\w+ \w+)</strong>", waiting)
    assert words
    desk = ready.get("coordinator", "/invites").text
    assert words[1] in desk
    assert "Wants to be called" in desk
    assert act(ready, "confirm").status_code == 303
    home = browser.get(ready.url("/wait"))
    assert (home.status_code, home.location) == (303, ready.url("/home"))
    with ready.app.app_context(), uow.read() as session:
        person = next(person for person in people.people_of(session, ready.case_id) if person.id == ready["uncle"].id)
    assert (person.name, person.seat.state) == ("Col", "confirmed")


def test_an_own_phone_gets_a_new_session_for_weeks_and_a_shared_one_until_it_is_closed(ready: World):
    browser = claim(ready, invite(ready))
    before = browser.cookie()
    own = settle(ready, browser, phone="own")
    assert "Max-Age=2592000" in own.headers["Set-Cookie"]
    assert browser.cookie() != before
    browser = claim(ready, invite(ready))
    shared = settle(ready, browser, phone="shared")
    assert "Max-Age" not in shared.headers["Set-Cookie"]
    assert [row.shared for row in session_rows(ready.app, account_of(ready, "uncle"))] == [True]


def test_the_own_pin_opens_the_phone_later(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser)
    with clock.stopped_at(clock.now() + timedelta(minutes=20)):
        assert browser.get(ready.url("/wait")).location == f"/unlock?to={ready.url('/wait')}"
        assert browser.post("/unlock", pin=OWN_PIN, to=ready.url("/wait")).location == ready.url("/wait")
        assert browser.get(ready.url("/wait")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("pin", "12345", "A PIN has 6 numbers."), ("again", "111119", "The two PINs are not the same."),
     ("called", "  ", "Write the name"), ("phone", "", "Choose one.")],
)  # fmt: skip
def test_a_person_is_told_what_to_change(ready: World, field: str, value: str, sentence: str):
    browser = claim(ready, invite(ready))
    form = {"called": "Col", "pin": OWN_PIN, "again": OWN_PIN, "phone": "own", "text": "no", "language": "en"}
    page = browser.post(ready.url("/wait/yes"), **{**form, field: value})
    assert page.status_code == 422
    assert sentence in page.text
    assert OWN_PIN not in page.text


def test_a_person_cannot_choose_an_easy_pin(ready: World):
    browser = claim(ready, invite(ready))
    page = browser.post(
        ready.url("/wait/yes"), called="Col", pin="123456", again="123456", phone="own", text="no", language="en"
    )
    assert page.status_code == 422
    assert "easy to guess" in page.text


def test_no_this_is_not_me_closes_the_page_and_tells_the_coordinator(ready: World):
    made = invite(ready)
    browser = claim(ready, made)
    page = browser.post(ready.url("/wait/no"))
    assert "Thank you for telling us" in page.text
    assert browser.get(ready.url("/wait")).status_code == 404
    assert browser.post("/j", code=made.code, pin=made.pin).status_code == 422
    assert "Not the right person" in ready.get("coordinator", "/invites").text
    assert "this is not me" in needs(ready)


def test_a_refused_person_is_out_at_once(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser)
    assert act(ready, "refuse").status_code == 303
    assert browser.get(ready.url("/wait")).status_code == 404
    assert session_rows(ready.app, account_of(ready, "uncle")) == []
    assert act(ready, "confirm").status_code == 409


def test_a_coordinator_cannot_confirm_before_the_person_is_ready_nor_twice(ready: World):
    browser = claim(ready, invite(ready))
    assert act(ready, "confirm").status_code == 409
    settle(ready, browser)
    assert act(ready, "confirm").status_code == 303
    assert act(ready, "confirm").status_code == 409


def test_a_name_that_is_barred_cannot_be_confirmed(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser, called="Derek Stone")
    bar(ready, "Derek Stone")
    page = act(ready, "confirm")
    assert page.status_code == 422
    assert "can never be invited" in page.text


def test_nobody_can_settle_twice(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser)
    assert settle(ready, browser, called="Somebody Else").status_code == 409


def test_a_confirmed_member_cannot_be_made_to_choose_again(world: World):
    assert world.get("mum", "/wait").location == world.url("/home")
    page = world.post("mum", "/wait/yes", called="X", pin=OWN_PIN, again=OWN_PIN, phone="own", text="no", language="en")
    assert page.status_code == 409
    assert world.post("mum", "/wait/no").status_code == 409


def test_the_answers_are_sealed_and_gone_after_confirmation(ready: World):
    browser = claim(ready, invite(ready))
    settle(ready, browser, called="Marker Name")
    rows = dump(ready)
    assert "Marker" not in rows
    act(ready, "confirm")
    with ready.app.app_context(), uow.read() as session:
        found = session.connection().exec_driver_sql("SELECT answers FROM invite").scalars().all()
    assert found == [None]


def dump(world: World) -> str:
    """All invitations as they lie in the store."""
    with world.app.app_context(), uow.read() as session:
        return str(session.connection().exec_driver_sql("SELECT * FROM invite").all())


def needs(world: World) -> str:
    """What the coordinator is told to do now."""
    seat = world.seat("coordinator")
    with world.app.test_request_context(), uow.read() as session:
        return " | ".join(need.text for need in contributions.needs_for(session, seat))


def test_the_coordinator_is_told_who_waits_and_who_has_not_opened(ready: World):
    made = invite(ready)
    assert "Colin" not in needs(ready)
    with clock.stopped_at(clock.now() + timedelta(hours=49)):
        assert "Colin has not opened the invitation yet" in needs(ready)
    for _number in range(5):
        Browser(ready.app).post("/j", code=made.code, pin="000000")
    assert "Colin's invitation is locked" in needs(ready)
    settle(ready, claim(ready, invite(ready)))
    assert "Colin is waiting for you" in needs(ready)
    act(ready, "confirm")
    assert "Colin" not in needs(ready)


def test_only_coordinators_are_told(ready: World):
    settle(ready, claim(ready, invite(ready)))
    for key in ("mum", "worker", "advocate"):
        with ready.app.test_request_context(), uow.read() as session:
            texts = [need.text for need in contributions.needs_for(session, ready.seat(key))]
        assert not [text for text in texts if "Colin" in text]


def test_a_child_comes_in_the_same_way(ready: World):
    add_invited(ready, "sister", "Pippa", "child")
    browser = claim(ready, invite(ready, "sister"))
    settle(ready, browser, called="Pip")
    assert act(ready, "confirm", "sister").status_code == 303
