"""Choosing the language of the pages, on any page, signed in or not."""

from flask import Blueprint, Response, make_response, redirect, request, url_for

from fgc.accounts import rules
from fgc.accounts.actions.languages import choose_language
from fgc.accounts.guards import public
from fgc.accounts.identity import live_session
from fgc.accounts.languages import keep_language
from fgc.accounts.sessions import FAMILY
from fgc.core.errors import NotFound
from fgc.web import languages

bp = Blueprint("languages", __name__)


@bp.post("/language")
@public("everybody reads in a language of their own; it says nothing about anybody")
def choose() -> Response:
    """Set it in this browser, remember it for a family member, and go back to the page."""
    code = languages.known(request.form.get("language"))
    if not code:
        raise NotFound
    live = live_session()
    choose_language(code, live)
    back = rules.safe_path(request.form.get("next", "")) or url_for("public.home")
    response = make_response(redirect(back, 303))
    keep_language(response, code, shared=live is None or live.shared or live.kind != FAMILY)
    return response
