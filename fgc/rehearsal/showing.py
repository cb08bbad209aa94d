"""The demonstration: the first two acts, played inside this process, and how to walk in as each person afterwards.

What is needed to enter is kept in `demo.json` beside the data (0600): made-up people, random passwords, never a real
family. Family members who are in already come back with a code made by their own open page; others have their card.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyotp
from flask import Flask

from fgc.core import clock
from fgc.rehearsal import cast
from fgc.rehearsal.acts import opening, preparing
from fgc.rehearsal.browser import Browser, Trouble
from fgc.rehearsal.doors import House
from fgc.rehearsal.room import Room
from fgc.rehearsal.staff import Login, make_login

FILE = "demo.json"
DOMAIN = "demo.invalid"
STEP_S = 30
NOT_IN_YET = ("uncle", "friend")
_CODE = re.compile(r'<p class="code">.*?([0-9]{4}) ?([0-9]{4})', re.DOTALL)
Tick = Callable[[str], None]


@dataclass
class Entry:
    """How one person gets in. Workers have `login`; families `pin` with `cookies` (in already) or `code` (card)."""

    key: str
    name: str
    about: str
    login: dict[str, str] = field(default_factory=dict)
    pin: str = ""
    code: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass
class Demo:
    """A demonstration that was made."""

    case_id: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Way:
    """What to tell somebody who wants to be this person now. `code` is fresh: one-time code, or code to come back."""

    name: str
    about: str
    kind: str
    email: str = ""
    password: str = ""
    secret: str = ""
    link: str = ""
    pin: str = ""
    code: str = ""


def make_demo(app: Flask, origin: str, tag: str, tick: Tick) -> Demo:
    """Open the case, add everybody, let most of them in, write reports and thoughts, set the date.

    `tag` goes into the addresses of the workers, in case there was a demonstration before.
    """
    room = Room("demo", lambda: House(app, origin))
    for part in cast.cast(len(cast.DEMO)):
        with app.app_context():
            login = make_login(part, f"{_last(part.name)}{tag}@{DOMAIN}") if part.worker else None
        room.seat(part, login)
    acts = (
        opening.sign_in_workers, opening.open_case, opening.add_people, opening.mark_safety, _come_in,
        preparing.write_lines, preparing.ask_for_reports, _one_report, preparing.write_thoughts,
        preparing.write_from_apart, preparing.set_date,
    )  # fmt: skip
    for act in acts:
        act(room)
        tick(act.__name__)
    return Demo(room.case_id, [_entry(room, key) for key in room.people])


def keep(folder: Path, demo: Demo) -> None:
    """Write the file, readable by its owner only, whole or not at all."""
    draft = folder / f".{FILE}.new"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(demo), file, ensure_ascii=False, indent=1)
    draft.replace(folder / FILE)


def load(folder: Path) -> Demo | None:
    """The demonstration of this data folder, or None. Raises ValueError for a file that is none."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        return Demo(found["case_id"], [Entry(**entry) for entry in found["entries"]])
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError("not a file of ours") from error


def ways_in(app: Flask, origin: str, demo: Demo) -> list[Way]:
    """How to enter as each person, with fresh codes. Changes the kept cookies where a page had to be unlocked."""
    return [_way(app, origin, entry) for entry in demo.entries]


def _way(app: Flask, origin: str, entry: Entry) -> Way:
    if entry.login:
        # The code of the next half minute is taken already now, and for longer than the present one.
        step = int(clock.now().timestamp()) // STEP_S + 1
        secret = entry.login["secret"]
        return Way(
            entry.name, entry.about, "worker", email=entry.login["email"], password=entry.login["password"],
            secret=secret, code=pyotp.TOTP(secret).generate_otp(step), link=f"{origin}/sign-in",
        )  # fmt: skip
    if entry.code:
        return Way(entry.name, entry.about, "card", link=f"{origin}/j#{entry.code}", pin=entry.pin)
    code = _come_back_code(app, origin, entry)
    return Way(entry.name, entry.about, "family", link=f"{origin}/come-back", pin=entry.pin, code=code)


def _come_back_code(app: Flask, origin: str, entry: Entry) -> str:
    browser = Browser(entry.key, House(app, origin))
    browser.cookies = entry.cookies
    try:
        page = browser.open("/my/phones")
        if page.path.startswith("/unlock"):
            page = browser.submit(page, "/unlock", pin=entry.pin)
        page = browser.submit(browser.open("/my/phones"), "/my/phones/another")
    except Trouble:
        return ""
    found = _CODE.search(page.text)
    return " ".join(found.groups()) if found else ""


def _come_in(room: Room) -> None:
    for person in room.people.values():
        if person.part.worker:
            continue
        code, pin = opening.invite(room, person)
        if person.key in NOT_IN_YET:
            person.pin, person.card = pin, code
        else:
            opening.claim(room, person, code, pin)
            opening.confirm(room, person)


def _one_report(room: Room) -> None:
    preparing.write_report(room, "school")


def _entry(room: Room, key: str) -> Entry:
    person = room.people[key]
    part, login = person.part, person.login
    about = " · ".join(
        dict.fromkeys(word for word in (part.role.replace("_", " "), part.relation, part.agency) if word)
    )
    if part.apart:
        about += " · takes part apart"
    return Entry(
        key, part.name, about, login=_kept(login) if login else {}, pin="" if login else person.pin, code=person.card,
        cookies={} if login or person.card else dict(person.browser.cookies),
    )  # fmt: skip


def _kept(login: Login) -> dict[str, str]:
    return {"email": login.email, "password": login.password, "secret": login.secret}


def _last(name: str) -> str:
    return name.split()[-1].lower()
