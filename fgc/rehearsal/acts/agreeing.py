"""Act five: the plan is frozen, everybody answers, the social worker says whether it is safe, the record is signed."""

from datetime import date, timedelta

from fgc.rehearsal.acts import meeting
from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.cast import COORDINATOR
from fgc.rehearsal.person import Person
from fgc.rehearsal.room import Room

_ANSWERS = ("agree", "agree", "agree_worried", "agree")


def talk_it_over(room: Room, seconds: float) -> None:
    """Everybody is back; the carried note and the rows are before them."""
    for person in meeting.attending(room):
        room.open(person.key, "/meeting")
    rounds = {person.key: ["everyone"] for person in meeting.attending(room)}
    rounds[COORDINATOR.key] = ["everyone", "coordinator"]
    meeting.talk(room, rounds, seconds)
    meeting.settle(room)


def freeze(room: Room) -> None:
    """The social worker says yes to the bus pass; the coordinator freezes the plan and asks everybody."""
    room.fill("social_worker", "/plan", "/resource", decision="agreed")
    room.fill(COORDINATOR.key, "/plan", "/plan/freeze")


def answer(room: Room) -> None:
    """Each of the family answers; the social worker says that it is safe."""
    plan = sorted(room.hearing("plan"))
    for number, person in enumerate(_answering(room)):
        choice = _ANSWERS[number % len(_ANSWERS)]
        says = room.marked("I am worried about Mondays.", plan) if choice == "agree_worried" else ""
        room.fill(person.key, "/answers", choice=choice, says=says)
    room.fill("social_worker", "/answers", "/answers/safe", decision="safe", reason="")


def sign(room: Room) -> None:
    """Read back, then signed; the plan begins."""
    boss = room.people[COORDINATOR.key]
    plan = sorted(room.hearing("plan"))
    review = date.today() + timedelta(weeks=12)  # noqa: DTZ011 — the day on the coordinator's calendar
    for person in room.people.values():
        person.signs.clear()
    page = room.fill(
        boss.key, "/record/sign", outcome="agreed", next_steps=room.marked("Bev rings everybody on Sunday.", plan),
        review=review.isoformat(), step="read",
    )  # fmt: skip
    boss.browser.submit(page, "/record/sign", read_out="y")
    meeting.hear_of_move(room)


def keep_record(room: Room) -> None:
    """Mum takes the signed file home; nobody outside the plan gets it."""
    page = room.open("mum", "/record.json")
    room.record = page.body
    for person in room.those("professional"):
        if person.browser.get(room.path("/record.json")).ok:
            raise Trouble(f"{person.key}: got the whole record.")


def _answering(room: Room) -> list[Person]:
    return [person for person in room.people.values() if person.part.family_side and not person.part.apart]
