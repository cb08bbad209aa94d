"""The player: so many rooms at once, each a whole conference, one judge over all; tidied up at the end."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from flask import Flask

from fgc.cases.actions.lifecycle import mark_rehearsal, shred_rehearsal
from fgc.core.errors import FgcError
from fgc.core.ids import new_id
from fgc.rehearsal import cast
from fgc.rehearsal.acts import agreeing, following, meeting, opening, preparing, private
from fgc.rehearsal.browser import Browser, Trouble
from fgc.rehearsal.cast import Part
from fgc.rehearsal.doors import Net
from fgc.rehearsal.judge import Judge
from fgc.rehearsal.person import Person
from fgc.rehearsal.room import Room
from fgc.rehearsal.staff import Login, close_accounts, make_login
from fgc.rehearsal.verdict import Verdict

Act = Callable[[Room], None]
Tick = Callable[[str], None]
OUTSIDER = Part("outsider", "social_worker", "Pat Quill", agency="another team")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played. `seconds` is how long people talk in one room, all stages together;
    each of them writes a note about once in `every_s`."""

    url: str
    rooms: int
    people: int
    seconds: float
    every_s: float
    marker: str
    keep: bool


@dataclass
class Played:
    """What came of it: the verdict, one signed record, the cases, and the workers' logins if they were kept."""

    verdict: Verdict
    record: bytes = b""
    cases: list[str] = field(default_factory=list)
    logins: list[Login] = field(default_factory=list)


def story(app: Flask, seconds: float) -> tuple[tuple[str, Act], ...]:
    """All acts in order, with what they are called on the progress bar."""

    def mark(room: Room) -> None:
        with app.app_context():
            mark_rehearsal(room.case_id)

    return (
        ("signing in", opening.sign_in_workers), ("opening the case", opening.open_case), ("opening the case", mark),
        ("adding people", opening.add_people), ("safety and consent", opening.mark_safety),
        ("inviting", opening.come_in), ("reports", preparing.write_reports), ("bottom lines", preparing.write_lines),
        ("thoughts", preparing.write_thoughts), ("from apart", preparing.write_from_apart),
        ("a date", preparing.set_date), ("looking round", preparing.look_round),
        ("waiting room", meeting.fill_waiting_room), ("coming in", meeting.start_sharing),
        ("sharing", partial(meeting.share_information, seconds=seconds * 0.4)),
        ("helpers", private.let_helpers_in), ("private time begins", private.close_the_door),
        ("private time", partial(private.talk_inside, seconds=seconds * 0.4)),
        ("the plan", private.write_plan), ("we are ready", private.ready),
        ("agreeing", partial(agreeing.talk_it_over, seconds=seconds * 0.2)), ("freezing", agreeing.freeze),
        ("answers", agreeing.answer), ("signing", agreeing.sign), ("the record", agreeing.keep_record),
        ("jobs", following.mark_jobs), ("reading again", following.read_again),
        ("reading again", following.read_circles),
    )  # fmt: skip


def rehearse(app: Flask, wish: Wish, tick: Tick) -> Played:
    """Play it all. `tick` is called after every act of every room."""
    judge = Judge(wish.marker)
    run = new_id("x")[2:8].lower()
    logins: list[Login] = []
    with app.app_context():
        rooms = [_seated(wish, judge, number, f"{number}-{run}", logins) for number in range(1, wish.rooms + 1)]
    acts = story(app, wish.seconds)
    threads = [threading.Thread(target=_play, args=(room, judge, acts, tick), daemon=True) for room in rooms]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        cases = [room.case_id for room in rooms if room.case_id]
        if not wish.keep:
            _tidy(app, judge, cases, logins)
    record = next((room.record for room in rooms if room.record), b"")
    return Played(judge.verdict(), record, cases, logins if wish.keep else [])


def _seated(wish: Wish, judge: Judge, number: int, address: str, logins: list[Login]) -> Room:
    dial = partial(Net, wish.url)
    room = Room(f"room{number}", dial, judge, every_s=wish.every_s)

    def login(part: Part) -> Login:
        made = make_login(part, f"{part.key}-{address}@rehearsal.invalid")
        logins.append(made)
        return made

    for part in cast.cast(wish.people):
        room.seat(part, login(part) if part.worker else None)
    outsider = Browser(OUTSIDER.key, dial(), lambda path, text: judge.read(room.full(OUTSIDER.key), text, path))
    room.outsider = Person(OUTSIDER, outsider, login(OUTSIDER))
    return room


def _play(room: Room, judge: Judge, acts: tuple[tuple[str, Act], ...], tick: Tick) -> None:
    name = ""
    try:
        for name, act in acts:
            act(room)
            tick(name)
    except (Trouble, FgcError, OSError, LookupError, ValueError) as error:
        judge.fault(f"{room.name}, {name}: {error if isinstance(error, Trouble) else type(error).__name__}")
    finally:
        room.calm()
        room.close()


def _tidy(app: Flask, judge: Judge, cases: list[str], logins: list[Login]) -> None:
    with app.app_context():
        for case_id in cases:
            try:
                shred_rehearsal(case_id)
            except FgcError as error:
                judge.fault(f"A case could not be shredded ({type(error).__name__}).")
        close_accounts(logins)
