"""The family's pages about the case itself: home with one next step, who is around, my details, stop taking part."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.accounts.guards import signed_in
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.cases import access, policy
from fgc.cases.actions import members
from fgc.cases.contributions import next_step_for
from fgc.cases.forms import DetailsForm
from fgc.cases.guards import seated
from fgc.cases.people import children_of, contact_of, people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import case_words
from fgc.core import uow
from fgc.core.errors import Refused

bp = Blueprint("family", __name__)


@bp.get("/my")
@signed_in(FAMILY)
def mine(live: LiveSession) -> ResponseReturnValue:
    """Straight to the one meeting somebody is part of; a short choice when there are several."""
    with uow.read() as session:
        seats = [
            seat for seat in access.seats_for(session, live.account_id) if policy.can(seat, "case.wait", seat.at())
        ]
        called = {
            seat.case_id: ", ".join(child.called for child in children_of(session, seat.case_id))
            for seat in seats
            if seat.state == policy.CONFIRMED
        }
    if len(seats) == 1:
        page = "family.home" if seats[0].state == policy.CONFIRMED else "invites.wait"
        return redirect(url_for(page, case_id=seats[0].case_id))
    return render_template("cases/mine.html", seats=seats, called=called)


@bp.get("/c/<case_id>/home")
@seated("case.see")
def home(seat: Seat) -> str:
    """One next step, then the rest."""
    with uow.read() as session:
        people = people_seen(session, seat)
        me = next(person for person in people if person.id == seat.id)
        return render_template(
            "cases/home.html", me=me, step=next_step_for(session, seat), words=case_words(session, seat.case_id),
            coordinators=[person for person in people if person.seat.role == policy.COORDINATOR], count=len(people),
        )  # fmt: skip


@bp.get("/c/<case_id>/around")
@seated("people.see")
def people(seat: Seat) -> str:
    """Who will be there: family first, then workers. Only those the reader may know of; no numbers, no addresses."""
    with uow.read() as session:
        seen = people_seen(session, seat)
        children = children_of(session, seat.case_id)
    shown = [person for person in seen if person.seat.state != "left"]
    family = [person for person in shown if person.seat.role not in policy.WORKERS]
    workers = [person for person in shown if person.seat.role in policy.WORKERS]
    return render_template("cases/around.html", family=family, workers=workers, children=children)


@bp.get("/c/<case_id>/details")
@seated("details.own")
def details(seat: Seat) -> str:
    """My details and safety."""
    with uow.read() as session:
        me = next(person for person in people_seen(session, seat) if person.id == seat.id)
        contact = contact_of(session, seat.case_id, seat.id)
    form = {
        "called": me.name, "takes_part": me.profile.takes_part, "language": me.profile.language,
        "safe_to_text": contact.safe_to_text,
    }  # fmt: skip
    return render_template("cases/details.html", form=form, errors={}, saved=request.args.get("saved"))


@bp.post("/c/<case_id>/details")
@seated("details.own")
def save_details(seat: Seat) -> ResponseReturnValue:
    """Save them."""
    form = DetailsForm.posted()
    try:
        form.check()
        members.change_own_details(
            seat, form.called.data or "", form.takes_part.data or "here", form.language.data or "en",
            form.safe_to_text.data or "ask",
        )  # fmt: skip
    except Refused as refused:
        return render_template("cases/details.html", form=form.data, errors=refused.errors, saved=None), 422
    return redirect(url_for("family.details", case_id=seat.case_id, saved=1), 303)


@bp.route("/c/<case_id>/stop", methods=["GET", "POST"])
@seated("details.own")
def stop(seat: Seat) -> ResponseReturnValue:
    """Stop taking part, at any time, without a reason."""
    if request.method == "GET":
        return render_template("cases/stop.html", errors={})
    try:
        members.leave(seat, seat.id, "stopped")
    except Refused as refused:
        return render_template("cases/stop.html", errors=refused.errors), 422
    return redirect(url_for("public.home"), 303)
