"""Freezing the plan so that everybody answers the same one, and letting go of it when something changes."""

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.plan import frozen
from fgc.plan.models import PlanVersion
from fgc.plan.queries import versions
from fgc.plan.rules import OPEN, REPLACED
from fgc.vault import current_vault

CHANGED = "answers:changed"


def freeze_plan(seat: Seat) -> int:
    """Freeze the plan as it stands and ask everybody; gives back the number of the version.

    Who may: coordinators while agreeing (`plan.freeze`). Announces `answers:changed`. Audit: `plan:freeze`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "plan.freeze")
        if versions.standing(work.session, seat.case_id) is not None:
            raise Stale(_("The plan is being answered already."))
        plan = versions.draft(work.session, seat, policy.PLAN_CIRCLE)
        if not plan.actions:
            raise Refused(form=_("There is no row in the plan yet."))
        _set_aside(work, seat.case_id)
        number = (
            work.session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.case_id == seat.case_id)) or 0
        ) + 1
        version_id = new_id("pv")
        blob = current_vault().seal(
            seat.case_id, policy.PLAN_CIRCLE, "plan_version", version_id, "body", frozen.to_text(plan)
        )
        work.session.execute(
            insert(PlanVersion).values(
                id=version_id, case_id=seat.case_id, number=number, state=OPEN, body=blob, by_id=seat.id, at=clock.now()
            )
        )
        trail.record(
            work, seat.case_id, "plan:freeze", who=seat.id, session=seat.session, obj=version_id,
            circle=policy.PLAN_CIRCLE, version=number, sha=trail.digest(blob),
        )  # fmt: skip
        tell(work, seat.case_id)
        return number


def unfreeze_plan(seat: Seat) -> None:
    """Let go of the frozen plan, so that it can be changed; answers stay in its history only.

    Who may: coordinators while agreeing (`plan.freeze`). Announces `answers:changed`. Audit: `plan:reopen`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "plan.freeze")
        reopen(work, seat)


def reopen(work: Work, seat: Seat) -> None:
    """Something in the plan changed: what was frozen counts no more, and the answers to it are history.

    Inside the caller's transaction. Announces `answers:changed`. Audit: `plan:reopen`, when something was frozen.
    """
    row = versions.standing(work.session, seat.case_id) if seat.stage == policy.AGREEING else None
    if row is None:
        return
    work.session.execute(update(PlanVersion).where(PlanVersion.id == row.id).values(state=REPLACED))
    trail.record(
        work, seat.case_id, "plan:reopen", who=seat.id, session=seat.session, obj=row.id, circle=policy.PLAN_CIRCLE,
        version=row.number,
    )  # fmt: skip
    tell(work, seat.case_id)


def open_answers(seat: Seat) -> None:
    """Show the answers although somebody is still missing. Who may: coordinators (`answers.open`).

    Announces `answers:changed`. Audit: `answers:open`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "answers.open")
        row = versions.standing(work.session, seat.case_id)
        if row is None:
            raise Stale(_("The plan was changed. Nobody is answering it now."))
        if row.opened_at is None:
            show(work, seat, row)


def show(work: Work, seat: Seat, row: PlanVersion) -> None:
    """Show the answers of a version from now on. Inside the caller's transaction. Audit: `answers:open`."""
    work.session.execute(update(PlanVersion).where(PlanVersion.id == row.id).values(opened_at=clock.now()))
    trail.record(work, seat.case_id, "answers:open", who=seat.id, session=seat.session, obj=row.id, version=row.number)
    tell(work, seat.case_id)


def tell(work: Work, case_id: str) -> None:
    """Say to everybody who may read the plan that answers or the frozen plan are other than before."""
    work.announce(Signal(case_id, CHANGED, "note.read", policy.PLAN_CIRCLE))


def _set_aside(work: Work, case_id: str) -> None:
    work.session.execute(
        update(PlanVersion).where(PlanVersion.case_id == case_id, PlanVersion.state == OPEN).values(state=REPLACED)
    )
