"""Jobs of the plan: one's own, the whole picture, and what needs a hand, shown to the right person first."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import Person, people_of
from fgc.cases.policy import Seat
from fgc.core import clock
from fgc.plan import rules
from fgc.plan.frozen import FrozenRow
from fgc.plan.models import JobMark, PlanJob
from fgc.plan.queries.versions import agreed_plan
from fgc.vault import current_vault
from fgc.web.times import local


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about a job, opened for one who may know."""

    state: str
    words: str
    ring: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page shows it. `state` is the last mark ("" for none) or `no_longer_needed`; `said` only for some.

    `level` says up to whom it is shown that a hand is needed (`rules.told_to`); `agency`: done by a worker or outside.
    """

    id: str
    origin: str
    n: int
    what: str
    member_id: str
    name: str
    by: str
    by_day: str
    how_often: str
    if_not: str
    checks: str
    checker_id: str
    state: str
    over: bool
    not_yet: int
    late_days: int
    level: int
    agency: bool
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole plan at a glance. `states` is one word for each job that still goes on."""

    states: tuple[str, ...]

    @property
    def happening(self) -> int:
        """How many jobs are happening."""
        return sum(state == rules.HAPPENING for state in self.states)


@dataclass(frozen=True, slots=True)
class ProgressPanel:
    """One's own jobs, then all of them (none for those who may not see how the plan goes)."""

    mine: tuple[JobView, ...]
    every: tuple[JobView, ...]
    progress: Progress


def my_jobs(session: Session, seat: Seat) -> tuple[JobView, ...]:
    """This member's own jobs, those without an answer first."""
    if not policy.can(seat, "jobs.own", seat.at()):
        return ()
    mine = [job for job in _jobs(session, seat) if job.member_id == seat.id and not job.over]
    return tuple(sorted(mine, key=lambda job: (job.state != "", job.by_day or "9", job.n)))


def all_jobs(session: Session, seat: Seat) -> tuple[JobView, ...]:
    """Every job, for those who may see how the plan goes; nothing for others."""
    whole = policy.can(seat, "note.read", seat.at(policy.PLAN_CIRCLE))
    return tuple(_jobs(session, seat)) if whole and policy.can(seat, "progress.see", seat.at()) else ()


def progress_panel(session: Session, seat: Seat) -> ProgressPanel:
    """My jobs, and the whole picture for those who may see it."""
    every = all_jobs(session, seat)
    return ProgressPanel(my_jobs(session, seat), every, progress_of(every))


def progress_of(jobs: tuple[JobView, ...]) -> Progress:
    """The picture of jobs that still go on."""
    return Progress(tuple(job.state for job in jobs if not job.over))


def needs_a_hand(session: Session, seat: Seat) -> tuple[JobView, ...]:
    """Jobs in trouble that this member is to know of now: the doer first, then who checks, then the workers."""
    if not policy.can(seat, "jobs.own", seat.at()):
        return ()
    return tuple(job for job in _jobs(session, seat) if not job.over and job.level >= _level_of(seat, job))


def job_for(session: Session, seat: Seat, job_id: str) -> JobView | None:
    """One job that this member may mark: their own, whom they write for, or any for a coordinator."""
    job = next((one for one in _jobs(session, seat) if one.id == job_id), None)
    if job is None or not policy.can(seat, "progress.mark", seat.at()):
        return None
    return job if job.member_id in (seat.id, seat.supports or "-") or seat.role == policy.COORDINATOR else None


def by_person(jobs: tuple[JobView, ...]) -> tuple[tuple[str, tuple[JobView, ...]], ...]:
    """Jobs grouped by who does them, in the order of the plan."""
    names = dict.fromkeys(job.name for job in jobs)
    return tuple((name, tuple(job for job in jobs if job.name == name)) for name in names)


def by_date(jobs: tuple[JobView, ...]) -> tuple[JobView, ...]:
    """Jobs by their day; those without a day last."""
    return tuple(sorted(jobs, key=lambda job: (job.by_day or "9999", job.n)))


def _level_of(seat: Seat, job: JobView) -> int:
    if job.member_id == seat.id:
        return rules.DOER
    if job.checker_id == seat.id:
        return rules.CHECKER
    leads = seat.role in policy.WORKERS and policy.can(seat, "progress.see", seat.at())
    return rules.WORKER if leads else rules.WORKER + 1


def _jobs(session: Session, seat: Seat) -> list[JobView]:
    version = agreed_plan(session, seat.case_id)
    if version is None:
        return []
    rows = {row.origin: row for row in version.plan.actions}
    people = {person.id: person for person in people_of(session, seat.case_id)}
    marks: dict[str, list[JobMark]] = {}
    for mark in session.scalars(select(JobMark).where(JobMark.case_id == seat.case_id).order_by(JobMark.turn)):
        marks.setdefault(mark.job_id, []).append(mark)
    stored = session.scalars(
        select(PlanJob).where(PlanJob.case_id == seat.case_id, PlanJob.ended != rules.REPLACED_JOB).order_by(PlanJob.id)
    ).all()
    found = [
        _view(seat, job, rows[job.origin_id], people, marks.get(job.id, [])) for job in stored if job.origin_id in rows
    ]
    return sorted(found, key=lambda job: (job.n, job.name))


def _view(seat: Seat, job: PlanJob, row: FrozenRow, people: dict[str, Person], marks: list[JobMark]) -> JobView:
    states = [mark.state for mark in marks]
    due = date.fromisoformat(row.by_day) if row.by_day else None
    today = local(clock.now()).date()
    doer = people.get(job.member_id or "")
    late = (today - due).days if due and today > due and (not states or states[-1] != rules.HAPPENING) else 0
    over = bool(job.ended)
    return JobView(
        id=job.id, origin=job.origin_id, n=row.n, what=row.what, member_id=job.member_id or "",
        name=doer.name if doer else row.who or _("nobody yet"), by=row.by, by_day=row.by_day,
        how_often=row.how_often, if_not=row.if_not, checks=row.checks, checker_id=row.checker,
        state=rules.NO_LONGER if over else states[-1] if states else "", over=over,
        not_yet=rules.not_yet_in_a_row(states), late_days=late,
        level=rules.NOBODY if over else rules.told_to(states, due, today),
        agency=doer is None or doer.seat.role in policy.WORKERS, said=_said(seat, job, marks),
    )  # fmt: skip


def _said(seat: Seat, job: PlanJob, marks: list[JobMark]) -> tuple[Said, ...]:
    """The last three marks with words, for the doer and the coordinators; nothing for anybody else."""
    circle = f"{policy.DIRECT}:{job.member_id}" if job.member_id else policy.COORDINATOR_CIRCLE
    if not policy.can(seat, "note.read", seat.at(circle)):
        return ()
    found = []
    for mark in marks[-3:]:
        body = {"words": "", "ring": False}
        if mark.words is not None:
            body = json.loads(current_vault().open(seat.case_id, circle, "job_mark", mark.id, "words", mark.words))
        found.append(Said(mark.state, str(body["words"]), bool(body["ring"]), mark.at))
    return tuple(found)


def day_text(day: date | None) -> str:
    """A day, ready to read; "" for none."""
    return str(format_date(day, "d MMMM yyyy")) if day else ""
