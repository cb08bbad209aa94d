"""Act one: a case is opened, people are named, somebody says yes, invitations go out and come back."""

import re
from html import unescape

from fgc.rehearsal.browser import Page, Trouble
from fgc.rehearsal.cast import COORDINATOR
from fgc.rehearsal.person import Person
from fgc.rehearsal.room import Room

_MEMBER = re.compile(r"/people/(m_[A-Za-z0-9_-]{16})")
_CODE = re.compile(r"/j#([0-9A-Z]{16})")
_PIN = re.compile(r'id="pin">(?:<bdi[^>]*>)?([0-9 ]+)<')
_WORDS = re.compile(r'<strong class="code"[^>]*>([a-z]+ [a-z]+)</strong>')


def sign_in_workers(room: Room) -> None:
    """Everybody with an account signs in."""
    for person in room.people.values():
        if person.login is not None:
            person.sign_in()
    if room.outsider is not None:
        room.outsider.sign_in()


def open_case(room: Room) -> None:
    """The coordinator opens the case and gives it a duty number."""
    boss = room.people[COORDINATOR.key]
    everybody = tuple(room.people)
    boss.called = room.marked(COORDINATOR.name, everybody)
    page = boss.browser.submit(
        boss.browser.open("/work/cases/new"), "/work/cases/new", called=room.marked("J", everybody), born="2019-03-12",
        how=room.say("Draws, then talks.", "everyone", "coordinator"), coordinator=boss.called,
        reference=room.say("REF", "coordinator"),
    )  # fmt: skip
    room.case_id = page.path.split("/")[2]
    boss.member = _fresh(room, _people(room))
    room.fill(
        boss.key, "/words", reference=room.say("REF", "coordinator"), duty_name=room.marked("Duty team", everybody),
        duty_phone="0113 496 0100",
    )  # fmt: skip


def add_people(room: Room) -> None:
    """Family, friends and helpers by the form for people, workers by the one for workers."""
    later = [person for person in room.people.values() if person.part.supports]
    first = [person for person in room.people.values() if not person.part.supports and person.key != COORDINATOR.key]
    for person in (*first, *later):
        person.called = room.marked(person.part.name, room.knowing(person.part))
        if person.part.worker:
            _add_worker(room, person)
        else:
            _add_person(room, person)
        person.member = _fresh(room, _people(room))


def mark_safety(room: Room) -> None:
    """Mum and dad must not meet; one stranger can never be invited; mum says yes to the conference."""
    boss = COORDINATOR.key
    if room.has("dad"):
        room.fill(
            boss, "/no-contact", first=room.people["mum"].member, second=room.people["dad"].member,
            reason=room.say("Bail conditions.", "coordinator"),
        )  # fmt: skip
    room.fill(
        boss, "/never-invite", barred_name=room.say("Barry Underwood", "coordinator"),
        barred_reason=room.say("Not to come near the child.", "coordinator"),
    )  # fmt: skip
    room.fill(boss, "/consent", member=room.people["mum"].member, given="yes", how="in_person")


def invite(room: Room, person: Person) -> tuple[str, str]:
    """The coordinator makes an invitation; gives back code and PIN as they stand on the page."""
    page = room.fill(COORDINATOR.key, "/invites", f"/invites/{person.member}/make")
    code, pin = _CODE.search(page.text), _PIN.search(page.text)
    if not (code and pin):
        raise Trouble("coordinator: the new invitation shows no link or no PIN.")
    return code.group(1), pin.group(1).replace(" ", "")


def claim(room: Room, person: Person, code: str, pin: str, phone: str = "own") -> str:
    """The person opens the link, types the PIN, says who they are; gives back the two words on their screen."""
    browser = person.browser
    page = browser.submit(browser.open("/j"), "/j", code=code, pin=pin)
    if f"/c/{room.case_id}/wait" not in page.path:
        raise Trouble(f"{person.key}: code and PIN did not lead to the waiting page.")
    page = browser.submit(
        browser.open(room.path("/wait/yes")), "/wait/yes", called=person.called, pin=person.pin, again=person.pin,
        phone=phone, text="ring",
    )  # fmt: skip
    if not page.ok:
        raise Trouble(f"{person.key}: the waiting page answered {page.status}.")
    return page.text


def confirm(room: Room, person: Person) -> None:
    """The coordinator compares the two words and lets the person in."""
    boss = room.people[COORDINATOR.key]
    desk = room.open(boss.key, "/invites")
    waiting = person.browser.open(room.path("/wait"))
    theirs = [words for words in _WORDS.findall(desk.text) if words in unescape(waiting.text)]
    if not theirs:
        raise Trouble(f"{person.key}: the two words on their screen are not on the coordinator's desk.")
    boss.browser.submit(desk, f"/invites/{person.member}/confirm")
    home = person.browser.open("/my")
    if not home.path.endswith("/home"):
        raise Trouble(f"{person.key}: was confirmed, but does not come in.")


def come_in(room: Room) -> None:
    """Everybody of the family and every helper is invited, comes, and is let in."""
    for person in room.people.values():
        if not person.part.worker:
            code, pin = invite(room, person)
            claim(room, person, code, pin)
            confirm(room, person)


def _add_person(room: Room, person: Person) -> None:
    part = person.part
    values: dict[str, str] = {"parental": "yes"} if part.parental else {}
    if part.apart:
        values["apart"] = "yes"
    if part.supports:
        values["supports"] = room.people[part.supports].member
    room.fill(
        COORDINATOR.key, "/people/add", name=person.called, role=part.role, relation=part.relation, side=part.side,
        phone="0113 496 0000", safe_to_text="ring", contact_notes=room.say("Ring before noon.", "coordinator"),
        **values,
    )  # fmt: skip


def _add_worker(room: Room, person: Person) -> None:
    part = person.part
    if person.login is None:
        raise Trouble(f"{part.key} has no account")
    room.fill(
        COORDINATOR.key, "/people/workers/add", name=person.called, role=part.role, agency=part.agency,
        email=person.login.email,
    )  # fmt: skip


def _people(room: Room) -> Page:
    return room.open(COORDINATOR.key, "/people")


def _fresh(room: Room, page: Page) -> str:
    """The one member on the page whom we did not know yet."""
    known: set[str] = {person.member for person in room.people.values()}
    fresh: list[str] = [member for member in dict.fromkeys(_MEMBER.findall(page.text)) if member not in known]
    if len(fresh) != 1:
        raise Trouble(f"coordinator: one new person was expected on the people page, not {len(fresh)}.")
    return fresh[0]
