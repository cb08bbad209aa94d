"""Pages left alone: how long one stays open, staying, closing it with the words that were typed. Part of `sessions`."""

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.accounts import kept, locked, sessions
from fgc.accounts.actions import sign_in as acts
from fgc.accounts.actions.phones import share_phone
from fgc.accounts.guards import on_own_phone, signed_in
from fgc.accounts.rules import safe_path
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.accounts.views import sign_in
from fgc.accounts.views.phones import with_phone
from fgc.core import uow
from fgc.web.pages import wants_data

bp = sign_in.bp  # one blueprint, three files


@bp.get("/session/left")
@on_own_phone
def left(live: LiveSession) -> Response:
    """How many seconds this page stays open when nothing happens; null while a meeting holds the clock. No activity."""
    with uow.read() as session:
        seconds = sessions.seconds_left(session, live.id)
    return jsonify(ok=not live.locked, left=0 if live.locked else seconds)


@bp.post("/session/stay")
@signed_in(FAMILY)
def stay(live: LiveSession) -> ResponseReturnValue:
    """“Stay here”: somebody is there. Touches the session."""
    with uow.write() as work:
        sessions.touch(work, live)
    if wants_data():
        return jsonify(ok=True)
    return redirect(safe_path(request.form.get("to", "")) or url_for("public.home"), 303)


@bp.post("/session/close")
@on_own_phone
def close(live: LiveSession) -> ResponseReturnValue:
    """Close a page that was left alone. Words typed on it go along sealed: to the PIN page, or on a shared phone to
    the page on which one comes back.
    """
    form = kept.form_from_page(request.form.get("action", ""), request.form.get("words", ""))
    words = kept.seal(live.account_id, form)
    if not live.locked:
        acts.leave(live)
    if live.shared:
        return render_template("accounts/come_back.html", code="", phone="shared", kept=words, closed=True, errors={})
    return locked.pin_page(request.form.get("to", ""), words, {})


@bp.post("/my/phones/shared")
@signed_in(FAMILY)
def shared(live: LiveSession) -> ResponseReturnValue:
    """Other people use this phone too: from now on nothing is kept on it."""
    return with_phone(redirect(url_for("sessions.mine"), 303), share_phone(live), shared=True)
