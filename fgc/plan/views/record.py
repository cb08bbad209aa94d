"""What was decided: reading it back, signing it, reading it later, and a copy to keep."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from fgc.accounts.identity import live_session
from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.see_strip import strip_for
from fgc.cases.surface import is_checked
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.plan.actions.signing import preview, sign_record
from fgc.plan.copy_choice import choice_of
from fgc.plan.forms import SignForm
from fgc.plan.queries import papers, records
from fgc.plan.queries.pages import answers_page
from fgc.plan.queries.versions import review_of
from fgc.plan.views.paper_file import copy_page, file_answer, note_copy, paper_answer
from fgc.plan.views.ways import back, look
from fgc.web.languages import current

bp = Blueprint("record", __name__, url_prefix="/c/<case_id>")


@bp.get("/record")
@seated("record.read")
def page(seat: Seat) -> ResponseReturnValue:
    """A signed record, the newest when none is named; what changed since the one before."""
    with uow.read() as session:
        every = records.records_for(session, seat)
        shown = records.record_shown(every, request.args.get("id", ""))
    note_reading(seat, *({one.circle for one in every} if shown else ()))
    with uow.read() as session:
        circle = shown.circle if shown else policy.PLAN_CIRCLE
        return render_template(
            "plan/record.html", record=shown, records=every, stage=look(seat), errors={},
            changes=records.changes_since(session, seat, shown.number) if shown else None,
            strip=strip_for(people_of(session, seat.case_id), seat, circle),
        )  # fmt: skip


@bp.get("/record/sign")
@seated("record.sign")
def sign(seat: Seat) -> ResponseReturnValue:
    """How did the meeting end? The page for the coordinator, with everything that was answered."""
    return _sign_page(seat, {})


@bp.post("/record/sign")
@seated("record.sign")
def signing(seat: Seat) -> ResponseReturnValue:
    """First read back (`step=read`), as the family will see it; then sign."""
    form = SignForm.posted()
    try:
        draft = form.check().draft(_apart_words())
        if request.form.get("step") == "read":
            return render_template(
                "plan/read_back.html", body=preview(seat, draft), fields=request.form, errors={}, stage=look(seat)
            )
        sign_record(seat, draft)
    except Refused as refused:
        return _sign_page(seat, refused.errors), 422
    except Stale as stale:
        return _sign_page(seat, {"": stale.reason}), 409
    return back(seat, "record")


@bp.get("/record.json")
@seated("record.read")
def document(seat: Seat) -> ResponseReturnValue:
    """The signed file itself."""
    with uow.read() as session:
        shown = records.record_shown(records.records_for(session, seat), request.args.get("id", ""))
        if shown is None:
            raise NotFound
        data = records.document_of(session, seat, shown.id)
    note_copy(seat, shown.circle, shown.number)
    return file_answer(data, "application/json", "record.json")


@bp.get("/plan.pdf")
@seated("case.see")
def copy(seat: Seat) -> ResponseReturnValue:
    """The plan on paper, as chosen on the page of copies; `open=1` to show it. A shared phone is asked first."""
    live = live_session()
    if live is not None and live.shared and request.args.get("anyway") != "yes":
        return render_template("plan/keep.html", stage=look(seat), args=request.args.to_dict())
    choice = choice_of(request.args, current().code)
    with uow.read() as session:
        plan = papers.paper_for(
            session, seat, choice, request.args.get("id", ""), checked=is_checked(current_app, choice.lang)
        )
    made = paper_answer(seat, seat, plan, choice, inline=request.args.get("open") == "1")
    return made or copy_page(seat, failed=True)


def _apart_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.removeprefix("apart-"), text) for name, text in request.form.items() if name.startswith("apart-")
    )


def _sign_page(seat: Seat, errors: dict[str, str]) -> str:
    note_reading(seat, policy.PLAN_CIRCLE)
    with uow.read() as session:
        people = people_of(session, seat.case_id)
        every = records.records_for(session, seat)
        return render_template(
            "plan/sign.html", panel=answers_page(session, seat), review=review_of(session, seat.case_id),
            apart=[one for one in people if one.seat.apart and one.seat.state != "left"], again=bool(every),
            errors=errors, kept=request.form, stage=look(seat),
        )  # fmt: skip
