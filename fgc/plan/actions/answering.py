"""Answering the plan: one's own answer, one written down for somebody, and the quiet question beside it."""

import json
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, insert

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.notes.actions.speaking import may_write_for
from fgc.plan import canonical, rules
from fgc.plan.actions.versions import CHANGED, show, tell
from fgc.plan.models import Answer, CouldSay, PlanVersion
from fgc.plan.queries import versions
from fgc.plan.queries.answers import last_answers, missing
from fgc.vault import current_vault

MOST = 1_000


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer to the frozen plan. `number` is the version it was read in; `member_id` "" is the sender's own."""

    choice: str
    says: str
    audience: str
    number: int
    member_id: str = ""


def give_answer(seat: Seat, draft: AnswerDraft) -> None:
    """Answer the frozen plan, or change one's answer; what was answered before is kept.

    Who may: the family side for themselves (`answer.give`), apart or not; coordinators for anybody of the family side
    and an advocate for whom they support (`answer.write_down`). Somebody apart answers to the coordinator only,
    whatever the form says. When the last awaited answer is there, all are shown. Announces `answers:changed`. Audit:
    `answer:give`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        member = _answering(work, seat, draft.member_id)
        version = versions.standing(work.session, seat.case_id)
        if version is None or version.number != draft.number:
            raise Stale(_("The plan was changed. Read it again, then answer."))
        says = _checked(draft)
        quiet = member.apart or draft.audience != rules.HERE
        circle = f"{policy.DIRECT}:{member.id}" if quiet else policy.PLAN_CIRCLE
        _put(work, seat, version, member, circle, draft.choice, says)
        if member.apart:
            work.announce(Signal(seat.case_id, CHANGED, "note.read", circle))
            return
        tell(work, seat.case_id)
        if version.opened_at is None and not missing(work.session, seat.case_id, version.id):
            show(work, seat, version)


def give_could_say(seat: Seat, said: str, words: str) -> None:
    """“Could you say what you think?” For the coordinator alone, never counted aloud, never in the record.

    Who may: the family side (`answer.give`). Announces `answers:changed` to oneself and coordinators. Audit:
    `answer:could-say`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "answer.give")
        version = versions.standing(work.session, seat.case_id)
        if version is None:
            raise Stale(_("The plan was changed. Read it again, then answer."))
        if said not in rules.COULD_SAY:
            raise Refused(said=_("Choose yes, partly or no."))
        circle = f"{policy.DIRECT}:{seat.id}"
        body = json.dumps({"said": said, "words": canonical.tidy(words).strip()[:MOST]})
        blob = current_vault().seal(seat.case_id, circle, "could_say", f"{version.id}.{seat.id}", "body", body)
        work.session.execute(delete(CouldSay).where(CouldSay.version_id == version.id, CouldSay.member_id == seat.id))
        work.session.execute(
            insert(CouldSay).values(
                version_id=version.id, member_id=seat.id, case_id=seat.case_id, body=blob, at=clock.now()
            )
        )
        trail.record(
            work, seat.case_id, "answer:could-say", who=seat.id, session=seat.session, circle=circle,
            version=version.number,
        )  # fmt: skip
        work.announce(Signal(seat.case_id, CHANGED, "note.read", circle))


def _answering(work: Work, seat: Seat, member_id: str) -> Seat:
    if member_id in ("", seat.id):
        access.require(seat, "answer.give")
        return seat
    access.require(seat, "answer.write_down")
    member = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == member_id), None)
    if member is None or not member.family_side or member.state == "left" or not may_write_for(seat, member_id):
        raise NotFound
    return member


def _checked(draft: AnswerDraft) -> str:
    if draft.choice not in rules.CHOICES:
        raise Refused(choice=_("Choose one answer."))
    if draft.audience not in (rules.HERE, rules.COORDINATOR_ONLY):
        raise Refused(audience=_("Choose who can see this."))
    says = canonical.tidy(draft.says).strip()
    if len(says) > MOST:
        raise Refused(says=_("This is too long. Keep it to %(most)d letters.", most=MOST))
    if not says and draft.choice == rules.WORRIED:
        raise Refused(says=_("Tell us what worries you, or choose another answer."))
    if not says and draft.choice != rules.AGREE:
        raise Refused(says=_("Tell us why. A few words is fine."))
    return says


def _put(work: Work, seat: Seat, version: PlanVersion, member: Seat, circle: str, choice: str, says: str) -> None:
    before = last_answers(work.session, version.id).get(member.id)
    answer_id = new_id("an")
    body = json.dumps({"choice": choice, "says": says}, ensure_ascii=False)
    work.session.execute(
        insert(Answer).values(
            id=answer_id, case_id=seat.case_id, version_id=version.id, member_id=member.id,
            turn=before.turn + 1 if before else 1, circle=circle,
            body=current_vault().seal(seat.case_id, circle, "plan_answer", answer_id, "body", body),
            written_by=seat.id, at=clock.now(),
        )
    )  # fmt: skip
    trail.record(
        work, seat.case_id, "answer:give", who=seat.id, session=seat.session, obj=member.id, circle=circle,
        version=version.number,
    )  # fmt: skip
