"""Gates: what has to be there before a stage can begin. Other slices add theirs (the plan's, before following).

An obstacle is either hard, or may be passed over by the coordinator with a reason that is kept (domain.md 3.4: the
meeting should not begin without somebody who can decide for the agency).
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import access, policy
from fgc.cases.policy import Seat
from fgc.cases.queries import has_consent
from fgc.conference import queries, rules


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that is missing. `href` is where it can be put right, or empty."""

    key: str
    text: str
    hard: bool
    href: str = ""


Gate = Callable[[Session, Seat], list[Obstacle]]
_gates: dict[str, list[Gate]] = {}


def register_gate(stage: str, gate: Gate) -> None:
    """Ask this gate before the case may enter a stage; registering the same one twice keeps one."""
    known = _gates.setdefault(stage, [])
    if gate not in known:
        known.append(gate)


def obstacles(session: Session, seat: Seat, to: str) -> list[Obstacle]:
    """Everything that stands in the way of a stage."""
    return [found for gate in _gates.get(to, []) for found in gate(session, seat)]


def before_information(session: Session, seat: Seat) -> list[Obstacle]:
    """A meeting with a date, the yes of somebody with parental responsibility, and a social worker in the room."""
    found: list[Obstacle] = []
    meeting = queries.meeting_of(session, seat.case_id)
    if meeting is None:
        href = url_for("meeting.settings", case_id=seat.case_id)
        found.append(Obstacle("meeting", _("The meeting has no date yet."), True, href))
    if not has_consent(session, seat.case_id):
        found.append(Obstacle("consent", _("Nobody with parental responsibility has said yes yet."), True))
    present = queries.presences(session, meeting)
    workers = {one.id for one in access.seats_of(session, seat.case_id) if one.role == policy.SOCIAL_WORKER}
    if not any(present[one].state in rules.PRESENT for one in workers if one in present):
        found.append(Obstacle("social_worker", _("No social worker has been let in."), False))
    return found
