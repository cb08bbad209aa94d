"""Who would like a copy of the plan by post: one's own request, and for coordinators all that are open."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.plan.copy_choice import CopyChoice, choice_of
from fgc.plan.models import PaperRequest
from fgc.vault import current_vault
from fgc.web.languages import ENGLISH


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A request as a page shows it. `seat` is that of the person who asks; the copy is made as they may have it."""

    id: str
    seat: Seat
    name: str
    choice: CopyChoice
    at: datetime
    done_at: datetime | None


def my_request(session: Session, seat: Seat) -> PaperAsked | None:
    """The last request of this member, open or done."""
    if not policy.can(seat, "paper.ask", seat.at()):
        return None
    row = session.scalars(
        select(PaperRequest)
        .where(PaperRequest.case_id == seat.case_id, PaperRequest.member_id == seat.id)
        .order_by(PaperRequest.at.desc(), PaperRequest.id)
        .limit(1)
    ).one_or_none()
    return _asked(row, seat, "") if row else None


def open_requests(session: Session, seat: Seat) -> tuple[PaperAsked, ...]:
    """What waits to be posted, oldest first: for coordinators, nothing for others. Nobody who has left."""
    if not policy.can(seat, "paper.send", seat.at()):
        return ()
    people = {person.id: person for person in people_of(session, seat.case_id) if person.seat.state != "left"}
    rows = session.scalars(
        select(PaperRequest)
        .where(PaperRequest.case_id == seat.case_id, PaperRequest.done_at.is_(None))
        .order_by(PaperRequest.at, PaperRequest.id)
    )
    return tuple(
        _asked(row, people[row.member_id].seat, people[row.member_id].known_as) for row in rows
        if row.member_id in people
    )  # fmt: skip


def open_request(session: Session, seat: Seat, request_id: str) -> PaperAsked:
    """One open request. Raises `NotFound` when it is not there for this seat."""
    found = next((one for one in open_requests(session, seat) if one.id == request_id), None)
    if found is None:
        raise NotFound
    return found


def _asked(row: PaperRequest, seat: Seat, name: str) -> PaperAsked:
    circle = f"{policy.DIRECT}:{row.member_id}"
    wish = json.loads(current_vault().open(row.case_id, circle, "paper_request", row.id, "wish", row.wish))
    return PaperAsked(row.id, seat, name, choice_of(wish, ENGLISH), row.at, row.done_at)
