"""Taking a seat: from an account and a case to a `Seat`, read from the rows at this moment.

`seat_for` serves the guards. `settle` runs inside the write transaction of an action: it locks the case and reads the
seat again, so that nobody acts on a right that was taken away meanwhile.
"""

from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import RowMapping, bindparam, select
from sqlalchemy.orm import Session

from config.settings import Settings
from fgc.cases import policy
from fgc.cases.models import Admission, Case, Member
from fgc.cases.policy import Resource, Seat
from fgc.core import clock
from fgc.core.database import table_of
from fgc.core.errors import NotFound
from fgc.core.ids import looks_like_id
from fgc.core.uow import Work

# Built once: these statements run at every request, event and delivery.
_member, _case, _admission = table_of(Member), table_of(Case), table_of(Admission)
_SEAT = select(
    _member.c.id, _member.c.case_id, _member.c.role, _member.c.state, _member.c.apart, _member.c.supports_id,
    _member.c.account_id, _case.c.stage, _case.c.held, _case.c.private_ended_at, _case.c.private_deleted_at,
).join(_case, _case.c.id == _member.c.case_id).where(_case.c.shredded_at.is_(None))  # fmt: skip
_PRESENT = _SEAT.where(_member.c.state != "left")
_OF_ACCOUNT = _PRESENT.where(_member.c.account_id == bindparam("account")).order_by(_case.c.created_at.desc())
_IN_CASE = _PRESENT.where(_member.c.account_id == bindparam("account"), _member.c.case_id == bindparam("case"))
_BY_ID = _PRESENT.where(_member.c.id == bindparam("member"))
_EVERYBODY = _SEAT.where(_member.c.case_id == bindparam("case")).order_by(_member.c.created_at, _member.c.id)
_LOCK = select(_case.c.id).where(_case.c.id == bindparam("case")).with_for_update()
_ADMITTED = select(_admission.c.member_id, _admission.c.scope).where(
    _admission.c.case_id == bindparam("case"), _admission.c.revoked_at.is_(None)
)


def seat_for(session: Session, account_id: str, case_id: str, session_id: str = "") -> Seat | None:
    """The seat of an account in a case, or None. The strongest state wins when somebody has two roles."""
    if not looks_like_id(case_id):
        return None
    rows = session.execute(_IN_CASE, {"account": account_id, "case": case_id}).mappings()
    seats = sorted(rows, key=lambda row: policy.STATES.index(row["state"]), reverse=True)
    return _seat(session, seats[0], session_id) if seats else None


def seats_for(session: Session, account_id: str) -> list[Seat]:
    """Every seat of an account, in all its cases, newest case first."""
    rows = session.execute(_OF_ACCOUNT, {"account": account_id}).mappings()
    return [_seat(session, row, "") for row in rows.all()]


def seats_of(session: Session, case_id: str) -> tuple[Seat, ...]:
    """All seats of a case, those who left included (state `left`), in the order they were added."""
    rows = session.execute(_EVERYBODY, {"case": case_id}).mappings()
    admitted = _admissions(session, case_id)
    return tuple(_build(row, admitted.get(row["id"], set()), "") for row in rows.all())


def settle(work: Work, seat: Seat) -> Seat:
    """Lock the case and read the seat again inside the transaction. Raises `NotFound` when it is gone."""
    work.session.execute(_LOCK, {"case": seat.case_id})
    row = work.session.execute(_BY_ID, {"member": seat.id}).mappings().one_or_none()
    if row is None:
        raise NotFound
    return _seat(work.session, row, seat.session)


def require(seat: Seat, action: str, resource: Resource | None = None) -> None:
    """Go on only if the policy says yes; otherwise `NotFound`, as if the thing did not exist."""
    if not policy.can(seat, action, resource or seat.at()):
        raise NotFound


def _seat(session: Session, row: RowMapping, session_id: str) -> Seat:
    scopes: set[str] = set()
    if row["role"] in policy.HELPERS:
        scopes = _admissions(session, row["case_id"]).get(row["id"], set())
    return _build(row, scopes, session_id)


def _admissions(session: Session, case_id: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for member_id, scope in session.execute(_ADMITTED, {"case": case_id}):
        found.setdefault(member_id, set()).add(scope)
    return found


def _build(row: Any, scopes: set[str], session_id: str) -> Seat:
    return Seat(
        id=row["id"], case_id=row["case_id"], role=row["role"], state=row["state"], apart=row["apart"],
        stage=row["stage"], held=row["held"], supports=row["supports_id"] or "", in_family="family" in scopes,
        in_private="private" in scopes, private_over=_private_over(row), account_id=row["account_id"] or "",
        session=session_id,
    )  # fmt: skip


def _private_over(row: Any) -> bool:
    if row["stage"] == policy.PRIVATE:
        return False
    if row["private_deleted_at"] is not None:
        return True
    ended = row["private_ended_at"]
    settings: Settings = current_app.extensions["fgc.settings"]
    return ended is not None and bool(clock.now() >= ended + timedelta(days=settings.private_days))
