"""Drawing the meeting page: one URL, one page for each place somebody can be in. No rules in here."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import circles, policy
from fgc.cases.people import people_of, people_seen
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.see_strip import strip_for
from fgc.conference import gates, panels, queries, room, rules
from fgc.conference.room import Room
from fgc.core import clock, uow
from fgc.notes.queries import notes_for, shelf
from fgc.web.headers import allow_recording

LOG_CIRCLES = {room.ROOM: policy.EVERYONE, room.DESK: policy.EVERYONE, room.PRIVATE: policy.PRIVATE_CIRCLE}
NOTES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """What a refused form hands back to the page: messages by field, and the words that were typed."""

    errors: dict[str, str] = field(default_factory=dict)
    body: str = ""
    reason: str = ""
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A stage in the bar at the top."""

    key: str
    text: str
    number: int | None = None


def stage_steps() -> list[Step]:
    """The stages as people see them in the bar."""
    return [
        Step(policy.PREPARING, _("Waiting room")),
        Step(policy.INFORMATION, _("Sharing"), 1),
        Step(policy.PRIVATE, _("Private family time"), 2),
        Step(policy.AGREEING, _("Agreeing the plan"), 3),
        Step(policy.FOLLOWING, _("Check-up")),
    ]


def meeting_page(seat: Seat, kept: Kept | None = None) -> str:
    """The page of the meeting for this member now. Enters the reading of its circles in the trail first."""
    with uow.read() as session:
        meeting = queries.meeting_of(session, seat.case_id)
        kind = room.page_kind(seat, meeting, queries.presence_of(session, meeting, seat.id))
    note_reading(seat, *_circles_of(seat, kind))
    with uow.read() as session:
        here = room.room_for(session, seat)
        values = _values(session, seat, here)
        kept = kept or Kept()
        if here.kind == room.PRIVATE:
            allow_recording()
        return render_template(
            f"conference/{here.kind}.html", room=here, kept=kept, errors=kept.errors, stage=_look(seat, here),
            steps=stage_steps(), **values,
        )  # fmt: skip


def fragment(seat: Seat, name: str) -> str:
    """One part of the page on its own, as the page draws it."""
    with uow.read() as session:
        here = room.room_for(session, seat)
        values = _fragment_values(session, seat, here, name)
        return render_template(f"conference/_{name}.html", room=here, stage=_look(seat, here), **values)


def _circles_of(seat: Seat, kind: str) -> tuple[str, ...]:
    if kind in LOG_CIRCLES:
        read = (LOG_CIRCLES[kind], *panels.circles_read(seat))
        return tuple(name for name in read if policy.can(seat, "note.read", seat.at(name)))
    if kind == room.WAIT and policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return (policy.EVERYONE,)
    return ()


def _look(seat: Seat, here: Room) -> str:
    """How the page is dressed; outside the closed door nothing wears the colours of private time."""
    return "" if here.kind in (room.DOOR, room.APART, room.NONE) else seat.stage


def _values(session: Session, seat: Seat, here: Room) -> dict[str, Any]:
    values: dict[str, Any] = {**_names(session, seat, here), "heads": {}, "panels": []}
    if here.kind == room.DOOR:
        return values | {"doorway": room.doorway(session, seat)}
    if here.kind not in LOG_CIRCLES:
        return values
    circle = LOG_CIRCLES[here.kind]
    people = people_of(session, seat.case_id)
    values |= {
        "circle": circle, "strip": strip_for(people, seat, circle),
        "notes": notes_for(session, seat, circle, limit=NOTES_SHOWN),
        "may_write": policy.can(seat, "note.write", seat.at(circle)),
        "heads": circles.heads_of(session, seat.case_id, (circle,)), "panels": panels.panels_for(session, seat),
        "reports": shelf(session, seat) if here.kind == room.ROOM else (),
    }  # fmt: skip
    if here.kind == room.DESK:
        values |= _desk(session, seat)
    if here.kind == room.PRIVATE:
        values |= _inside(session, seat, here)
    return values


def _fragment_values(session: Session, seat: Seat, here: Room, name: str) -> dict[str, Any]:
    if name == "door":
        return {"doorway": room.doorway(session, seat)}
    names = _names(session, seat, here)
    if name == "inside":
        return {**_inside(session, seat, here), **names}
    if name == "desk_people":
        return _desk(session, seat)
    return names


def _names(session: Session, seat: Seat, here: Room) -> dict[str, str]:
    """Names of the coordinators or a word for them: in a sentence, and short for a button."""
    names = [p.name for p in people_seen(session, seat) if p.seat.role == policy.COORDINATOR and p.seat.state != "left"]
    short = here.coordinators[0] if len(here.coordinators) == 1 else str(_("the coordinator"))
    return {"coordinators": ", ".join(names) or str(_("The coordinator")), "coordinator": short}


def _desk(session: Session, seat: Seat) -> dict[str, Any]:
    known = {person.id: person for person in people_seen(session, seat)}
    return {
        "apart": room.apart_of(session, seat), "next_stage": next(iter(rules.MOVES[seat.stage]), ""),
        "obstacles": gates.obstacles(session, seat, policy.INFORMATION) if seat.stage == policy.PREPARING else [],
        "presses": [(press, known[press.member_id].known_as) for press in queries.open_presses(session, seat)],
    }  # fmt: skip


def _inside(session: Session, seat: Seat, here: Room) -> dict[str, Any]:
    """The family's side of the door: knock, call, and how far “We are ready” is. Empty for anybody else."""
    if here.kind != room.PRIVATE:
        return {"knock": None, "called": None, "ready": None, "first": "", "helpers": (), "since": None}
    ready = queries.ready_of(session, seat.case_id)
    knock, call = (queries.door_sign(session, seat.case_id, kind) for kind in (queries.KNOCK, queries.CALL))
    return {
        "knock": knock, "called": call if call and not call.answer else None, "ready": ready,
        "first": next((guest.name for guest in here.guests if guest.id == ready.first_id), ""),
        "helpers": tuple(guest for guest in here.guests if guest.role in policy.HELPERS),
        "since": queries.stage_since(session, seat.case_id, policy.PRIVATE), "now": clock.now(),
        "zone": current_app.extensions["fgc.settings"].time_zone,
    }  # fmt: skip
