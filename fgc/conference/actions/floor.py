"""Who speaks: hands and their queue, “I do not get this”, whose turn it is, a break for all, the row being read."""

import json
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference import queries, rules
from fgc.conference.models import Attendance, Meeting
from fgc.conference.queries import MeetingView
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Stale
from fgc.core.uow import Work


def raise_hand(seat: Seat, *, up: bool) -> int:
    """Put one's hand up or down; gives back the place in the queue (0 when down). Up twice keeps the place.

    Who may: `hand.raise`, by those who are in. Announces the signal `hand:changed`. No audit.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "hand.raise")
        meeting = _present(work, seat)
        hands = _hands(work, seat, meeting)
        if up != (seat.id in hands):
            _mark(work, meeting, seat.id, hand_at=clock.now() if up else None)
            work.announce(Signal(seat.case_id, "hand:changed", "meeting.attend"))
        if not up:
            return 0
        return rules.place_in_queue(_hands(work, seat, meeting).items(), seat.id)


def press_unclear(seat: Seat) -> None:
    """“I do not get this”: only the coordinators see who. Who may: `unclear.press`, by those who are in.

    Announces the signal `unclear:changed` to coordinators. No audit.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "unclear.press")
        _mark(work, _present(work, seat), seat.id, unclear_at=clock.now())
        work.announce(Signal(seat.case_id, "unclear:changed", "meeting.lead", member=seat.id))


def answer_unclear(seat: Seat, member_id: str) -> None:
    """Take a quiet question off the list. Who may: `meeting.lead`. Announces `unclear:changed` to coordinators."""
    with uow.write() as work:
        seat, meeting = _leading(work, seat)
        _mark(work, meeting, member_id, unclear_at=None)
        work.announce(Signal(seat.case_id, "unclear:changed", "meeting.lead"))
        work.announce(Signal(seat.case_id, "unclear:changed", "meeting.attend", only=member_id))


def give_floor(seat: Seat, member_id: str) -> None:
    """Say whose turn it is (an empty id: nobody's); their hand goes down. Who may: `meeting.lead`.

    Announces `floor:changed` and `hand:changed`. No audit.
    """
    with uow.write() as work:
        seat, meeting = _leading(work, seat)
        if member_id:
            _guest(work, seat, member_id)
            _mark(work, meeting, member_id, hand_at=None)
            work.announce(Signal(seat.case_id, "hand:changed", "meeting.attend"))
        _change(work, meeting, talking_id=member_id or None)
        work.announce(Signal(seat.case_id, "floor:changed", "meeting.attend"))


def set_order(seat: Seat, members: Sequence[str]) -> None:
    """The order of sharing. Who may: `meeting.lead`. Announces `floor:changed`. No audit."""
    with uow.write() as work:
        seat, meeting = _leading(work, seat)
        order = list(dict.fromkeys(members))
        for member_id in order:
            _guest(work, seat, member_id)
        _change(work, meeting, running_order=json.dumps(order))
        work.announce(Signal(seat.case_id, "floor:changed", "meeting.attend"))


def pause_meeting(seat: Seat, *, on: bool) -> None:
    """A break for everybody; the stage stays. Who may: `meeting.lead`. Announces `floor:changed`. No audit."""
    with uow.write() as work:
        seat, meeting = _leading(work, seat)
        _change(work, meeting, break_since=clock.now() if on else None)
        work.announce(Signal(seat.case_id, "floor:changed", "meeting.attend"))


def read_out(seat: Seat, row_id: str) -> None:
    """Mark the plan row that is being read out (an empty id: none). Who may: `meeting.lead`, while agreeing.

    Announces `floor:changed`. No audit.
    """
    with uow.write() as work:
        seat, meeting = _leading(work, seat)
        if seat.stage != policy.AGREEING:
            raise NotFound
        _change(work, meeting, read_row_id=row_id or None)
        work.announce(Signal(seat.case_id, "floor:changed", "meeting.attend"))


def _leading(work: Work, seat: Seat) -> tuple[Seat, MeetingView]:
    seat = access.settle(work, seat)
    access.require(seat, "meeting.lead")
    meeting = queries.meeting_of(work.session, seat.case_id)
    if meeting is None:
        raise Stale(_("No meeting is planned."))
    return seat, meeting


def _present(work: Work, seat: Seat) -> MeetingView:
    meeting = queries.meeting_of(work.session, seat.case_id)
    mine = queries.presence_of(work.session, meeting, seat.id)
    if meeting is None or mine is None or mine.state not in rules.PRESENT:
        raise Stale(_("You are not in the meeting now."))
    return meeting


def _guest(work: Work, seat: Seat, member_id: str) -> None:
    guest = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == member_id), None)
    if guest is None or not policy.can(guest, "meeting.attend", guest.at()):
        raise NotFound


def _hands(work: Work, seat: Seat, meeting: MeetingView) -> dict[str, datetime]:
    """Raised hands of those who take part: somebody who is apart meanwhile holds no place in the queue."""
    seats = access.seats_of(work.session, seat.case_id)
    guests = {one.id for one in seats if policy.can(one, "meeting.attend", one.at())}
    present = queries.presences(work.session, meeting).values()
    return {one.member_id: one.hand_at for one in present if one.hand_at is not None and one.member_id in guests}


def _mark(work: Work, meeting: MeetingView, member_id: str, **values: object) -> None:
    theirs = update(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.member_id == member_id)
    work.session.execute(theirs.values(**values))


def _change(work: Work, meeting: MeetingView, **values: object) -> None:
    work.session.execute(update(Meeting).where(Meeting.id == meeting.id).values(**values))
