"""How is it going? My jobs first, the whole picture, and the coordinator's board."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.see_strip import strip_for
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.plan.actions import following
from fgc.plan.actions.following import MarkDraft
from fgc.plan.actions.reviewing import set_review
from fgc.plan.forms import MarkForm, ReviewForm
from fgc.plan.queries import jobs
from fgc.plan.queries.versions import review_of, review_text
from fgc.plan.views.ways import back, look, posted

bp = Blueprint("progress", __name__, url_prefix="/c/<case_id>")


@bp.get("/jobs")
@seated("case.see")
def page(seat: Seat) -> ResponseReturnValue:
    """My jobs, then how the whole plan goes for those who may see it."""
    return _page(seat, {})


@bp.get("/jobs/part")
@seated("jobs.own")
def part(seat: Seat) -> ResponseReturnValue:
    """How the plan goes, to be drawn anew."""
    with uow.read() as session:
        return render_template("plan/_progress.html", panel=jobs.progress_panel(session, seat))


@bp.post("/jobs/<job_id>")
@seated("progress.mark")
def mark(seat: Seat, job_id: str) -> ResponseReturnValue:
    """It is happening, some of it, not yet."""
    form = MarkForm.posted()
    try:
        form.check()
        draft = MarkDraft(str(form.state.data), str(form.words.data or ""), bool(form.ring.data))
        following.mark_job(seat, job_id, draft)
    except (Refused, Stale) as error:
        errors = error.errors if isinstance(error, Refused) else {"": error.reason}
        shown = _board if posted("back") == "board" else _page
        return shown(seat, errors), 422 if isinstance(error, Refused) else 409
    return back(seat, "jobs")


@bp.get("/follow-up")
@seated("job.end")
def board(seat: Seat) -> ResponseReturnValue:
    """Rows × people, by date, with what needs a hand first."""
    return _board(seat, {})


@bp.post("/follow-up/<job_id>/end")
@seated("job.end")
def end(seat: Seat, job_id: str) -> ResponseReturnValue:
    """No longer needed."""
    following.end_job(seat, job_id)
    return back(seat, "board")


@bp.post("/follow-up/review")
@seated("review.set")
def review(seat: Seat) -> ResponseReturnValue:
    """The day of the check-up."""
    try:
        set_review(seat, ReviewForm.posted().check().day())
    except Refused as refused:
        return _board(seat, refused.errors), 422
    return back(seat, "board")


def _page(seat: Seat, errors: dict[str, str]) -> str:
    own = f"{policy.DIRECT}:{seat.id}"
    note_reading(seat, own)
    with uow.read() as session:
        return render_template(
            "plan/jobs.html", panel=jobs.progress_panel(session, seat), review=review_text(session, seat.case_id),
            needs=jobs.needs_a_hand(session, seat), strip=strip_for(people_of(session, seat.case_id), seat, own),
            errors=errors, kept=request.form, stage=look(seat),
        )  # fmt: skip


def _board(seat: Seat, errors: dict[str, str]) -> str:
    note_reading(seat, policy.PLAN_CIRCLE)
    with uow.read() as session:
        every = jobs.all_jobs(session, seat)
        day = review_of(session, seat.case_id)
        return render_template(
            "plan/board.html", jobs=every, people=jobs.by_person(every), dated=jobs.by_date(every),
            needs=jobs.needs_a_hand(session, seat), progress=jobs.progress_of(every), review=day,
            review_words=jobs.day_text(day), kept=request.form, errors=errors, stage=look(seat),
        )  # fmt: skip
