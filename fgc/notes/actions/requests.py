"""Asking a worker for a report."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import insert, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import CaseChanged
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.notes.models import ReportRequest
from fgc.notes.queries.requests import open_request
from fgc.web.times import local

REPORTERS = frozenset({policy.PROFESSIONAL, policy.SOCIAL_WORKER})


def ask_report(seat: Seat, member_id: str, due: date) -> str:
    """Ask a worker for a report until a day; asking again while it is open moves the day. Gives back the request's id.

    Who may: the coordinator (`report.ask`). Announces `CaseChanged` (part `reports`). Audit: `report:ask`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "report.ask")
        asked = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == member_id), None)
        if asked is None or asked.role not in REPORTERS or asked.state == "left":
            raise NotFound
        now = clock.now()
        if due < local(now).date():
            raise Refused(due=_("Pick a day that is still to come."))
        known = open_request(work.session, seat.case_id, member_id)
        request_id = known.id if known else new_id("rq")
        if known:
            work.session.execute(update(ReportRequest).where(ReportRequest.id == request_id).values(due=due))
        else:
            work.session.execute(
                insert(ReportRequest).values(
                    id=request_id, case_id=seat.case_id, member_id=member_id, due=due, asked_by=seat.id, at=now,
                    report_id="",
                )
            )  # fmt: skip
        trail.record(
            work, seat.case_id, "report:ask", who=seat.id, session=seat.session, obj=member_id, due=due.isoformat()
        )
        work.announce(CaseChanged(seat.case_id, "reports"))
        return request_id
