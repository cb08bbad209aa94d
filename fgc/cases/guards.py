"""The guard of every page of a case: session, seat, policy, in this order; otherwise the one 404.

`@seated("note.write")` passes the seat as `seat`. The action behind the page asks again for the exact circle inside its
own transaction; the guard is the door, not the lock. `admit` is the same check for socket events.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from fgc.accounts.identity import live_session
from fgc.accounts.locked import answer_locked
from fgc.accounts.sessions import LiveSession
from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id

View = Callable[..., Any]
_denied: dict[tuple[str, str, str], tuple[Any, int]] = {}
COALESCE = timedelta(minutes=1)


def admit(session: Session, live: LiveSession, case_id: str, action: str) -> Seat | None:
    """The seat if this live session may do `action` somewhere in this case now, else None.

    `note.read` and `note.write` depend on a circle; here they mean “takes part at all”.
    """
    seat = access.seat_for(session, live.account_id, case_id, live.id)
    asked = "case.see" if action.startswith("note.") else action
    return seat if seat and policy.can(seat, asked, seat.at()) else None


def seated(action: str) -> Callable[[View], View]:
    """Guard of a view whose URL has `case_id`. The view gets `seat` and no `case_id`."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, case_id: str, **kwargs: Any) -> Any:
            live = live_session()
            if live is None or live.half:
                raise NotFound
            if live.locked:
                return answer_locked(live)
            with uow.read() as session:
                seat = admit(session, live, case_id, action)
            if seat is None:
                note_denial(live, case_id, action)
                raise NotFound
            g.seat = seat
            return view(*args, seat=seat, **kwargs)

        guarded.__guard__ = action  # type: ignore[attr-defined]
        return guarded

    return mark


def note_denial(live: LiveSession, case_id: str, action: str) -> None:
    """One audit entry a minute for each session, case and action that was refused (settled, 6)."""
    key, moment = (live.id, case_id, action), clock.now()
    since, count = _denied.get(key, (None, 0))
    if since is not None and moment - since < COALESCE:
        _denied[key] = (since, count + 1)
        return
    _denied[key] = (moment, 0)
    if len(_denied) > 5_000:
        _denied.clear()
    asked_for = case_id if looks_like_id(case_id) else ""
    with uow.write() as work:
        trail.record(
            work, trail.SYSTEM, "access:deny", who=live.account_id, session=live.id, obj=asked_for, ok=False,
            action=action, count=count + 1,
        )  # fmt: skip
