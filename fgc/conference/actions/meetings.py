"""Setting the date of a meeting, moving it, cancelling it; its waiting room, and a line for who waits there."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import insert, update

from config.settings import Settings
from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference import queries, rules
from fgc.conference.events import MeetingChanged
from fgc.conference.models import Meeting
from fgc.conference.queries import MeetingWords
from fgc.core import clock, uow
from fgc.core.errors import Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.vault import current_vault
from fgc.web.times import local

KINDS = ("initial", "review")
MOST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What the coordinator wants. Day and time are in the time zone of the service."""

    kind: str
    day: date
    at: time
    words: MeetingWords


def set_meeting(seat: Seat, draft: MeetingDraft) -> str:
    """Set the next meeting, or move the one that is planned; gives back its id.

    Who may: coordinators (`meeting.manage`), not while a meeting is on. Announces MeetingChanged.
    Audit: `meeting:set` or `meeting:move`.
    """
    starts_at = _moment(draft.day, draft.at)
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "meeting.manage")
        planned = queries.meeting_of(work.session, seat.case_id)
        _check(seat, draft, starts_at, fresh=planned is None)
        if planned is None:
            return _insert(work, seat, draft, starts_at)
        rev = planned.rev + 1
        work.session.execute(
            update(Meeting).where(Meeting.id == planned.id)
            .values(starts_at=starts_at, rev=rev, words=_seal(seat, planned.id, draft.words, rev), opened_at=None)
        )  # fmt: skip
        trail.record(work, seat.case_id, "meeting:move", who=seat.id, session=seat.session, obj=planned.id)
        work.announce(MeetingChanged(seat.case_id, planned.id, "moved"))
        return planned.id


def cancel_meeting(seat: Seat) -> None:
    """Take the planned meeting off. Who may: coordinators (`meeting.manage`), not while it is on.

    Announces MeetingChanged. Audit: `meeting:cancel`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "meeting.manage")
        planned = queries.meeting_of(work.session, seat.case_id)
        if planned is None or seat.stage in rules.IN_SESSION:
            raise Stale(_("There is no planned meeting to cancel."))
        work.session.execute(update(Meeting).where(Meeting.id == planned.id).values(state="cancelled"))
        trail.record(work, seat.case_id, "meeting:cancel", who=seat.id, session=seat.session, obj=planned.id)
        work.announce(MeetingChanged(seat.case_id, planned.id, "cancelled"))


def tell_waiting(seat: Seat, message: str) -> None:
    """A line for the waiting room (“Two more people are coming. About five minutes.”); an empty one takes it away.

    Who may: coordinators (`meeting.admit`). Announces the signal `attendance:changed`. Audit: `meeting:message`.
    """
    message = " ".join(message.split())
    if len(message) > MOST_MESSAGE:
        raise Refused(message=_("This is too long. Keep it to %(most)d letters.", most=MOST_MESSAGE))
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "meeting.admit")
        planned = queries.meeting_of(work.session, seat.case_id)
        if planned is None:
            raise Stale(_("Set a date for the meeting first."))
        rev = planned.rev + 1
        words = replace(queries.words_of(planned), message=message)
        work.session.execute(
            update(Meeting).where(Meeting.id == planned.id).values(rev=rev, words=_seal(seat, planned.id, words, rev))
        )
        trail.record(work, seat.case_id, "meeting:message", who=seat.id, session=seat.session, obj=planned.id)
        work.announce(Signal(seat.case_id, "attendance:changed", "meeting.attend"))


def open_waiting_room(seat: Seat, *, on: bool) -> None:
    """Open the waiting room before its time, or leave it to the clock again. Who may: coordinators (`meeting.manage`).

    Announces the signal `attendance:changed`. Audit: `meeting:waiting-room`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "meeting.manage")
        planned = queries.meeting_of(work.session, seat.case_id)
        if planned is None:
            raise Stale(_("Set a date for the meeting first."))
        opened = clock.now() if on else None
        work.session.execute(update(Meeting).where(Meeting.id == planned.id).values(opened_at=opened))
        trail.record(
            work, seat.case_id, "meeting:waiting-room", who=seat.id, session=seat.session, obj=planned.id, on=on
        )
        work.announce(Signal(seat.case_id, "attendance:changed", "meeting.attend"))


def _insert(work: Work, seat: Seat, draft: MeetingDraft, starts_at: datetime) -> str:
    meeting_id = new_id("mt")
    work.session.execute(
        insert(Meeting).values(
            id=meeting_id, case_id=seat.case_id, kind=draft.kind, state="planned", starts_at=starts_at,
            words=_seal(seat, meeting_id, draft.words, 0), created_at=clock.now(),
        )
    )  # fmt: skip
    trail.record(work, seat.case_id, "meeting:set", who=seat.id, session=seat.session, obj=meeting_id, kind=draft.kind)
    work.announce(MeetingChanged(seat.case_id, meeting_id, "set"))
    return meeting_id


def _check(seat: Seat, draft: MeetingDraft, starts_at: datetime, *, fresh: bool) -> None:
    if seat.stage in rules.IN_SESSION:
        raise Stale(_("The meeting is on now. Set the next date when it is over."))
    if draft.kind not in KINDS:
        raise Refused(kind=_("Choose what kind of meeting it is."))
    # A meeting that is planned for today may still be moved to a later hour of the day.
    too_soon = draft.day <= local(clock.now()).date() if fresh else starts_at <= clock.now()
    if too_soon:
        raise Refused(day=_("Pick a date after today."))


def _moment(day: date, at: time) -> datetime:
    settings: Settings = current_app.extensions["fgc.settings"]
    return datetime.combine(day, at, settings.zone)


def _seal(seat: Seat, meeting_id: str, words: MeetingWords, rev: int) -> bytes:
    return current_vault().seal(
        seat.case_id, policy.EVERYONE, "meeting", meeting_id, "words", json.dumps(asdict(words)), rev
    )
