"""Letting a helper in, and out again: the supported person for their own advocate, the family for interpreters.

A right given here is read anew at every request and delivery, and can be taken back at any moment (settled, 15).
"""

from sqlalchemy import insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import SeatChanged
from fgc.cases.models import Admission
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound
from fgc.core.ids import new_id
from fgc.core.uow import Work

SCOPES = frozenset({"family", "private"})


def admit_helper(seat: Seat, helper_id: str, scope: str) -> None:
    """Let a helper into the circle `family` or into private time (`private`). Twice is as good as once.

    Who may: `policy.may_admit`. Announces SeatChanged. Audit: `helper:admit` (on).
    """
    with uow.write() as work:
        seat = _decide(work, seat, helper_id, scope)
        if _open_admission(work, seat.case_id, helper_id, scope):
            return
        work.session.execute(
            insert(Admission).values(
                id=new_id("ad"), case_id=seat.case_id, member_id=helper_id, scope=scope, by_member_id=seat.id,
                at=clock.now(),
            )
        )  # fmt: skip
        _tell(work, seat, helper_id, scope, on=True)


def revoke_helper(seat: Seat, helper_id: str, scope: str) -> None:
    """Take the right back at once. Who may: `policy.may_admit`. Announces SeatChanged. Audit: `helper:admit` (off)."""
    with uow.write() as work:
        seat = _decide(work, seat, helper_id, scope)
        if not _open_admission(work, seat.case_id, helper_id, scope):
            return
        _close(work, seat.case_id, helper_id, scope)
        _tell(work, seat, helper_id, scope, on=False)


def drop_admissions(work: Work, seat: Seat, member_id: str) -> None:
    """Nobody stays in a circle on the word of somebody who is not there: called when a member leaves or is set apart.

    Takes back the member's own admissions and those of the advocate bound to them. Announces SeatChanged.
    """
    for one in access.seats_of(work.session, seat.case_id):
        if one.id != member_id and one.supports != member_id:
            continue
        for scope, on in (("family", one.in_family), ("private", one.in_private)):
            if on:
                _close(work, seat.case_id, one.id, scope)
                _tell(work, seat, one.id, scope, on=False)


def _decide(work: Work, seat: Seat, helper_id: str, scope: str) -> Seat:
    seat = access.settle(work, seat)
    helper = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == helper_id), None)
    if helper is None or scope not in SCOPES or not policy.may_admit(seat, helper):
        raise NotFound
    return seat


def _open_admission(work: Work, case_id: str, helper_id: str, scope: str) -> bool:
    found = work.session.scalar(
        select(Admission.id).where(
            Admission.case_id == case_id, Admission.member_id == helper_id, Admission.scope == scope,
            Admission.revoked_at.is_(None),
        ).limit(1)
    )  # fmt: skip
    return found is not None


def _close(work: Work, case_id: str, helper_id: str, scope: str) -> None:
    work.session.execute(
        update(Admission)
        .where(
            Admission.case_id == case_id, Admission.member_id == helper_id, Admission.scope == scope,
            Admission.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
    )  # fmt: skip


def _tell(work: Work, seat: Seat, helper_id: str, scope: str, *, on: bool) -> None:
    # While private time lasts, who comes and goes is the family's own business: that chain is not the coordinator's.
    circle = policy.PRIVATE_CIRCLE if scope == "private" and seat.stage == policy.PRIVATE else ""
    trail.record(
        work, seat.case_id, "helper:admit", who=seat.id, session=seat.session, obj=helper_id, circle=circle,
        scope=scope, on=on,
    )  # fmt: skip
    work.announce(SeatChanged(seat.case_id, helper_id))
