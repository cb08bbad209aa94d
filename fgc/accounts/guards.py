"""Guards that need no case: `public`, `signed_in`, and those of half and locked sessions.

Every view carries `__guard__` or the build fails.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, url_for

from fgc.accounts.identity import live_session
from fgc.accounts.locked import answer_locked
from fgc.accounts.sessions import FAMILY
from fgc.core.errors import NotFound

View = Callable[..., Any]


def public(reason: str) -> Callable[[View], View]:
    """A page for everybody; `reason` says why, for the reader of the route list."""

    def mark(view: View) -> View:
        view.__guard__ = f"public: {reason}"  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(*kinds: str) -> Callable[[View], View]:
    """A page for any live, whole, unlocked session of these account kinds (none named: any kind).

    Passes the session as `live`. Otherwise the same 404 as everywhere; a locked phone is asked for its PIN.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            live = live_session()
            if live is None or live.half or (kinds and live.kind not in kinds):
                raise NotFound
            if live.locked:
                return answer_locked(live)
            return view(*args, live=live, **kwargs)

        guarded.__guard__ = f"signed-in: {' '.join(kinds) or 'any'}"  # type: ignore[attr-defined]
        return guarded

    return mark


def half_signed_in(view: View) -> View:
    """The step between password and code: a half session, passed as `half`. Anybody else starts at sign-in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        live = live_session()
        if live is None or not live.half:
            return redirect(url_for("sessions.sign_in"), 303)
        return view(*args, half=live, **kwargs)

    guarded.__guard__ = "half-session"  # type: ignore[attr-defined]
    return guarded


def on_own_phone(view: View) -> View:
    """The unlock page: a family session, locked or not, passed as `live`. Anybody else goes to the first page."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        live = live_session()
        if live is None or live.kind != FAMILY:
            return redirect(url_for("public.home"), 303)
        return view(*args, live=live, **kwargs)

    guarded.__guard__ = "family-session"  # type: ignore[attr-defined]
    return guarded
