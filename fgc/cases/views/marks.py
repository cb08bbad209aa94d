"""Safety marks, consent, hand-over: on the people page of the coordinator."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from fgc.accounts.queries import account_by_email
from fgc.cases.actions import lifecycle, safety
from fgc.cases.forms import BarForm, ColleagueForm, ConsentForm, PairForm
from fgc.cases.guards import seated
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import consents_of
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.web.forms import PageForm

bp = Blueprint("marks", __name__, url_prefix="/c/<case_id>")


def _save(seat: Seat, template: str, form: PageForm, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        form.check()
        act()
    except Refused as refused:
        return _show(seat, template, form.data, refused.errors), 422
    return redirect(url_for("people.page", case_id=seat.case_id), 303)


def _show(seat: Seat, template: str, form: object, errors: dict[str, str]) -> str:
    with uow.read() as session:
        people = people_seen(session, seat)
        consents = consents_of(session, seat.case_id)
    return render_template(f"cases/{template}.html", form=form, errors=errors, people=people, consents=consents)


@bp.route("/consent", methods=["GET", "POST"])
@seated("consent.record")
def consent(seat: Seat) -> ResponseReturnValue:
    """Record what a person with parental responsibility said."""
    if request.method == "GET":
        return _show(seat, "consent", {}, {})
    form = ConsentForm.posted()
    return _save(
        seat, "consent", form,
        lambda: safety.record_consent(seat, form.member.data or "", form.given.data == "yes", form.how.data or ""),
    )  # fmt: skip


@bp.route("/no-contact", methods=["GET", "POST"])
@seated("people.manage")
def no_contact(seat: Seat) -> ResponseReturnValue:
    """Name two people who must not be in a room together."""
    if request.method == "GET":
        return _show(seat, "no_contact", {}, {})
    form = PairForm.posted()
    return _save(
        seat, "no_contact", form,
        lambda: safety.keep_apart(seat, form.first.data or "", form.second.data or "", form.reason.data or ""),
    )  # fmt: skip


@bp.route("/never-invite", methods=["GET", "POST"])
@seated("people.manage")
def never_invite(seat: Seat) -> ResponseReturnValue:
    """Name somebody who can never be invited."""
    if request.method == "GET":
        return _show(seat, "never_invite", {}, {})
    form = BarForm.posted()
    return _save(
        seat, "never_invite", form, lambda: safety.bar(seat, form.barred_name.data or "", form.barred_reason.data or "")
    )


@bp.post("/marks/<kind>/<mark_id>/drop")
@seated("people.manage")
def drop(seat: Seat, kind: str, mark_id: str) -> ResponseReturnValue:
    """Take back a mark made by mistake."""
    safety.drop_mark(seat, kind, mark_id)
    return redirect(url_for("people.page", case_id=seat.case_id), 303)


@bp.route("/hand-over", methods=["GET", "POST"])
@seated("people.manage")
def hand_over(seat: Seat) -> ResponseReturnValue:
    """Seat a second coordinator."""
    if request.method == "GET":
        return _show(seat, "hand_over", {}, {})
    form = ColleagueForm.posted()
    return _save(seat, "hand_over", form, lambda: _hand_over(seat, form))


def _hand_over(seat: Seat, form: ColleagueForm) -> None:
    with uow.read() as session:
        account = account_by_email(session, form.email.data or "")
    if account is None or account.kind != "staff":
        raise Refused(email=_("Nobody with this address has an account for workers here."))
    lifecycle.hand_over(seat, account.id, form.name.data or "")
