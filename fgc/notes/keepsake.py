"""Words of this slice in somebody's copy of their own things: notes, thoughts, reports."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.keepsake import Thing
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import strip_for
from fgc.notes.queries import notes, reports, thoughts, wording

MOST = 5_000


def circles(session: Session, seat: Seat) -> tuple[str, ...]:
    """Circles with notes, the own drawer, and everyone's for the reports."""
    people = people_of(session, seat.case_id)
    found = (*notes.circles_with_notes(session, seat, people), policy.EVERYONE, f"{policy.OWN}:{seat.id}")
    return tuple(name for name in dict.fromkeys(found) if policy.can(seat, "note.read", seat.at(name)))


def things(session: Session, seat: Seat) -> list[Thing]:
    """Thoughts that only their owner has, then notes circle by circle, then reports."""
    return [*_thoughts(session, seat), *_notes(session, seat), *_reports(session, seat)]


def _thoughts(session: Session, seat: Seat) -> list[Thing]:
    kept = f"{policy.OWN}:{seat.id}"
    strip = strip_for(people_of(session, seat.case_id), seat, kept)
    return [
        Thing(True, wording.kind("thought"), "", None, strip.words, thought.said.shown)
        for thought in thoughts.thoughts_of(session, seat, seat)
        if thought.circle == kept
    ]


def _notes(session: Session, seat: Seat) -> list[Thing]:
    people = people_of(session, seat.case_id)
    return [
        Thing(
            words.mine, words.label or _("Note"), "" if words.mine else words.author, words.at,
            words.strip.words if words.strip else "", words.body,
        )
        for name in notes.circles_with_notes(session, seat, people)
        for words in notes.notes_for(session, seat, name, limit=MOST)
        if not words.withdrawn
    ]  # fmt: skip


def _reports(session: Session, seat: Seat) -> list[Thing]:
    if not policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return []
    strip = strip_for(people_of(session, seat.case_id), seat, policy.EVERYONE)
    return [
        Thing(False, _("Report"), item.author, item.at, strip.words, reports.report_text(session, seat, item.id))
        for item in reports.shelf(session, seat)
        if reports.shared_row(session, seat, item.id)
    ]
