"""The family's pages about the case itself: home with one next step, who is around, my details, stop taking part."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.accounts.guards import signed_in
from fgc.accounts.languages import in_language
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.cases import access, policy, reading_help
from fgc.cases.actions import members
from fgc.cases.around import coordinators_among, family_first, pictures_of
from fgc.cases.contributions import appointment_for, home_rows, next_step_for
from fgc.cases.forms import DetailsForm
from fgc.cases.guards import seated
from fgc.cases.people import children_of, contact_of, people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import case_words
from fgc.cases.reading import note_reading
from fgc.cases.views.child import childs_home
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.web import languages

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
    """One next step, then the rest; a child has a home of their own."""
    if seat.role == policy.CHILD:
        return childs_home(seat)
    if policy.can(seat, "note.read", seat.at(policy.EVERYONE)):
        note_reading(seat, policy.EVERYONE)
    with uow.read() as session:
        people = people_seen(session, seat)
        return render_template(
            "cases/home.html", me=next(person for person in people if person.id == seat.id),
            step=next_step_for(session, seat), meeting=appointment_for(session, seat), rows=home_rows(session, seat),
            duty=case_words(session, seat.case_id), coordinators=coordinators_among(people),
        )  # fmt: skip


@bp.get("/c/<case_id>/around")
@seated("people.see")
def people(seat: Seat) -> str:
    """Who will be there: family first, then workers, as a list and as a picture of the same people.

    Only those the reader may know of; no numbers, no addresses.
    """
    with uow.read() as session:
        shown = [person for person in people_seen(session, seat) if person.seat.state != "left"]
        children = children_of(session, seat.case_id)
    family = family_first(person for person in shown if person.seat.role not in policy.WORKERS)
    workers = [person for person in shown if person.seat.role in policy.WORKERS]
    mirrored = languages.current().direction == "rtl"
    return render_template(
        "cases/around.html", family=family, workers=workers, children=children,
        pictures=pictures_of(children, family, workers, mirrored=mirrored),
    )  # fmt: skip


@bp.get("/c/<case_id>/details")
@seated("details.own")
def details(seat: Seat) -> str:
    """My details and safety."""
    with uow.read() as session:
        me = next(person for person in people_seen(session, seat) if person.id == seat.id)
        contact = contact_of(session, seat.case_id, seat.id)
    form = {
        "called": me.name, "takes_part": me.profile.takes_part, "language": me.profile.language,
        "safe_to_text": contact.safe_to_text, **reading_help.in_form(seat.role, me.profile),
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
            form.safe_to_text.data or "ask", form.reading.data or "", form.aloud.data or "",
        )  # fmt: skip
    except Refused as refused:
        return render_template("cases/details.html", form=form.data, errors=refused.errors, saved=None), 422
    response = redirect(url_for("family.details", case_id=seat.case_id, saved=1), 303)
    return in_language(response, form.language.data or "")


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
    return redirect(url_for("public.stopped"), 303)
