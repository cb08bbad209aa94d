"""Signing the record: what was read out and decided is written down, hashed, signed, sealed, and the plan begins."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference.actions import stages
from fgc.core import clock, uow
from fgc.core.errors import Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.plan import canonical, frozen, rules
from fgc.plan.actions.following import start_jobs
from fgc.plan.actions.record_body import Closing, apart_bodies, main_body
from fgc.plan.actions.reviewing import keep_review
from fgc.plan.frozen import Frozen
from fgc.plan.models import DecisionRecord, PlanVersion
from fgc.plan.queries import versions
from fgc.plan.queries.lines import lines_of
from fgc.plan.queries.versions import Version
from fgc.plan.record_format import RecordBody, sealed_document
from fgc.plan.record_sense import contradictions
from fgc.vault import current_signer, current_vault
from fgc.web.times import local

MOST = 2_000


@dataclass(frozen=True, slots=True)
class SignDraft:
    """The closing, the version it was read out from (0 when there is no plan), and the tick “I have read this out”."""

    closing: Closing
    number: int
    read_out: bool


def sign_record(seat: Seat, draft: SignDraft) -> str:
    """Sign the record of the meeting, one for each who is apart, and let the plan begin; gives back the id.

    Who may: coordinators (`record.sign`). Announces StageChanged (agreeing → following). Audit: `record:sign` for each,
    `review:set`, `stage:change`. Nobody can change a signed record; a check-up makes the next version.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "record.sign")
        closing = _checked(draft)
        row = versions.standing(work.session, seat.case_id)
        if closing.outcome == "no_plan":
            row = _empty_version(work, seat)
        elif row is None or row.number != draft.number:
            raise Stale(_("The plan was changed. Freeze it and ask everybody first."))
        version = versions.opened(row)
        body = main_body(work.session, seat.case_id, version, closing)
        apart = apart_bodies(work.session, seat.case_id, version, closing, seat.id)
        record_id = _keep(work, seat, version.id, body, policy.PLAN_CIRCLE, "")
        for member_id, annex in apart.items():
            _keep(work, seat, version.id, annex, f"{policy.DIRECT}:{member_id}", member_id)
        opened_at = row.opened_at or clock.now()
        work.session.execute(
            update(PlanVersion).where(PlanVersion.id == row.id).values(state=rules.SIGNED, opened_at=opened_at)
        )
        if closing.review:
            keep_review(work, seat, closing.review)
        start_jobs(work, seat, version)
        stages.change(work, seat, policy.FOLLOWING)
        work.announce(Signal(seat.case_id, "jobs:changed", "jobs.own"))
        return record_id


def preview(seat: Seat, draft: SignDraft) -> RecordBody:
    """The record as it would be signed now, to be read out; nothing is written.

    Who may: coordinators (`record.sign`). Announces and audits nothing.
    """
    with uow.read() as session:
        access.require(seat, "record.sign")
        closing = _tidied(draft.closing)
        if closing.outcome == "no_plan":
            number, plan = _next_number(session, seat.case_id), _lines_only(session, seat)
            nothing = Version("", number, rules.OPEN, clock.now(), False, plan)
            return main_body(session, seat.case_id, nothing, closing)
        row = versions.standing(session, seat.case_id)
        if row is None or row.number != draft.number:
            raise Stale(_("The plan was changed. Freeze it and ask everybody first."))
        return main_body(session, seat.case_id, versions.opened(row), closing)


def _checked(draft: SignDraft) -> Closing:
    closing = _tidied(draft.closing)
    if closing.outcome not in rules.OUTCOMES:
        raise Refused(outcome=_("Choose how the meeting ended."))
    if closing.outcome != "agreed" and not closing.not_agreed:
        raise Refused(not_agreed=_("Write what is not agreed."))
    if closing.concern not in rules.CONCERNS or closing.child_safe not in rules.CHILD_SAFE:
        raise Refused(concern=_("Choose one of the list."))
    for name in ("not_agreed", "next_steps", "well", "hard"):
        if len(getattr(closing, name)) > MOST:
            raise Refused({name: _("This is too long. Keep it to %(most)d letters.", most=MOST)})
    if closing.review and closing.review <= local(clock.now()).date():
        raise Refused(review=_("Pick a date after today."))
    if not draft.read_out:
        raise Refused(read_out=_("Read it out first, then tick this."))
    return closing


def _tidied(closing: Closing) -> Closing:
    return replace(
        closing, not_agreed=_tidy(closing.not_agreed), next_steps=_tidy(closing.next_steps), well=_tidy(closing.well),
        hard=_tidy(closing.hard),
        apart_words=tuple((member, _tidy(text)[:MOST]) for member, text in closing.apart_words if text.strip()),
    )  # fmt: skip


def _tidy(text: str) -> str:
    return canonical.tidy(text).strip()


def _keep(work: Work, seat: Seat, version_id: str, body: RecordBody, circle: str, member_id: str) -> str:
    if wrong := contradictions(body):
        raise RuntimeError(f"a record that contradicts itself: {', '.join(wrong)}")
    signer = current_signer()
    document = sealed_document(body, signer.sign, signer.public_bytes)
    record_id, sha = new_id("rec"), str(document["sha256"])
    text = canonical.encode(document).decode("utf-8")
    work.session.execute(
        insert(DecisionRecord).values(
            id=record_id, case_id=seat.case_id, version_id=version_id, number=body.version, kind=body.kind,
            member_id=member_id, circle=circle, sha=sha, at=clock.now(),
            document=current_vault().seal(seat.case_id, circle, "decision_record", record_id, "document", text),
        )
    )  # fmt: skip
    trail.record(
        work, seat.case_id, "record:sign", who=seat.id, session=seat.session, obj=record_id, circle=circle,
        version=body.version, sha=sha, kind=body.kind,
    )  # fmt: skip
    return record_id


def _empty_version(work: Work, seat: Seat) -> PlanVersion:
    """There is no plan: the record still names a version, with what the plan had to include and no rows."""
    version_id = new_id("pv")
    text = frozen.to_text(_lines_only(work.session, seat))
    row = PlanVersion(
        id=version_id, case_id=seat.case_id, number=_next_number(work.session, seat.case_id), state=rules.OPEN,
        by_id=seat.id, at=clock.now(),
        body=current_vault().seal(seat.case_id, policy.PLAN_CIRCLE, "plan_version", version_id, "body", text),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def _lines_only(session: Session, seat: Seat) -> Frozen:
    lines = lines_of(session, seat.case_id)
    return frozen.freeze(
        (), [frozen.FrozenLine(line.id, line.n, line.kind, line.text, line.now.version) for line in lines]
    )


def _next_number(session: Session, case_id: str) -> int:
    return (session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.case_id == case_id)) or 0) + 1
