"""A copy of the plan by post: somebody asks for one, the coordinator prints and posts it."""

import json

from sqlalchemy import insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import CaseChanged
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound
from fgc.core.ids import new_id
from fgc.plan.copy_choice import CopyChoice
from fgc.plan.models import PaperRequest
from fgc.plan.queries.papers import has_paper
from fgc.vault import current_vault

CHANGED = "paper"


def ask_for_paper(seat: Seat, choice: CopyChoice) -> None:
    """Ask for a copy by post. Asking again while one is open changes what it is to be.

    Who may: the family side (`paper.ask`), once there is something for them to read. Announces CaseChanged (`paper`).
    Audit: `paper:ask`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "paper.ask")
        if not has_paper(work.session, seat):
            raise NotFound
        open_id = work.session.scalar(
            select(PaperRequest.id).where(PaperRequest.member_id == seat.id, PaperRequest.done_at.is_(None))
        )
        request_id = open_id or new_id("pq")
        wish = current_vault().seal(
            seat.case_id, f"{policy.DIRECT}:{seat.id}", "paper_request", request_id, "wish", json.dumps(choice.args())
        )
        if open_id:
            work.session.execute(update(PaperRequest).where(PaperRequest.id == open_id).values(wish=wish))
        else:
            work.session.execute(
                insert(PaperRequest).values(
                    id=request_id, case_id=seat.case_id, member_id=seat.id, wish=wish, at=clock.now()
                )
            )
        trail.record(work, seat.case_id, "paper:ask", who=seat.id, session=seat.session, obj=request_id)
        work.announce(CaseChanged(seat.case_id, CHANGED))


def paper_posted(seat: Seat, request_id: str) -> None:
    """The copy is on its way. Twice is as good as once.

    Who may: coordinators (`paper.send`). Announces CaseChanged (`paper`). Audit: `paper:done`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "paper.send")
        row = work.session.get(PaperRequest, request_id)
        if row is None or row.case_id != seat.case_id:
            raise NotFound
        if row.done_at is not None:
            return
        work.session.execute(
            update(PaperRequest).where(PaperRequest.id == request_id).values(done_at=clock.now(), done_by=seat.id)
        )
        trail.record(work, seat.case_id, "paper:done", who=seat.id, session=seat.session, obj=request_id)
        work.announce(CaseChanged(seat.case_id, CHANGED))
