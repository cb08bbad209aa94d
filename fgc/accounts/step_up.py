"""Step-up: before something weighty, the second factor again if it was not shown within the last five minutes.

Put `@fresh_factor` below the guard of a view that takes a POST. The code is asked for in place: the page that asks
carries everything that was typed and posts it to the same address, so nothing is written twice and nothing is lost.
The session keeps its token (other open tabs and live sockets go on); only its `step_up_at` moves.
"""

from functools import wraps
from typing import Any

from flask import render_template, request

from fgc.accounts.actions.factor import show_again
from fgc.accounts.guards import View
from fgc.accounts.identity import live_session
from fgc.accounts.limits import counted
from fgc.accounts.sessions import stepped_up
from fgc.core.errors import NotFound, Refused
from fgc.web.csrf import FIELD

CODE = "totp"


def fresh_factor(view: View) -> View:
    """Go on when the factor was shown lately or its code is in the form; otherwise ask for it, keeping all fields."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        live = live_session()
        if live is None or live.half:
            raise NotFound
        if stepped_up(live):
            return view(*args, **kwargs)
        typed = request.form.get(CODE, "")
        if not typed:
            return _ask({}), 200
        try:
            with counted("step-up", live.account_id):
                show_again(live, typed)
        except Refused as refused:
            return _ask(refused.errors), 422
        return view(*args, **kwargs)

    return guarded


def _ask(errors: dict[str, str]) -> str:
    kept = [(name, text) for name, text in request.form.items(multi=True) if name not in (CODE, FIELD)]
    return render_template("accounts/step_up.html", fields=kept, errors=errors, action=request.path)
