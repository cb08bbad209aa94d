"""Act three: the waiting room fills, people are let in, information is shared, somebody's line drops."""

import random
import time
from collections.abc import Mapping, Sequence

from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.cast import COORDINATOR
from fgc.rehearsal.person import Person, wait_for
from fgc.rehearsal.room import Room

PATIENCE_S = 20.0
_TALK = (
    "Who gets J to school?", "We did not know that.", "I can ring every evening.", "What happens on Mondays?",
    "That helps, thank you.", "Can you say that again more slowly?", "I have the car on Fridays.", "So do I.",
)  # fmt: skip


def fill_waiting_room(room: Room) -> None:
    """The coordinator opens it, everybody who may come says “I am here”."""
    boss = COORDINATOR.key
    room.fill(boss, "/meeting", "/meeting/waiting-room")
    room.connect()
    for person in attending(room):
        room.fill(person.key, "/meeting", "/meeting/arrive")


def start_sharing(room: Room) -> None:
    """Family first, then the workers; then the meeting begins."""
    boss = room.people[COORDINATOR.key]
    room.fill(boss.key, "/meeting", "/meeting/let-in")
    for person in attending(room):
        if person.part.worker:
            room.fill(boss.key, "/meeting", "/meeting/let-in", member=person.member)
    move(room, "information")
    for person in attending(room):
        room.open(person.key, "/meeting")


def share_information(room: Room, seconds: float) -> None:
    """Everybody writes; a line drops in the middle and catches up; hands go up."""
    rounds = {person.key: _circles(person) for person in room.people.values()}
    talk(room, rounds, seconds / 2)
    dropped = next((key for key in ("aunt", "nan") if room.has(key)), "")
    line = room.people[dropped].line if dropped else None
    if line is not None:
        line.close()
    raised = room.people["nan" if dropped != "nan" else "mum"].ask("hand:raise", {"case": room.case_id})
    if not (isinstance(raised, dict) and raised.get("ok")) and room.judge:
        room.judge.fault("A raised hand was not taken.")
    talk(room, {key: circles for key, circles in rounds.items() if key != dropped}, seconds / 2)
    if dropped:
        come_back(room, dropped)
    settle(room)


def come_back(room: Room, key: str) -> None:
    """A new socket; what was never acknowledged goes out again, and what was missed meanwhile is asked for."""
    room.connect(key)
    room.send_again(key)
    person = room.people[key]
    for circle in _heard_by(room, person):
        after, more = 0, True
        while more:
            words = {"case": room.case_id, "circle": room.wire(circle), "after": after}
            answer = person.ask("since", words)
            if not (isinstance(answer, dict) and answer.get("ok")):
                raise Trouble(f"{key}: could not ask for what was missed.")
            cards = answer["cards"]
            if room.judge is not None:
                room.judge.caught_up(room.full(key), [str(card["id"]) for card in cards])
            after, more = (cards[-1]["seq"] if cards else after), bool(answer["more"])


def talk(room: Room, rounds: Mapping[str, Sequence[str]], seconds: float) -> None:
    """Everybody in turn writes a note, each about once in `every_s`; now and then one is sent twice, as if in doubt."""
    chance = random.Random(f"{room.name}-{len(room.notes)}")  # noqa: S311 — a story, not a secret
    keys, until = list(rounds), time.monotonic() + seconds
    pause = room.every_s / max(1, len(keys))
    count = 0
    while time.monotonic() < until or count < len(keys):
        key = keys[count % len(keys)]
        room.send(key, chance.choice(rounds[key]), chance.choice(_TALK), twice=chance.random() < 0.1)
        count += 1
        time.sleep(pause)


def settle(room: Room) -> None:
    """Wait until every answer and every arrival is in, or patience ends; what is missing then is lost."""
    judge = room.judge
    if judge is not None:
        wait_for(lambda: judge.outstanding(room.name) == 0, PATIENCE_S)


def move(room: Room, to: str) -> None:
    """The coordinator moves the meeting on, giving a reason where something is missing; all sockets hear of it."""
    boss = room.people[COORDINATOR.key]
    for person in room.people.values():
        person.signs.clear()
    page = room.open(boss.key, f"/meeting/stage/{to}")
    form = boss.browser.form(page, f"/meeting/stage/{to}")
    reason = {"reason": room.say("Agreed by phone.", "coordinator")} if "reason" in form.names else {}
    boss.browser.submit(page, f"/meeting/stage/{to}", **reason)
    hear_of_move(room)


def hear_of_move(room: Room) -> None:
    """Everybody at the meeting hears that the stage changed, or that the door is closed."""
    late = [person.key for person in attending(room) if room.online(person.key) and not _hears_of_move(person)]
    if late and room.judge is not None:
        room.judge.fault(f"Nobody told {', '.join(late)} that the meeting moved on.")


def _hears_of_move(person: Person) -> bool:
    return wait_for(lambda: bool(person.signs & {"stage:changed", "door"}), 10)


def attending(room: Room) -> list[Person]:
    """Everybody who comes to the meeting but the coordinator: nobody apart."""
    return [person for person in room.people.values() if not person.part.apart and person.key != COORDINATOR.key]


def _circles(person: Person) -> list[str]:
    if person.part.apart:
        return [f"direct:{person.key}"]
    found = ["everyone"] * 4
    if person.part.family_side:
        found += ["family", f"direct:{person.key}"]
    if person.part.worker:
        found.append("workers")
    return found


def _heard_by(room: Room, person: Person) -> list[str]:
    named = dict.fromkeys(circle for circle, _note in room.notes)
    return [circle for circle in named if person.key in room.hearing(circle)]
