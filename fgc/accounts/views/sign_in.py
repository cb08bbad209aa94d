"""Signing in and out of workers, and leaving fast for everybody."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from config.settings import Settings
from fgc.accounts.actions import sign_in as acts
from fgc.accounts.forms import CodeForm, SignInForm
from fgc.accounts.guards import half_signed_in, public
from fgc.accounts.identity import drop_session_cookie, live_session, set_session_cookie
from fgc.accounts.limits import counted
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.core.errors import Refused

bp = Blueprint("sessions", __name__)


@bp.get("/sign-in")
@public("the door for workers")
def sign_in() -> str:
    """E-mail and password."""
    return render_template("accounts/sign_in.html", email="", errors={})


@bp.post("/sign-in")
@public("the door for workers: failures are counted, never people")
def check_password() -> ResponseReturnValue:
    """Check them; on to the code."""
    form = SignInForm.posted()
    email = (form.email.data or "").strip()
    try:
        form.check()
        with counted("sign-in", email.casefold()):
            token = acts.begin(email, form.password.data or "", live_session())
    except Refused as refused:
        return render_template("accounts/sign_in.html", email=email, errors=refused.errors), 422
    return _with_session(redirect(url_for("sessions.code"), 303), token)


@bp.get("/sign-in/code")
@half_signed_in
def code(half: LiveSession) -> str:
    """The one-time code."""
    return render_template("accounts/code.html", errors={})


@bp.post("/sign-in/code")
@half_signed_in
def check_code(half: LiveSession) -> ResponseReturnValue:
    """Check it; in."""
    form = CodeForm.posted()
    try:
        form.check()
        with counted("code", half.account_id):
            token = acts.finish(half, form.code.data or "")
    except Refused as refused:
        return render_template("accounts/code.html", errors=refused.errors), 422
    return _with_session(redirect(url_for("public.home"), 303), token)


@bp.post("/sign-out")
@public("ends the session of this browser, if there is one")
def sign_out() -> ResponseReturnValue:
    """End the session and go to the first page."""
    live = live_session()
    if live is not None:
        acts.sign_out(live)
    response = make_response(redirect(url_for("public.home"), 303))
    drop_session_cookie(response)
    return response


@bp.post("/leave")
@public("leaving fast must work for everybody, at any moment")
def leave() -> Response:
    """Lock or end the session; an empty page that moves on to a neutral site: 200, no redirect (settled, 3)."""
    live = live_session()
    if live is not None:
        acts.leave(live)
    settings: Settings = current_app.extensions["fgc.settings"]
    response = make_response(render_template("accounts/leave.html", site=settings.neutral_site))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    if live is not None and (live.kind != FAMILY or live.shared):
        drop_session_cookie(response)
    return response


def _with_session(response: ResponseReturnValue, token: str) -> Response:
    made = make_response(response)
    set_session_cookie(made, token, keep_days=None)
    return made
