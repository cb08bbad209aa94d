"""When the family comes together again to look at the plan."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import insert, update

from fgc.audit import trail
from fgc.cases import access
from fgc.cases.events import CaseChanged
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.uow import Work
from fgc.plan.models import ReviewDate
from fgc.plan.queries.versions import review_of
from fgc.web.times import local


def set_review(seat: Seat, day: date) -> None:
    """Set or move the day of the check-up. Who may: coordinators (`review.set`).

    Announces CaseChanged (`review`). Audit: `review:set`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "review.set")
        if day <= local(clock.now()).date():
            raise Refused(review=_("Pick a date after today."))
        keep_review(work, seat, day)


def keep_review(work: Work, seat: Seat, day: date) -> None:
    """Write the day inside the caller's transaction. Announces CaseChanged (`review`). Audit: `review:set`."""
    values = {"day": day, "by_id": seat.id, "at": clock.now()}
    if review_of(work.session, seat.case_id) is None:
        work.session.execute(insert(ReviewDate).values(case_id=seat.case_id, **values))
    else:
        work.session.execute(update(ReviewDate).where(ReviewDate.case_id == seat.case_id).values(**values))
    trail.record(work, seat.case_id, "review:set", who=seat.id, session=seat.session)
    work.announce(CaseChanged(seat.case_id, "review"))
