"""Coming in by invitation: the page behind every link and card, and the steps until the coordinator confirms.

The first page is the same for everybody and never touches the store. Nothing about a case is shown before
confirmation: only the person's own name, and two words to compare.
"""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.settings import Settings
from fgc.accounts.guards import public
from fgc.accounts.identity import drop_session_cookie, live_session
from fgc.accounts.languages import keep_language
from fgc.accounts.limits import counted
from fgc.accounts.views.phones import with_phone
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.invites import queries
from fgc.invites.actions import coming_in
from fgc.invites.actions.opening import open_invite
from fgc.invites.forms import JoinForm, SettleForm

bp = Blueprint("invites", __name__)


@bp.get("/j")
@public("the page behind every invitation: the same for all, without any look into the store")
def join() -> str:
    """Code and PIN. Looking at it spends nothing."""
    return _join_page("", {})


@bp.post("/j")
@public("whoever has code and PIN; failures are counted, and five lock the invitation")
def open_it() -> ResponseReturnValue:
    """Check code and PIN; one answer for everything that is wrong."""
    form = JoinForm.posted()
    try:
        form.check()
        with counted("invite"):
            opened = open_invite(form.code.data or "", form.pin.data or "", live_session())
    except Refused as refused:
        errors = {"form": next(iter(refused.errors.values()))}
        return _join_page(form.code.data or "", errors), 422
    onward = redirect(url_for("invites.wait", case_id=opened.case_id), 303)
    return with_phone(onward, opened.token, shared=True) if opened.token else onward


@bp.get("/c/<case_id>/wait")
@seated("case.wait")
def wait(seat: Seat) -> ResponseReturnValue:
    """The step this person is at: are you …?, choose, wait; home once confirmed."""
    with uow.read() as session:
        step = queries.step_for(session, seat.case_id, seat.id, seat.state)
    if step.at == "in":
        return redirect(url_for("family.home", case_id=seat.case_id), 303)
    if step.at == "gone":
        raise NotFound
    if step.at == "wait":
        return render_template("invites/wait.html", words=step.words)
    return render_template("invites/are_you.html", name=step.name)


@bp.route("/c/<case_id>/wait/practise", methods=["GET", "POST"])
@seated("case.wait")
def practise(seat: Seat) -> str:
    """Practise leaving fast: the button of this page covers it and comes back; the one at the top is the real one."""
    return render_template("invites/practise.html", done=request.method == "POST")


@bp.get("/c/<case_id>/wait/yes")
@seated("case.wait")
def yes(seat: Seat) -> ResponseReturnValue:
    """“Yes, I am …”: what they want to be called, PIN, phone, texts."""
    with uow.read() as session:
        step = queries.step_for(session, seat.case_id, seat.id, seat.state)
    if step.at != "ask":
        return redirect(url_for("invites.wait", case_id=seat.case_id), 303)
    return _settle_page({"called": step.name}, {})


@bp.post("/c/<case_id>/wait/yes")
@seated("case.wait")
def settle(seat: Seat) -> ResponseReturnValue:
    """Keep what they chose; wait for the coordinator."""
    form = SettleForm.posted()
    live = live_session()
    if live is None:
        raise NotFound
    try:
        form.check()
        shared = form.phone.data != "own"
        chosen = coming_in.Settling(
            form.called.data or "", form.pin.data or "", form.language.data, form.text.data or "ring", shared,
            reading=form.reading.data or "", aloud=form.aloud.data or "",
        )  # fmt: skip
        token = coming_in.settle_in(seat, live, chosen)
    except Refused as refused:
        return _settle_page(form.data, refused.errors), 422
    response = with_phone(redirect(url_for("invites.wait", case_id=seat.case_id), 303), token, shared=shared)
    keep_language(response, form.language.data, shared=shared)
    return response


@bp.post("/c/<case_id>/wait/no")
@seated("case.wait")
def no(seat: Seat) -> Response:
    """“No, this is not me”: closed, and the coordinator is told."""
    coming_in.not_me(seat)
    response = make_response(render_template("invites/not_me.html"))
    drop_session_cookie(response)
    return response


def _join_page(code: str, errors: dict[str, str]) -> str:
    settings: Settings = current_app.extensions["fgc.settings"]
    return render_template("invites/join.html", code=code, errors=errors, days=settings.invite_days)


def _settle_page(form: dict[str, object], errors: dict[str, str]) -> str:
    return render_template("invites/settle.html", form=form, errors=errors)
