"""The people of a case, on the coordinator's side: add, correct, set apart, part with."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from fgc.accounts.actions.accounts import invite_professional
from fgc.cases import policy, queries
from fgc.cases.actions import members, safety
from fgc.cases.forms import PersonForm, WorkerForm
from fgc.cases.guards import seated
from fgc.cases.people import Contact, Profile, children_of, contact_of, people_of, people_seen
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Refused

bp = Blueprint("people", __name__, url_prefix="/c/<case_id>/people")


def _page(seat: Seat) -> str:
    return url_for("people.page", case_id=seat.case_id)


@bp.get("")
@seated("people.see")
def page(seat: Seat) -> str:
    """Everybody the viewer may know of; coordinators also see safety marks, consent and who is apart."""
    with uow.read() as session:
        desk = policy.can(seat, "people.manage", seat.at())
        return render_template(
            "cases/people.html", people=people_seen(session, seat), desk=desk, **(_marks(session, seat) if desk else {})
        )


def _marks(session: Session, seat: Seat) -> dict[str, object]:
    return {
        "pairs": queries.pairs_of(session, seat.case_id),
        "unsettled": queries.unsettled_pairs(session, seat.case_id),
        "barred": queries.barred_of(session, seat.case_id),
        "consents": queries.consents_of(session, seat.case_id),
        "names": {person.id: person.known_as for person in people_of(session, seat.case_id)},
        "errors": {},
        "form": {},
    }


def _form_page(seat: Seat, template: str, form: object, errors: dict[str, str], **more: object) -> str:
    with uow.read() as session:
        people = people_seen(session, seat)
        children = children_of(session, seat.case_id)
    return render_template(f"cases/{template}.html", form=form, errors=errors, people=people, children=children, **more)


@bp.get("/add")
@seated("people.manage")
def add_form(seat: Seat) -> str:
    """The form for somebody of the family, a friend, a helper, or the child themselves."""
    return _form_page(seat, "person", {"role": request.args.get("role", policy.FAMILY)}, {}, person_id="")


@bp.post("/add")
@seated("people.manage")
def add(seat: Seat) -> ResponseReturnValue:
    """Add them; no-contact marks named in the form are written too."""
    form = PersonForm.posted()
    try:
        form.check()
        member_id = members.add_member(
            seat,
            members.NewMember(
                role=form.role.data or policy.FAMILY,
                profile=form.profile(),
                contact=form.contact(),
                apart=bool(form.apart.data),
                supports=form.supports.data or "",
                child_id=request.form.get("child_id", ""),
            ),
        )
        for other in form.no_contact.data or []:
            safety.keep_apart(seat, member_id, other, "")
    except Refused as refused:
        return _form_page(seat, "person", form.data, refused.errors, person_id=""), 422
    again = "people.add_form" if request.form.get("another") else "people.page"
    return redirect(url_for(again, case_id=seat.case_id), 303)


@bp.get("/<member_id>")
@seated("people.manage")
def edit_form(seat: Seat, member_id: str) -> str:
    """A person's card, to correct it."""
    profile, contact = _card(seat, member_id)
    form = {
        "name": profile.name, "relation": profile.relation, "side": profile.side, "language": profile.language,
        "takes_part": profile.takes_part, "parental": profile.parental, "phone": contact.phone,
        "safe_to_text": contact.safe_to_text, "contact_notes": contact.notes, "shared_phone": contact.shared_phone,
    }  # fmt: skip
    return _form_page(seat, "person", form, {}, person_id=member_id)


@bp.post("/<member_id>")
@seated("people.manage")
def edit(seat: Seat, member_id: str) -> ResponseReturnValue:
    """Correct them, set them apart (`apart=yes|no`), or take them out (`leave`)."""
    form = PersonForm.posted()
    try:
        if request.form.get("leave"):
            members.leave(seat, member_id, "taken_out")
        elif request.form.get("set_apart"):
            members.set_apart(seat, member_id, request.form["set_apart"] == "yes")
        else:
            form.check()
            old, _contact = _card(seat, member_id)
            kept = replace(form.profile(), agency=old.agency, reading=old.reading, aloud=old.aloud, tell=old.tell)
            members.change_member(seat, member_id, kept, form.contact())
    except Refused as refused:
        return _form_page(seat, "person", form.data, refused.errors, person_id=member_id), 422
    return redirect(_page(seat), 303)


@bp.get("/workers/add")
@seated("people.manage")
def worker_form(seat: Seat) -> str:
    """The form for a worker."""
    return _form_page(seat, "worker", {}, {}, link="")


@bp.post("/workers/add")
@seated("people.manage")
def add_worker(seat: Seat) -> ResponseReturnValue:
    """Seat a worker; somebody new to the service gets a set-up link, shown once for passing on."""
    form = WorkerForm.posted()
    try:
        form.check()
        invited = invite_professional(
            seat.account_id, form.email.data or "", form.name.data or "", form.agency.data or ""
        )
        members.add_member(
            seat,
            members.NewMember(
                role=form.role.data or policy.PROFESSIONAL,
                profile=Profile(name=(form.name.data or "").strip(), agency=(form.agency.data or "").strip()),
                contact=Contact(email=form.email.data or ""),
                account_id=invited.account_id,
            ),
        )
    except Refused as refused:
        return _form_page(seat, "worker", form.data, refused.errors, link=""), 422
    if invited.token:
        link = url_for("setup.account", _external=True) + f"#{invited.token}"
        return _form_page(seat, "worker", {}, {}, link=link, added=form.name.data)
    return redirect(_page(seat), 303)


def _card(seat: Seat, member_id: str) -> tuple[Profile, Contact]:
    with uow.read() as session:
        person = next((person for person in people_seen(session, seat) if person.id == member_id), None)
        contact = contact_of(session, seat.case_id, member_id)
    if person is None or person.seat.state == "left":
        raise NotFound
    return person.profile, contact
