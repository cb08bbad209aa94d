"""Reading notes: a page of a circle, search in memory, which circles somebody can read or write here."""

import json
from dataclasses import replace

from sqlalchemy.orm import Session

from fgc.cases import circles, policy
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, readers_of, strip_for
from fgc.core.errors import NotFound
from fgc.core.offload import offload
from fgc.notes import rules
from fgc.notes.models import Note
from fgc.notes.queries.opening import NOTE_ROWS, NoteRow, Words, note_rows, open_rows, row_of, translated
from fgc.vault import KeyGone, Vault, current_vault

MEETING_ONLY = frozenset({policy.PRIVATE_CIRCLE, policy.PLAN_CIRCLE})
MOST_FOUND = 100


def notes_for(session: Session, seat: Seat, circle: str, before: int | None = None, limit: int = 50) -> list[Words]:
    """A page of a circle, oldest first: the last `limit` notes, or those before number `before`.

    Raises `NotFound` when this seat may not read the circle.
    """
    if not policy.can(seat, "note.read", seat.at(circle)):
        raise NotFound
    asked = NOTE_ROWS.where(Note.case_id == seat.case_id, Note.circle == circle)
    if before is not None:
        asked = asked.where(Note.seq < before)
    rows = note_rows(session, asked.order_by(Note.seq.desc()).limit(limit))
    people = people_of(session, seat.case_id)
    strip = strip_for(people, seat, circle)
    opened = translated(session, seat, open_rows(reversed(rows), people, seat), people)
    return [replace(words, strip=strip) for words in opened]


def note_of(session: Session, seat: Seat, note_id: str) -> Words:
    """One note with its strip. Raises `NotFound` when it is not there for this seat."""
    row = row_of(session, seat, note_id)
    people = people_of(session, seat.case_id)
    opened = translated(session, seat, open_rows([row], people, seat), people) if row else []
    if not opened:
        raise NotFound
    return replace(opened[0], strip=strip_for(people, seat, opened[0].circle))


def circle_of(session: Session, seat: Seat, note_id: str) -> str:
    """The circle of a note this seat may read. Opens nothing. Raises `NotFound`."""
    row = row_of(session, seat, note_id)
    if row is None:
        raise NotFound
    return row.circle


def search_notes(session: Session, seat: Seat, text: str) -> list[Words]:
    """Notes whose words contain a text, newest last, from circles this seat may read; at most 100.

    Opened and compared in memory: there is no index of words anywhere. The text is kept and logged nowhere.
    """
    needle = " ".join(text.casefold().split())
    if not needle:
        return []
    people = people_of(session, seat.case_id)
    names = readable(seat, people)
    asked = NOTE_ROWS.where(Note.case_id == seat.case_id, Note.circle.in_(names), Note.withdrawn_at.is_(None))
    found = offload(_scan, current_vault(), note_rows(session, asked.order_by(Note.at, Note.seq)), needle)
    strips = {name: strip_for(people, seat, name) for name in {row.circle for row in found}}
    opened = translated(session, seat, open_rows(found[-MOST_FOUND:], people, seat), people)
    return [replace(words, strip=strips[words.circle]) for words in opened]


def _scan(vault: Vault, rows: list[NoteRow], needle: str) -> list[NoteRow]:
    found = []
    for row in rows:
        try:
            body = vault.open(row.case_id, row.circle, "note", row.id, "body", row.body)
        except KeyGone:
            continue
        if row.kind == rules.FEELING:
            body = " ".join(json.loads(body).values())
        if needle in " ".join(body.casefold().split()):
            found.append(row)
    return found


def readable(seat: Seat, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Every circle of the case this seat may read."""
    return policy.circles_of(seat, tuple(person.id for person in people))


def circles_with_notes(session: Session, seat: Seat, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Circles this seat may read in which something stands; those of the meeting's own pages left out."""
    names = tuple(name for name in readable(seat, people) if name not in MEETING_ONLY)
    heads = circles.heads_of(session, seat.case_id, names)
    return tuple(name for name in names if heads[name])


def writable(seat: Seat, people: tuple[Person, ...]) -> tuple[Strip, ...]:
    """Strips of the circles in which this seat may write a note here and now, “only me” first.

    A circle of two in which nobody else reads, and one whose owner this seat may not know of, is left out.
    """
    seen = {person.id for person in people if policy.sees(seat, person.seat) and person.seat.state == policy.CONFIRMED}
    own = f"{policy.OWN}:{seat.id}"
    found = [strip_for(people, seat, own)] if policy.can(seat, "note.write", seat.at(own)) else []
    for name in policy.circles_of(seat, tuple(seen), "note.write"):
        if name == own or name in MEETING_ONLY:
            continue
        if any(reader.id != seat.id for reader in readers_of(people, seat, name)):
            found.append(strip_for(people, seat, name))
    return tuple(found)


def speakers_for(seat: Seat, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those for whom this seat may write down what they said."""
    if seat.role == policy.COORDINATOR:
        return tuple(p for p in people if p.seat.state != "left" and p.seat.role not in policy.WORKERS)
    return tuple(p for p in people if seat.role == policy.ADVOCATE and p.id == seat.supports)


def apart_people(seat: Seat, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those to whom this seat may send things on: members who are apart."""
    if not policy.can(seat, "release.to", seat.at()):
        return ()
    return tuple(person for person in people if person.seat.apart and person.seat.state != "left")


def can_release(seat: Seat, people: tuple[Person, ...]) -> bool:
    """Whether this seat may send things on and there is somebody to send them to."""
    return bool(apart_people(seat, people))
