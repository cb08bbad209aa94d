"""What the plan adds to shared pages: the task of the bottom lines, one's next step, what waits for a worker today."""

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.contributions import HomeRow, Need, NextStep, Task
from fgc.cases.policy import Seat
from fgc.core import clock
from fgc.plan.queries import answers, jobs, paper_requests, versions
from fgc.plan.queries.lines import lines_of
from fgc.plan.queries.pages import answering_number
from fgc.web.times import local

REVIEW_SOON_DAYS = 14


def lines_task(session: Session, seat: Seat) -> Task:
    """“What has to be in the plan” in the list of tasks of a case."""
    href = url_for("bottom_lines.page", case_id=seat.case_id)
    status = "done" if lines_of(session, seat.case_id) else "todo"
    return Task(
        "lines", 60, _("What has to be in the plan"), _("The social worker writes it; the family reads it before"),
        href, status,
    )  # fmt: skip


def answer_step(session: Session, seat: Seat) -> NextStep | None:
    """“Do you agree with this plan?” until it is answered."""
    number = answering_number(session, seat)
    row = versions.standing(session, seat.case_id) if number else None
    if row is None or answers.answered(session, row, seat.id):
        return None
    href = url_for("answers.page", case_id=seat.case_id)
    return NextStep(0, _("Do you agree with this plan?"), _("It is OK to say no."), href, _("Read it and answer"))


def jobs_step(session: Session, seat: Seat) -> NextStep | None:
    """One's own jobs: how is it going?"""
    if not policy.can(seat, "progress.mark", seat.at()):
        return None
    waiting = [job for job in jobs.my_jobs(session, seat) if job.state != "happening"]
    if not waiting:
        return None
    href = url_for("progress.page", case_id=seat.case_id)
    title = ngettext("You have %(num)d job in the plan", "You have %(num)d jobs in the plan", len(waiting))
    return NextStep(30, title, _("Tell us how it is going. Plans can change."), href, _("My jobs"))


def decided_step(session: Session, seat: Seat) -> NextStep | None:
    """When nothing else waits: the check-up that comes near, the plan that was agreed, or the end of it all."""
    if seat.role in policy.WORKERS or seat.stage not in (policy.FOLLOWING, policy.CLOSED):
        return None
    if not policy.can(seat, "record.read", seat.at()):
        return None
    href, button = url_for("plan.page", case_id=seat.case_id), _("Read our plan")
    if seat.stage == policy.CLOSED:
        return NextStep(70, _("This family meeting is finished"), _("You can still read the plan."), href, button)
    day = versions.review_of(session, seat.case_id)
    if day is not None and 0 <= (day - local(clock.now()).date()).days <= REVIEW_SOON_DAYS:
        title = _("We check how it is going on %(day)s", day=format_date(day, "EEEE d MMMM"))
        text = _("Think about what has got better and what has been hard.")
        return NextStep(65, title, text, href, button)
    return NextStep(70, _("Our plan is agreed"), _("You can read it here whenever you want."), href, button)


def rows(_session: Session, seat: Seat) -> list[HomeRow]:
    """After the meeting: one's own jobs and the plan, before everything else; before it, what the plan must hold."""
    plan = HomeRow(12, _("Our plan"), url_for("plan.page", case_id=seat.case_id))
    if seat.stage in (policy.FOLLOWING, policy.CLOSED):
        return [HomeRow(10, _("My jobs"), url_for("progress.page", case_id=seat.case_id)), plan]
    if not policy.can(seat, "bottom_line.read", seat.at()):
        return []
    return [HomeRow(25, _("What has to be in the plan"), url_for("bottom_lines.page", case_id=seat.case_id))]


def needs(session: Session, seat: Seat) -> list[Need]:
    """What waits for the coordinator or the social worker; no words of the plan."""
    found: list[Need] = []
    if policy.can(seat, "acceptance.give", seat.at()):
        found += _acceptance(session, seat)
    if policy.can(seat, "progress.see", seat.at()) and seat.role in policy.WORKERS:
        found += _hands(session, seat)
    if policy.can(seat, "review.set", seat.at()) and seat.stage == policy.FOLLOWING:
        found += _review(session, seat)
    return found + _paper(session, seat)


def _acceptance(session: Session, seat: Seat) -> list[Need]:
    row = versions.standing(session, seat.case_id)
    if row is None or any(one.member_id == seat.id for one in answers.acceptances_of(session, seat.case_id, row.id)):
        return []
    return [Need(10, _("The family waits for your answer: is the plan safe?"), _answers(seat), _("Answer now"))]


def _hands(session: Session, seat: Seat) -> list[Need]:
    count = sum(not job.over for job in jobs.needs_a_hand(session, seat))
    if not count:
        return []
    board = "progress.board" if seat.role == policy.COORDINATOR else "progress.page"
    text = ngettext("%(num)d job of a plan needs a hand", "%(num)d jobs of a plan need a hand", count)
    return [Need(20, text, url_for(board, case_id=seat.case_id), _("Look"))]


def _review(session: Session, seat: Seat) -> list[Need]:
    day, href = versions.review_of(session, seat.case_id), url_for("progress.board", case_id=seat.case_id)
    if day is None:
        return [Need(40, _("There is no day for the check-up yet"), href, _("Set a day"))]
    left = (day - local(clock.now()).date()).days
    if left < 0:
        return [Need(15, _("The day of the check-up has passed"), href, _("Set a day"))]
    if left <= REVIEW_SOON_DAYS:
        return [Need(50, ngettext("Check-up in %(num)d day", "Check-up in %(num)d days", left), href, _("Look"))]
    return []


def _paper(session: Session, seat: Seat) -> list[Need]:
    count = len(paper_requests.open_requests(session, seat))
    if not count:
        return []
    text = ngettext("%(num)d person wants a paper copy", "%(num)d people want a paper copy", count)
    return [Need(30, text, url_for("copies.board", case_id=seat.case_id), _("Look"))]


def _answers(seat: Seat) -> str:
    return str(url_for("answers.page", case_id=seat.case_id))
