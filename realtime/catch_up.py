"""What a client missed: the last number of each circle it may read, and what came after the one it has."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fgc.cases import cards, circles, policy, reading
from fgc.cases.access import seats_of
from fgc.cases.policy import Seat
from fgc.core import uow

PAGE = 100


@dataclass(frozen=True, slots=True)
class Missed:
    """Cards after a number, oldest first; `more` when there are further ones."""

    cards: list[dict[str, Any]]
    more: bool


def heads_for(session: Session, seat: Seat) -> dict[str, int]:
    """The last number of every circle this member may read now."""
    members = tuple(other.id for other in seats_of(session, seat.case_id) if policy.sees(seat, other))
    return circles.heads_of(session, seat.case_id, policy.circles_of(seat, members))


def after(seat: Seat, circle: str, number: int) -> Missed | None:
    """What this member missed in a circle; None when they may not read it (or there is none)."""
    if not policy.can(seat, "note.read", seat.at(circle)):
        return None
    reading.note_reading(seat, circle)
    with uow.read() as session:
        found = cards.cards_after(session, seat, circle, number, PAGE + 1)
    return Missed(found[:PAGE], len(found) > PAGE)
