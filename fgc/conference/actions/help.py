"""The help button: who and when, to coordinators only, in every stage and under legal hold too (security.md 3.4)."""

from sqlalchemy import insert, select, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference.models import HelpPress
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.ids import looks_like_id, new_id
from fgc.core.uow import Work

HELP, TELL = "help", "tell"


def press_help(seat: Seat, kind: str) -> str:
    """Press “Stop – I need help” (`help`) or “Tell only the coordinator” (`tell`); gives back the id of the press.

    Who may: `help.press`, that is everybody with a seat. Announces `help:pressed` to coordinators and nobody else.
    Audit: `help:press`, in the coordinators' circle.
    """
    if kind not in (HELP, TELL):
        raise Refused(kind="")
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "help.press")
        return _put(work, seat, seat, kind)


def press_for(work: Work, seat: Seat, who: Seat) -> None:
    """The same press for `who`, inside another act: a child has said that they do not feel safe.

    Who may: whoever did that act, which asked the policy already. Nothing happens while an earlier press of theirs
    waits. Announces `help:pressed` to coordinators and nobody else. Audit: `help:press`.
    """
    waiting = select(HelpPress.id).where(
        HelpPress.case_id == who.case_id, HelpPress.member_id == who.id, HelpPress.kind == HELP,
        HelpPress.answered_at.is_(None),
    )  # fmt: skip
    if work.session.scalar(waiting.limit(1)) is None:
        _put(work, seat, who, HELP)


def _put(work: Work, seat: Seat, who: Seat, kind: str) -> str:
    press_id = new_id("h")
    work.session.execute(
        insert(HelpPress).values(id=press_id, case_id=who.case_id, member_id=who.id, kind=kind, at=clock.now())
    )
    trail.record(
        work, who.case_id, "help:press", who=seat.id, session=seat.session, obj=press_id,
        circle=policy.COORDINATOR_CIRCLE,
    )  # fmt: skip
    work.announce(Signal(who.case_id, "help:pressed", "help.see", member=who.id, detail=kind))
    return press_id


def answer_help(seat: Seat, press_id: str) -> None:
    """Say that somebody is looking after it. Who may: `help.see`. Announces `help:pressed` to coordinators.

    Audit: `help:answer`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "help.see")
        if not looks_like_id(press_id):
            return
        changed = work.session.execute(
            update(HelpPress)
            .where(HelpPress.id == press_id, HelpPress.case_id == seat.case_id, HelpPress.answered_at.is_(None))
            .values(answered_at=clock.now(), answered_by=seat.id)
            .returning(HelpPress.id)
        )
        if changed.first() is None:
            return
        trail.record(
            work, seat.case_id, "help:answer", who=seat.id, session=seat.session, obj=press_id,
            circle=policy.COORDINATOR_CIRCLE,
        )  # fmt: skip
        work.announce(Signal(seat.case_id, "help:pressed", "help.see"))
