"""Private family time: the door, and the way out. Only the family ends it, in two presses; nothing ends by itself.

A knock, its answer and a call are recorded as who and when. None of them lets anybody read anything.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference import carry, queries, rules
from fgc.conference.actions import stages
from fgc.conference.models import DoorSign, ReadyChoice
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.ids import new_id
from fgc.core.uow import Work

COME, NOT_NOW, GONE = "come", "not-now", "gone"
KNOCK_AGAIN = timedelta(minutes=2)


def knock(seat: Seat) -> None:
    """Knock at the door. Who may: `private.knock`. Announces `knock` to the family and `door` to coordinators.

    Audit: `private:knock`. A second knock within two minutes without an answer is the same knock.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.knock")
        last = queries.door_sign(work.session, seat.case_id, queries.KNOCK)
        if last and not last.answer and clock.now() - last.at < KNOCK_AGAIN:
            return
        _sign(work, seat, queries.KNOCK)
        trail.record(work, seat.case_id, "private:knock", who=seat.id, session=seat.session)
        work.announce(Signal(seat.case_id, "knock", "note.read", policy.PRIVATE_CIRCLE))
        work.announce(Signal(seat.case_id, "door", "private.knock"))


def answer_knock(seat: Seat, answer: str) -> None:
    """“Come in” or “Not now”: an answer, and no right to read. Who may: `private.answer`.

    Announces `door` to coordinators and `knock` to the family. Audit: `private:knock:answer`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.answer")
        if answer not in (COME, NOT_NOW):
            raise Refused(answer=_("Choose an answer."))
        last = queries.door_sign(work.session, seat.case_id, queries.KNOCK)
        if last is None or last.answer:
            return
        work.session.execute(
            update(DoorSign).where(DoorSign.id == last.id).values(answer=answer, answered_at=clock.now())
        )
        trail.record(
            work, seat.case_id, "private:knock:answer", who=seat.id, session=seat.session, obj=last.id, answer=answer
        )
        work.announce(Signal(seat.case_id, "door", "private.knock"))
        work.announce(Signal(seat.case_id, "knock", "note.read", policy.PRIVATE_CIRCLE))


def see_off(seat: Seat) -> None:
    """The coordinator has gone out again: the knock and the call are over. Who may: `private.answer`.

    Announces `door` to coordinators and `knock` to the family. Audit: `private:knock:answer` (answer `gone`).
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.answer")
        signs = (queries.door_sign(work.session, seat.case_id, kind) for kind in (queries.KNOCK, queries.CALL))
        over = [sign for sign in signs if sign is not None and sign.answer not in (NOT_NOW, GONE)]
        for sign in over:
            work.session.execute(
                update(DoorSign).where(DoorSign.id == sign.id).values(answer=GONE, answered_at=clock.now())
            )
            trail.record(
                work, seat.case_id, "private:knock:answer", who=seat.id, session=seat.session, obj=sign.id, answer=GONE
            )
        if over:
            work.announce(Signal(seat.case_id, "door", "private.knock"))
            work.announce(Signal(seat.case_id, "knock", "note.read", policy.PRIVATE_CIRCLE))


def call_in(seat: Seat) -> None:
    """Ask the coordinator to come in: who and when, no right to read. Who may: `private.call`.

    Announces `door` to coordinators and `knock` to the family. Audit: `private:call-in`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.call")
        last = queries.door_sign(work.session, seat.case_id, queries.CALL)
        if last and not last.answer and clock.now() - last.at < KNOCK_AGAIN:
            return
        _sign(work, seat, queries.CALL)
        trail.record(work, seat.case_id, "private:call-in", who=seat.id, session=seat.session)
        work.announce(Signal(seat.case_id, "door", "private.knock"))
        work.announce(Signal(seat.case_id, "knock", "note.read", policy.PRIVATE_CIRCLE))


def press_ready(seat: Seat, chosen: Mapping[str, Sequence[str]]) -> str:
    """“We are ready”: choose what goes along, and press. One adult presses, another confirms; somebody who is the only
    adult in the room presses twice. Gives back `first` or `done`. A later choice replaces an earlier one.

    Who may: `private.ready`, adults of the family. Announces `ready:changed` to the family; StageNoticed when
    confirmed. Audit: `private:ready` (in the family's own chain), then `stage:notice`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.ready")
        if queries.notice_of(work.session, seat.case_id) is not None:
            return rules.DONE
        ready = queries.ready_of(work.session, seat.case_id)
        step = rules.ready_step(seat.role, seat.id, ready.first_id, _adults_here(work, seat))
        if step == rules.NOT_YOU:
            raise Refused(form=_("A grown-up of the family has to press this."))
        if step == rules.AGAIN_ALONE:
            raise Refused(form=_("Somebody else of the family has to press this too."))
        _keep_choice(work, seat, chosen, step)
        trail.record(
            work, seat.case_id, "private:ready", who=seat.id, session=seat.session, circle=policy.PRIVATE_CIRCLE,
            step=step,
        )  # fmt: skip
        if step == rules.DONE:
            stages.announce_move(work, seat, policy.AGREEING)
        else:
            work.announce(Signal(seat.case_id, "ready:changed", "note.read", policy.PRIVATE_CIRCLE))
        return step


def not_ready(seat: Seat) -> None:
    """“Not ready yet”: forget the presses, and stop the move if it was announced. Who may: `private.answer`.

    Announces `ready:changed` and `stage:notice`. Audit: `private:ready` (step `back`), `stage:stop`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "private.answer")
        stages.drop_notice(work, seat)
        work.session.execute(delete(ReadyChoice).where(ReadyChoice.case_id == seat.case_id))
        trail.record(
            work, seat.case_id, "private:ready", who=seat.id, session=seat.session, circle=policy.PRIVATE_CIRCLE,
            step="back",
        )  # fmt: skip
        work.announce(Signal(seat.case_id, "ready:changed", "note.read", policy.PRIVATE_CIRCLE))


def _sign(work: Work, seat: Seat, kind: str) -> None:
    work.session.execute(
        insert(DoorSign).values(
            id=new_id("d"), case_id=seat.case_id, kind=kind, member_id=seat.id, at=clock.now(), answer=""
        )
    )


def _keep_choice(work: Work, seat: Seat, chosen: Mapping[str, Sequence[str]], step: str) -> None:
    clean: dict[str, list[str]] = {}
    for carrier in carry.carriers():
        offered = {one.id for one in carrier.candidates(work.session, seat)}
        clean[carrier.kind] = [one for one in dict.fromkeys(chosen.get(carrier.kind, ())) if one in offered]
    before = queries.ready_of(work.session, seat.case_id)
    work.session.execute(delete(ReadyChoice).where(ReadyChoice.case_id == seat.case_id))
    now, done = clock.now(), step == rules.DONE
    work.session.execute(
        insert(ReadyChoice).values(
            case_id=seat.case_id, chosen=json.dumps(clean), first_id=before.first_id or seat.id, first_at=now,
            second_id=seat.id if done else None, second_at=now if done else None,
        )
    )  # fmt: skip


def _adults_here(work: Work, seat: Seat) -> frozenset[str]:
    present = queries.presences(work.session, queries.meeting_of(work.session, seat.case_id))
    return frozenset(
        one.id for one in access.seats_of(work.session, seat.case_id)
        if one.role in rules.ADULTS and rules.stays(one) and one.id in present
        and present[one.id].state in rules.PRESENT
    )  # fmt: skip
