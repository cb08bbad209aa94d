"""What every page knows of its reader: how they like to read (`reading`), what it speaks about by itself (`tell`), and
whether it is a child (`for_child`).
"""

from typing import Any

from flask import Flask, g
from sqlalchemy import select

from fgc.cases import policy
from fgc.cases.models import Member
from fgc.cases.people import Profile, open_profile
from fgc.cases.policy import Seat
from fgc.cases.reading_help import ReadingHelp, help_for
from fgc.core import uow


def init_reader(app: Flask) -> None:
    """Give every template `reading`, `tell` and `for_child`; a page that knows better passes its own."""

    def dress() -> dict[str, Any]:
        seat: Seat | None = g.get("seat")
        if seat is None or seat.role in policy.WORKERS:
            return {"reading": ReadingHelp(), "tell": "", "for_child": False}
        if "own_profile" not in g:
            g.own_profile = _profile_of(seat)
        own: Profile | None = g.own_profile
        return {
            "reading": help_for(seat.role, own), "tell": own.tell if own else "",
            "for_child": seat.role == policy.CHILD,
        }  # fmt: skip

    app.context_processor(dress)


def _profile_of(seat: Seat) -> Profile | None:
    try:
        with uow.read() as session:
            blob = session.scalar(select(Member.profile).where(Member.id == seat.id))
        return open_profile(seat.case_id, seat.id, blob) if blob else None
    except Exception:  # noqa: BLE001 — an error page must not fail over how somebody likes to read
        return None
