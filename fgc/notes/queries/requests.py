"""Requests for reports: across all cases of a worker, and in one case for its coordinator."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import access, policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core import clock
from fgc.notes.models import Report, ReportRequest
from fgc.notes.queries import wording
from fgc.web.times import local

ASKABLE = frozenset({policy.PROFESSIONAL, policy.SOCIAL_WORKER})


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as stored."""

    id: str
    case_id: str
    member_id: str
    due: date
    asked_by: str
    report_id: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its worker sees it in their list: no child's name. `state`: todo, started, late or done."""

    case_id: str
    asked_by: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class Reporter:
    """A worker of a case and how far their report is. `state`: not_asked, todo, started, late or done."""

    id: str
    name: str
    place: str
    due: date | None
    state: str
    report_id: str


_ROWS = select(
    ReportRequest.id, ReportRequest.case_id, ReportRequest.member_id, ReportRequest.due, ReportRequest.asked_by,
    ReportRequest.report_id,
)  # fmt: skip


def open_request(session: Session, case_id: str, member_id: str) -> RequestRow | None:
    """The request a worker has not answered yet, if any."""
    row = session.execute(
        _ROWS.where(
            ReportRequest.case_id == case_id, ReportRequest.member_id == member_id, ReportRequest.report_id == ""
        )
    ).first()
    return RequestRow(*row) if row else None


def requests_for(session: Session, account_id: str) -> list[Asked]:
    """Open requests to this account in all its cases, the most urgent first. Opens no child's name."""
    found: list[Asked] = []
    for seat in access.seats_for(session, account_id):
        row = open_request(session, seat.case_id, seat.id) if policy.can(seat, "report.write", seat.at()) else None
        if row is None:
            continue
        names = {person.id: person.name for person in people_of(session, seat.case_id)}
        state = _state(row, _has_draft(session, seat.case_id, seat.id))
        found.append(Asked(seat.case_id, names.get(row.asked_by, ""), row.due, state))
    return sorted(found, key=lambda asked: (asked.due, asked.case_id))


def reporters_in(session: Session, seat: Seat) -> list[Reporter]:
    """Every worker of the case who can be asked, with the state of their report. For the coordinator."""
    latest: dict[str, RequestRow] = {}
    for row in session.execute(_ROWS.where(ReportRequest.case_id == seat.case_id).order_by(ReportRequest.at)):
        latest[row.member_id] = RequestRow(*row)
    shared = dict(
        session.execute(
            select(Report.author_id, Report.id)
            .where(Report.case_id == seat.case_id, Report.shared_at.is_not(None))
            .order_by(Report.shared_at)
        ).all()
    )
    return [
        _reporter(session, person.id, person.name, wording.place_of(person), latest.get(person.id), shared)
        for person in people_of(session, seat.case_id)
        if person.seat.role in ASKABLE and person.seat.state != "left"
    ]


def late_in(session: Session, case_id: str) -> list[RequestRow]:
    """Requests whose day has passed, of workers who are still there."""
    here = {seat.id for seat in access.seats_of(session, case_id) if seat.state != "left"}
    rows = session.execute(
        _ROWS.where(ReportRequest.case_id == case_id, ReportRequest.report_id == "", ReportRequest.due < today())
    )
    return [found for found in (RequestRow(*row) for row in rows) if found.member_id in here]


def last_due(session: Session, seat: Seat) -> date | None:
    """Until when workers write what the family is to read: the last day of those who have not yet.

    None when it is past, when nobody was asked, and for those who read no reports.
    """
    if not policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        return None
    asked = _ROWS.where(ReportRequest.case_id == seat.case_id, ReportRequest.report_id == "")
    days = [RequestRow(*row).due for row in session.execute(asked)]
    return max((day for day in days if day >= today()), default=None)


def today() -> date:
    """Today in the time zone of the service."""
    return local(clock.now()).date()


def _reporter(
    session: Session, member_id: str, name: str, place: str, row: RequestRow | None, shared: dict[str, str]
) -> Reporter:
    done = shared.get(member_id, "")
    if row is None or row.report_id:
        state = "done" if done else "not_asked"
    else:
        state = _state(row, _has_draft(session, row.case_id, member_id))
    return Reporter(member_id, name, place, row.due if row else None, state, done)


def _state(row: RequestRow, started: bool) -> str:
    if row.due < today():
        return "late"
    return "started" if started else "todo"


def _has_draft(session: Session, case_id: str, member_id: str) -> bool:
    asked = select(Report.id).where(
        Report.case_id == case_id, Report.author_id == member_id, Report.shared_at.is_(None)
    )
    return session.scalar(asked) is not None
