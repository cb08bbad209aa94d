"""The plan goes on: who has which job, how it is going, and when a job is no longer needed."""

import json
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update

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
from fgc.plan.models import JobMark, PlanJob
from fgc.plan.queries.versions import Version
from fgc.vault import current_vault

CHANGED = "jobs:changed"
SAME_ANSWER = timedelta(minutes=30)
MOST = 1_000


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """How a job is going. `ring`: please ring me about it."""

    state: str
    words: str = ""
    ring: bool = False


def start_jobs(work: Work, seat: Seat, version: Version) -> None:
    """A job for each action and each who does it; one without a person where somebody outside does it.

    Jobs of the version before go on when row and person are the same, and are over (`replaced`) otherwise. Inside the
    transaction that signs the record, which is the announcement and the audit.
    """
    now = clock.now()
    apart = {one.id for one in access.seats_of(work.session, seat.case_id) if one.apart}
    wanted: set[tuple[str, str | None]] = set()
    for row in version.plan.actions:
        doers = [one for one in row.doers if one not in apart]
        wanted |= {(row.origin, doer) for doer in doers} if doers else {(row.origin, None)}
    going = {(job.origin_id, job.member_id): job for job in _going(work, seat.case_id)}
    over = {"ended": rules.REPLACED_JOB, "ended_at": now, "ended_by": seat.id}
    for key, job in going.items():
        values = {"version_id": version.id} if key in wanted else over
        work.session.execute(update(PlanJob).where(PlanJob.id == job.id).values(**values))
    for origin, doer in wanted - going.keys():
        work.session.execute(
            insert(PlanJob).values(
                id=new_id("j"), case_id=seat.case_id, version_id=version.id, origin_id=origin, member_id=doer,
                since=now, ended="",
            )
        )  # fmt: skip


def mark_job(seat: Seat, job_id: str, draft: MarkDraft) -> None:
    """Say how a job is going, in one's own words. “Not yet” is an answer, not a failing.

    Who may: whose job it is (`progress.mark`); their advocate, and coordinators for anybody, as “said by, written by”.
    Words are for the coordinator only; said soon after an answer, they belong to it. Announces `jobs:changed`.
    Audit: `progress:mark`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "progress.mark")
        job = _job(work, seat, job_id)
        if job.member_id != seat.id and not may_write_for(seat, job.member_id or ""):
            raise NotFound
        if draft.state not in rules.PROGRESS:
            raise Refused(state=_("Choose one answer."))
        words = canonical.tidy(draft.words).strip()
        if len(words) > MOST:
            raise Refused(words=_("This is too long. Keep it to %(most)d letters.", most=MOST))
        _put(work, seat, job, draft, words)
        trail.record(
            work, seat.case_id, "progress:mark", who=seat.id, session=seat.session, obj=job.id, row=job.origin_id,
            state=draft.state,
        )  # fmt: skip
        work.announce(Signal(seat.case_id, CHANGED, "jobs.own"))


def end_job(seat: Seat, job_id: str) -> None:
    """A job is no longer needed: it is over, and it has not failed. Twice is as good as once.

    Who may: coordinators (`job.end`). Announces `jobs:changed`. Audit: `job:end`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "job.end")
        job = _job(work, seat, job_id)
        work.session.execute(
            update(PlanJob).where(PlanJob.id == job.id)
            .values(ended=rules.NO_LONGER, ended_at=clock.now(), ended_by=seat.id)
        )  # fmt: skip
        trail.record(work, seat.case_id, "job:end", who=seat.id, session=seat.session, obj=job.id, row=job.origin_id)
        work.announce(Signal(seat.case_id, CHANGED, "jobs.own"))


def words_circle(member_id: str | None) -> str:
    """Where words about a job are sealed: between doer and coordinator; without a doer, among coordinators."""
    return f"{policy.DIRECT}:{member_id}" if member_id else policy.COORDINATOR_CIRCLE


def _going(work: Work, case_id: str) -> list[PlanJob]:
    return list(work.session.scalars(select(PlanJob).where(PlanJob.case_id == case_id, PlanJob.ended == "")))


def _job(work: Work, seat: Seat, job_id: str) -> PlanJob:
    job = work.session.get(PlanJob, job_id)
    if job is None or job.case_id != seat.case_id:
        raise NotFound
    if job.ended:
        raise Stale(_("This job is over. There is nothing more to do."))
    return job


def _put(work: Work, seat: Seat, job: PlanJob, draft: MarkDraft, words: str) -> None:
    mark_id = new_id("jm")
    body = json.dumps({"words": words, "ring": draft.ring}, ensure_ascii=False) if words or draft.ring else ""
    circle = words_circle(job.member_id)
    if body and (same := _same_answer(work, seat, job, draft)) is not None:
        sealed = current_vault().seal(seat.case_id, circle, "job_mark", same, "words", body)
        work.session.execute(update(JobMark).where(JobMark.id == same).values(words=sealed))
        return
    turn = work.session.scalar(select(func.max(JobMark.turn)).where(JobMark.job_id == job.id)) or 0
    work.session.execute(
        insert(JobMark).values(
            id=mark_id, case_id=seat.case_id, job_id=job.id, turn=turn + 1, member_id=job.member_id or seat.id,
            written_by=seat.id, state=draft.state, at=clock.now(),
            words=current_vault().seal(seat.case_id, circle, "job_mark", mark_id, "words", body) if body else None,
        )
    )  # fmt: skip


def _same_answer(work: Work, seat: Seat, job: PlanJob, draft: MarkDraft) -> str | None:
    """The id of the last mark, when it says the same, was made just now by the same hand, and has no words yet."""
    last = work.session.scalars(
        select(JobMark).where(JobMark.job_id == job.id).order_by(JobMark.turn.desc()).limit(1)
    ).one_or_none()
    if last is None or last.words is not None or (last.state, last.written_by) != (draft.state, seat.id):
        return None
    return last.id if clock.now() - last.at < SAME_ANSWER else None
