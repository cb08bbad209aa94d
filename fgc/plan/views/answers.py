"""Do you agree with this plan? The question, the answers, and whether it is safe."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.plan.actions import accepting, answering
from fgc.plan.actions.accepting import AcceptanceDraft
from fgc.plan.actions.versions import open_answers
from fgc.plan.forms import AcceptanceForm, AnswerForm, CouldSayForm, ResourceForm
from fgc.plan.queries.extracts import released_to
from fgc.plan.queries.pages import answering_number, answers_page
from fgc.plan.views.ways import back, look

bp = Blueprint("answers", __name__, url_prefix="/c/<case_id>/answers")


@bp.get("")
@seated("case.see")
def page(seat: Seat) -> ResponseReturnValue:
    """The plan once more, the question, and the answers that may be seen."""
    return _page(seat, {})


@bp.get("/part")
@seated("case.see")
def part(seat: Seat) -> ResponseReturnValue:
    """Who is still missing and what was answered, to be drawn anew."""
    note_reading(seat, *_circles(seat))
    with uow.read() as session:
        return render_template("plan/_answers.html", panel=answers_page(session, seat))


@bp.post("")
@seated("case.see")
def give(seat: Seat) -> ResponseReturnValue:
    """Answer, or change one's answer; for somebody else when `member` names them."""
    try:
        answering.give_answer(seat, AnswerForm.posted().check().draft())
    except (Refused, Stale) as error:
        return _refused(seat, error)
    return back(seat, "answers")


@bp.post("/could-say")
@seated("answer.give")
def could_say(seat: Seat) -> ResponseReturnValue:
    """Could you say what you think? For the coordinator alone."""
    form = CouldSayForm.posted()
    try:
        form.check()
        answering.give_could_say(seat, str(form.said.data), str(form.words.data or ""))
    except (Refused, Stale) as error:
        return _refused(seat, error)
    return back(seat, "answers")


@bp.post("/open")
@seated("answers.open")
def show(seat: Seat) -> ResponseReturnValue:
    """Show the answers although somebody is missing."""
    try:
        open_answers(seat)
    except Stale as stale:
        return _refused(seat, stale)
    return back(seat, "answers")


@bp.post("/safe")
@seated("acceptance.give")
def safe(seat: Seat) -> ResponseReturnValue:
    """The social worker's answer."""
    form = AcceptanceForm.posted()
    try:
        form.check()
        draft = AcceptanceDraft(
            str(form.decision.data), str(form.reason.data or ""), form.line.data or 0, form.number.data or 0
        )
        accepting.give_acceptance(seat, draft)
    except (Refused, Stale) as error:
        return _refused(seat, error)
    return back(seat, "answers")


@bp.post("/rows/<row_id>/resource")
@seated("acceptance.give")
def resource(seat: Seat, row_id: str) -> ResponseReturnValue:
    """Whether the agency gives what a row asks for."""
    form = ResourceForm.posted()
    try:
        form.check()
        accepting.answer_resource(seat, row_id, str(form.decision.data), str(form.reason.data or ""))
    except (Refused, Stale) as error:
        return _refused(seat, error)
    return back(seat)


def _refused(seat: Seat, error: Refused | Stale) -> ResponseReturnValue:
    if isinstance(error, Refused):
        return _page(seat, error.errors), 422
    return _page(seat, {"": error.reason}), 409


def _circles(seat: Seat) -> tuple[str, ...]:
    own = f"{policy.DIRECT}:{seat.id}"
    return (own,) if seat.apart else (policy.PLAN_CIRCLE, own)


def _page(seat: Seat, errors: dict[str, str]) -> str:
    note_reading(seat, *_circles(seat))
    with uow.read() as session:
        return render_template(
            "plan/answers.html", panel=answers_page(session, seat), number=answering_number(session, seat),
            released=released_to(session, seat), errors=errors, kept=request.form, stage=look(seat),
        )  # fmt: skip
