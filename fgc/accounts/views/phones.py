"""A family member's phones: unlock, come back on another one, see and end them. Part of the `sessions` pages."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.settings import Settings
from fgc.accounts import kept, queries, rules, sessions
from fgc.accounts.actions import phones as acts
from fgc.accounts.forms import ComeBackForm, PinForm
from fgc.accounts.guards import on_own_phone, public, signed_in
from fgc.accounts.identity import drop_session_cookie, live_session, set_session_cookie
from fgc.accounts.languages import speak
from fgc.accounts.limits import counted
from fgc.accounts.locked import pin_page, words_page
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.accounts.views import sign_in
from fgc.core import uow
from fgc.core.errors import Refused

bp = sign_in.bp  # one blueprint, two files


@bp.get("/unlock")
@on_own_phone
def unlock(live: LiveSession) -> ResponseReturnValue:
    """Ask for the own PIN; `to` is where to go on."""
    to = rules.safe_path(request.args.get("to", ""))
    if not live.locked:
        return redirect(to or url_for("public.home"), 303)
    return pin_page(to, "", {})


@bp.post("/unlock")
@on_own_phone
def check_pin(live: LiveSession) -> ResponseReturnValue:
    """Check it; in, with a new session token."""
    to = rules.safe_path(request.form.get("to", ""))
    form = PinForm.posted()
    try:
        form.check()
        with counted("pin", live.account_id):
            token = acts.unlock(live, form.pin.data or "")
    except Refused as refused:
        return pin_page(to, request.form.get("kept", ""), refused.errors), 422
    return _back_in(live.account_id, to, token, shared=live.shared)


@bp.post("/unlock/somebody-else")
@on_own_phone
def somebody_else(live: LiveSession) -> ResponseReturnValue:
    """End the session of this browser, so that another person can come in on this phone."""
    acts.make_room(live)
    response = make_response(redirect(url_for("sessions.come_back"), 303))
    drop_session_cookie(response)
    return response


@bp.get("/come-back")
@public("the door for family members on another phone")
def come_back() -> str:
    """A code made on another phone, and the own PIN."""
    return render_template("accounts/come_back.html", code="", phone="shared", kept="", closed=False, errors={})


@bp.post("/come-back")
@public("the door for family members on another phone: failures are counted")
def check_come_back() -> ResponseReturnValue:
    """Check both; in."""
    form = ComeBackForm.posted()
    shared = form.phone.data != "own"
    try:
        form.check()
        with counted("come-back"):
            token = acts.come_back(form.code.data or "", form.pin.data or "", shared=shared, here=live_session())
    except Refused as refused:
        code = form.code.data or ""
        return render_template(
            "accounts/come_back.html", code=code, phone=form.phone.data, kept=request.form.get("kept", ""),
            closed=False, errors=refused.errors,
        ), 422  # fmt: skip
    with uow.read() as session:
        live = sessions.find_session(session, sessions.hash_token(token))
    return _back_in(live.account_id if live else "", "", token, shared=shared)


@bp.get("/my/phones")
@signed_in()
def mine(live: LiveSession) -> str:
    """Where this person is signed in."""
    return _phones(live, "")


@bp.post("/my/phones/another")
@signed_in(FAMILY)
def another(live: LiveSession) -> str:
    """Make a code for another phone and show it once."""
    return _phones(live, rules.in_groups(acts.make_phone_code(live)))


@bp.post("/my/phones/end")
@signed_in()
def end_phone(live: LiveSession) -> ResponseReturnValue:
    """End one of the own sessions."""
    ended_here = acts.end_phone(live, request.form.get("key", ""))
    response = make_response(redirect(url_for("public.home" if ended_here else "sessions.mine"), 303))
    if ended_here:
        drop_session_cookie(response)
    return response


def with_phone(response: ResponseReturnValue, token: str, *, shared: bool) -> Response:
    """A response that leaves a family session in this browser: for weeks on an own phone, else until it is closed."""
    settings: Settings = current_app.extensions["fgc.settings"]
    made = make_response(response)
    set_session_cookie(made, token, keep_days=None if shared else settings.own_phone_days)
    speak(made, token, shared=shared)
    return made


def _back_in(account_id: str, to: str, token: str, *, shared: bool) -> Response:
    """In again: on to where one was going, or first to the words that were typed before the page was closed."""
    form = kept.opened(account_id, request.form.get("kept", ""))
    if form is None:
        return with_phone(redirect(to or url_for("public.home"), 303), token, shared=shared)
    made = with_phone(make_response(), token, shared=shared)
    made.set_data(words_page(form))
    return made


def _phones(live: LiveSession, code: str) -> str:
    with uow.read() as session:
        phones = queries.open_phones(session, live.account_id, live.id)
    return render_template(
        "accounts/phones.html", phones=phones, code=code, minutes=acts.CODE_MINUTES, family=live.kind == FAMILY
    )
