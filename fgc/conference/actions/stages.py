"""Changing the stage: said aloud first, stoppable, then done once, by whoever comes first after the moment.

`give_notice` writes when it is due; the alarm of `realtime/` calls `apply_due` at that moment, and so does the next
page of the meeting that anybody opens. The change itself is one transaction: stage, clocks, what the family carries out
of private time, trail. The rights of everybody follow from the stage at COMMIT; nothing is taken away one by one.
"""

from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from config.settings import Settings
from fgc.audit import trail
from fgc.cases import access, policy, stages
from fgc.cases.events import Signal, StageChanged
from fgc.cases.policy import AGREEING, PRIVATE, Seat
from fgc.cases.stages import CaseStage
from fgc.conference import gates, queries, rules
from fgc.conference.actions import attendance, carrying, deletion
from fgc.conference.events import StageNoticed
from fgc.conference.models import Meeting, Override, ReadyChoice, StageNotice, StageStep
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.vault import current_vault


def give_notice(seat: Seat, to: str, reason: str = "") -> None:
    """Say that the case will go to another stage, in `stage_notice_s` seconds (0, and in rehearsals: at once).

    Who may: `stage.set`; the policy refuses it in private time, which only the family ends. `reason` passes over what
    is missing. Announces StageNoticed, or StageChanged when at once. Audit: `stage:notice`, `stage:change`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "stage.set")
        if not rules.may_move(seat.stage, to):
            raise Stale(_("The meeting moved on."))
        if queries.notice_of(work.session, seat.case_id) is not None:
            return
        _pass_gates(work, seat, to, reason)
        announce_move(work, seat, to)


def stop_notice(seat: Seat) -> None:
    """“Not ready yet”: take an announced move back. Who may: `rules.may_stop`.

    Announces the signal `stage:notice`. Audit: `stage:stop`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        notice = queries.notice_of(work.session, seat.case_id)
        if notice is None:
            raise Stale(_("The meeting moved on."))
        if not rules.may_stop(seat, notice.before, notice.stage):
            raise NotFound
        drop_notice(work, seat)


def apply_due(case_id: str) -> bool:
    """Do what was announced, if its moment has come; False when there is nothing to do. Any number of calls do it once.

    Who may: the system. Announces StageChanged. Audit: `stage:change`, in the name of whoever gave notice.
    """
    with uow.write() as work:
        case = stages.lock(work, case_id)
        notice = queries.notice_of(work.session, case_id)
        if case is None or notice is None or not notice.due:
            return False
        if case.stage != notice.before or case.held or case.shredded_at:
            work.session.execute(delete(StageNotice).where(StageNotice.case_id == case_id))
            return False
        _change(work, case, notice.stage, notice.by_member_id, "")
        return True


def current(seat: Seat) -> Seat:
    """The same seat after anything due has been done: pages of the meeting begin with this. Raises `NotFound`."""
    with uow.read() as session:
        notice = queries.notice_of(session, seat.case_id)
    if notice is None or not notice.due:
        return seat
    apply_due(seat.case_id)
    with uow.read() as session:
        fresh = access.seat_for(session, seat.account_id, seat.case_id, seat.session)
    if fresh is None:
        raise NotFound
    return fresh


def change(work: Work, seat: Seat, to: str) -> None:
    """Change the stage within a transaction of another slice, without notice (the record was signed, for instance).

    Who may: `stage.set`. The caller has settled the seat. Announces StageChanged. Audit: `stage:change`.
    """
    access.require(seat, "stage.set")
    case = stages.lock(work, seat.case_id)
    if case is None or not rules.may_move(case.stage, to):
        raise Stale(_("The meeting moved on."))
    _change(work, case, to, seat.id, seat.session)


def announce_move(work: Work, seat: Seat, to: str) -> None:
    """Write the notice and announce it, or change at once where there is none. The caller decided that it may be."""
    case = stages.lock(work, seat.case_id)
    if case is None:
        raise NotFound
    settings: Settings = current_app.extensions["fgc.settings"]
    trail.record(work, seat.case_id, "stage:notice", who=seat.id, session=seat.session, to=to)
    if case.rehearsal or settings.stage_notice_s == 0:
        _change(work, case, to, seat.id, seat.session)
        return
    due_at = clock.now() + timedelta(seconds=settings.stage_notice_s)
    work.session.execute(
        insert(StageNotice).values(
            case_id=seat.case_id, before=case.stage, stage=to, due_at=due_at, by_member_id=seat.id, at=clock.now()
        )
    )
    work.announce(StageNoticed(seat.case_id, due_at, case.stage, to))


def drop_notice(work: Work, seat: Seat) -> None:
    """Delete the notice of this case and tell everybody; what the family had pressed starts anew."""
    notice = queries.notice_of(work.session, seat.case_id)
    if notice is None:
        return
    work.session.execute(delete(StageNotice).where(StageNotice.case_id == seat.case_id))
    work.session.execute(delete(ReadyChoice).where(ReadyChoice.case_id == seat.case_id))
    trail.record(work, seat.case_id, "stage:stop", who=seat.id, session=seat.session, to=notice.stage)
    work.announce(Signal(seat.case_id, "stage:notice", "meeting.attend", detail="stopped"))


def _pass_gates(work: Work, seat: Seat, to: str, reason: str) -> None:
    found = gates.obstacles(work.session, seat, to)
    if hard := [one.text for one in found if one.hard]:
        raise Refused(form=" ".join(hard))
    if not found:
        return
    if not reason.strip():
        raise Refused(reason=_("Say why you begin all the same."))
    override_id = new_id("ov")
    sealed = current_vault().seal(
        seat.case_id, policy.COORDINATOR_CIRCLE, "stage_override", override_id, "reason", reason.strip()[:1000]
    )
    work.session.execute(
        insert(Override).values(
            id=override_id, case_id=seat.case_id, stage=to, missing=",".join(one.key for one in found)[:80],
            reason=sealed, by_member_id=seat.id, at=clock.now(),
        )
    )  # fmt: skip


def _change(work: Work, case: CaseStage, to: str, by: str, session_id: str) -> None:
    now = clock.now()
    if to == PRIVATE:
        deletion.delete_if_due(work, case)
    stages.set_stage(work, case, to)
    work.session.execute(delete(StageNotice).where(StageNotice.case_id == case.id))
    work.session.execute(
        insert(StageStep).values(id=new_id("st"), case_id=case.id, before=case.stage, stage=to, at=now, by_member_id=by)
    )
    facts: dict[str, Any] = {"from": case.stage, "to": to}
    trail.record(work, case.id, "stage:change", who=by, session=session_id, **facts)
    if case.stage == PRIVATE and to == AGREEING:
        carrying.carry_out(work, case.id)
    _settle_room(work, case.id, to)
    work.announce(StageChanged(case.id, case.stage, to))


def _settle_room(work: Work, case_id: str, to: str) -> None:
    meeting = queries.meeting_of(work.session, case_id)
    if meeting is None:
        return
    live = to in rules.IN_SESSION
    attendance.freshen(work, meeting, clock.now())
    attendance.pause_clocks(work, meeting, on=live)
    values: dict[str, object] = {"talking_id": None, "break_since": None, "read_row_id": None}
    if not live:
        values["state"] = "over"
    work.session.execute(update(Meeting).where(Meeting.id == meeting.id).values(**values))
