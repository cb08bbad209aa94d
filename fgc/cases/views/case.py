"""A case on the worker's side: overview with the task list, children, words, hold, cancel."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from fgc.cases import policy, queries
from fgc.cases.actions import lifecycle, opening
from fgc.cases.contributions import needs_for, next_step_for, tasks_for
from fgc.cases.forms import CaseWordsForm, ChildForm
from fgc.cases.guards import seated
from fgc.cases.people import children_of, people_seen
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Refused

bp = Blueprint("case", __name__, url_prefix="/c/<case_id>")


def _here(seat: Seat) -> str:
    return url_for("case.overview", case_id=seat.case_id)


@bp.get("/")
@seated("case.see")
def overview(seat: Seat) -> ResponseReturnValue:
    """Family members have their own home; workers see what is next, coordinators the task list."""
    if seat.role not in policy.WORKERS:
        return redirect(url_for("family.home", case_id=seat.case_id))
    with uow.read() as session:
        return render_template("cases/overview.html", **_overview(session, seat))


def _overview(session: Session, seat: Seat) -> dict[str, object]:
    desk = policy.can(seat, "case.desk", seat.at())
    return {
        "children": children_of(session, seat.case_id),
        "people": people_seen(session, seat),
        "tasks": tasks_for(session, seat) if desk else [],
        "needs": needs_for(session, seat),
        "step": next_step_for(session, seat),
        "words": queries.case_words(session, seat.case_id) if desk else None,
        "consent": queries.has_consent(session, seat.case_id),
        "desk": desk,
        "errors": {},
        "stage": seat.stage,
    }


@bp.get("/children")
@seated("people.manage")
def children(seat: Seat) -> str:
    """The children the conference is about."""
    with uow.read() as session:
        return render_template("cases/children.html", children=children_of(session, seat.case_id), form={}, errors={})


@bp.post("/children")
@seated("people.manage")
def save_child(seat: Seat) -> ResponseReturnValue:
    """Add a child (no `child` in the form), correct one, or take one off (`remove`)."""
    form = ChildForm.posted()
    child_id = request.form.get("child", "")
    try:
        if request.form.get("remove"):
            opening.remove_child(seat, child_id)
        else:
            form.check()
            save = opening.change_child if child_id else opening.add_child
            save(seat, form.card(child_id))
    except Refused as refused:
        with uow.read() as session:
            shown = children_of(session, seat.case_id)
        kept = {**form.data, "child": child_id}
        return render_template("cases/children.html", children=shown, form=kept, errors=refused.errors), 422
    return redirect(url_for("case.children", case_id=seat.case_id), 303)


@bp.get("/words")
@seated("people.manage")
def words(seat: Seat) -> str:
    """Reference and duty contact."""
    with uow.read() as session:
        found = queries.case_words(session, seat.case_id)
    return render_template("cases/words.html", form=found, errors={})


@bp.post("/words")
@seated("people.manage")
def save_words(seat: Seat) -> ResponseReturnValue:
    """Save them."""
    form = CaseWordsForm.posted()
    try:
        form.check()
        opening.set_case_words(seat, form.reference.data or "", form.duty_name.data or "", form.duty_phone.data or "")
    except Refused as refused:
        return render_template("cases/words.html", form=form.data, errors=refused.errors), 422
    return redirect(_here(seat), 303)


@bp.post("/hold")
@seated("people.remove")
def hold(seat: Seat) -> ResponseReturnValue:
    """Put the case under legal hold, or lift it."""
    lifecycle.set_hold(seat, request.form.get("on") == "yes")
    return redirect(url_for("work.today"), 303)


@bp.route("/cancel", methods=["GET", "POST"])
@seated("people.manage")
def cancel(seat: Seat) -> ResponseReturnValue:
    """Say what cancelling does; cancel."""
    if request.method == "GET":
        return render_template("cases/cancel.html", errors={})
    try:
        lifecycle.cancel_case(seat)
    except Refused as refused:
        return render_template("cases/cancel.html", errors=refused.errors), 422
    return redirect(_here(seat), 303)
