"""Pages for everybody: the neutral front page, whether the service is up, privacy and accessibility."""

from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from fgc.accounts.guards import public
from fgc.accounts.identity import live_session
from fgc.accounts.sessions import FAMILY
from fgc.core import uow

bp = Blueprint("public", __name__)


@bp.get("/")
@public("a page that moves on to /home by itself, so that the strict cookie is sent")
def front() -> str:
    """The same neutral page for everybody."""
    return render_template("accounts/front.html")


@bp.get("/home")
@public("sends each person to their own first page")
def home() -> ResponseReturnValue:
    """Family to their page, workers to theirs, everybody else to the neutral welcome."""
    live = live_session()
    if live is None or live.half:
        return render_template("accounts/welcome.html")
    return redirect(url_for("family.mine" if live.kind == FAMILY else "work.today"))


@bp.get("/healthz")
@public("says that the server is up and its store answers; no facts about anybody")
def healthz() -> Response:
    """200 and `{"ok": true}` when a query comes back."""
    with uow.read() as session:
        session.execute(text("SELECT 1"))
    return jsonify(ok=True, version=current_app.extensions["fgc.version"])


@bp.get("/stopped")
@public("goodbye to somebody whose page has just closed; the same for everybody")
def stopped() -> str:
    """What comes after stopping."""
    return render_template("accounts/stopped.html")


@bp.get("/offline")
@public("one neutral page that a phone keeps for the time without a connection")
def offline() -> str:
    """The same for everybody."""
    return render_template("accounts/offline.html")


@bp.get("/sw.js")
@public("the script that shows /offline when there is no connection")
def worker() -> Response:
    """The worker of somebody's own phone, from the top of the site so that it may answer for all of it."""
    name = current_app.extensions["fgc.assets"].get("worker.js", "worker.js")
    return Response((Path(current_app.static_folder or "") / name).read_bytes(), mimetype="text/javascript")


@bp.get("/privacy")
@public("what happens to people's words")
def privacy() -> str:
    """Privacy in plain words."""
    return render_template("accounts/privacy.html")


@bp.get("/accessibility")
@public("how to use the pages, and what does not work yet")
def accessibility() -> str:
    """Accessibility statement."""
    return render_template("accounts/accessibility.html")
