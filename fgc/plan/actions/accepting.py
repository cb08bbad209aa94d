"""The social worker's side of agreeing: is the plan safe, and will the agency give what was asked for?"""

import json
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.plan import canonical, rules
from fgc.plan.actions.versions import tell
from fgc.plan.models import Acceptance, PlanRow, ResourceAnswer
from fgc.plan.queries import versions
from fgc.plan.queries.rows import open_words
from fgc.vault import current_vault

MOST = 1_000
AGREED, REFUSED = "agreed", "refused"


@dataclass(frozen=True, slots=True)
class AcceptanceDraft:
    """Is it safe? `line` is the number of the bottom line concerned, 0 for none; `number` the version that was read."""

    decision: str
    reason: str
    line: int
    number: int


def give_acceptance(seat: Seat, draft: AcceptanceDraft) -> None:
    """Say whether the frozen plan keeps the child safe, with a reason; everybody who may read the plan sees it at once.

    Who may: the social worker (`acceptance.give`). Announces `answers:changed`. Audit: `acceptance:give`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "acceptance.give")
        version = versions.standing(work.session, seat.case_id)
        if version is None or version.number != draft.number:
            raise Stale(_("The plan was changed. Read it again, then answer."))
        reason = canonical.tidy(draft.reason).strip()
        lines = {line.n for line in versions.opened(version).plan.lines}
        _check(draft, reason, lines)
        turn = work.session.scalar(
            select(func.max(Acceptance.turn)).where(
                Acceptance.version_id == version.id, Acceptance.member_id == seat.id
            )
        )
        acceptance_id = new_id("ac")
        body = json.dumps({"decision": draft.decision, "reason": reason, "line": draft.line}, ensure_ascii=False)
        work.session.execute(
            insert(Acceptance).values(
                id=acceptance_id, case_id=seat.case_id, version_id=version.id, member_id=seat.id, turn=(turn or 0) + 1,
                body=current_vault().seal(
                    seat.case_id, policy.PLAN_CIRCLE, "plan_acceptance", acceptance_id, "body", body
                ),
                at=clock.now(),
            )
        )  # fmt: skip
        trail.record(
            work, seat.case_id, "acceptance:give", who=seat.id, session=seat.session, obj=version.id,
            circle=policy.PLAN_CIRCLE, version=version.number, decision=draft.decision,
        )  # fmt: skip
        tell(work, seat.case_id)


def answer_resource(seat: Seat, row_id: str, decision: str, reason: str) -> None:
    """Say whether the agency gives what a row asks for; a no needs a reason. It counts for these very words only.

    Who may: the social worker (`acceptance.give`). Announces `answers:changed`. Audit: `resource:answer`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "acceptance.give")
        row = work.session.scalars(
            select(PlanRow).where(
                PlanRow.id == row_id, PlanRow.case_id == seat.case_id, PlanRow.circle == policy.PLAN_CIRCLE
            )
        ).one_or_none()
        words = open_words(row.case_id, row.circle, row.id, row.body, row.rev) if row else None
        if row is None or words is None or not words.asked:
            raise NotFound
        if decision not in (AGREED, REFUSED):
            raise Refused(decision=_("Choose yes or no."))
        reason = canonical.tidy(reason).strip()[:MOST]
        if decision == REFUSED and not reason:
            raise Refused(reason=_("Say why not. The family can then look for another way."))
        body = {"asked": words.asked, "agency": words.agency, "decision": decision, "reason": reason}
        _keep(work, seat, row.origin_id, json.dumps(body, ensure_ascii=False))
        trail.record(
            work, seat.case_id, "resource:answer", who=seat.id, session=seat.session, obj=row.id,
            circle=policy.PLAN_CIRCLE, decision=decision,
        )  # fmt: skip
        tell(work, seat.case_id)


def _keep(work: Work, seat: Seat, origin: str, body: str) -> None:
    there = (ResourceAnswer.case_id == seat.case_id, ResourceAnswer.origin_id == origin)
    before = work.session.scalar(select(ResourceAnswer.rev).where(*there))
    rev = 0 if before is None else before + 1
    blob = current_vault().seal(
        seat.case_id, policy.PLAN_CIRCLE, "resource_answer", f"{seat.case_id}.{origin}", "body", body, rev
    )
    values = {"member_id": seat.id, "rev": rev, "body": blob, "at": clock.now()}
    if before is None:
        work.session.execute(insert(ResourceAnswer).values(case_id=seat.case_id, origin_id=origin, **values))
    else:
        work.session.execute(update(ResourceAnswer).where(*there).values(**values))


def _check(draft: AcceptanceDraft, reason: str, lines: set[int]) -> None:
    if draft.decision not in rules.DECISIONS:
        raise Refused(decision=_("Choose one answer."))
    if draft.decision != rules.SAFE and not reason:
        raise Refused(reason=_("Say why. The family needs to know at once."))
    if len(reason) > MOST:
        raise Refused(reason=_("This is too long. Keep it to %(most)d letters.", most=MOST))
    if draft.line and draft.line not in lines:
        raise Refused(line=_("Choose one of the list."))
