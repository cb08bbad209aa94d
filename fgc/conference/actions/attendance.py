"""Coming, being let in, stepping out. Who is apart has no part in any of it.

During private time the family comes and goes without being let in: whoever may read the circle `private` is in the
room. What they do then is told to that circle only and written into its own chain; workers see no presence at all.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Update, insert, select, update

from fgc.accounts import sessions
from fgc.audit import trail
from fgc.cases import access, policy
from fgc.cases.events import Signal
from fgc.cases.policy import Seat
from fgc.conference import queries, rules
from fgc.conference.models import Attendance
from fgc.conference.queries import MeetingView, Presence
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Stale
from fgc.core.uow import Work

SEEN_EVERY_S = 60


@dataclass(frozen=True, slots=True)
class _Room:
    """A meeting, this member's seat read under the lock, and where they are."""

    seat: Seat
    meeting: MeetingView
    mine: Presence | None


def arrive(seat: Seat) -> str:
    """Come into the waiting room, or back to one's place within fifteen minutes; gives back the state.

    Who may: `meeting.attend`, while the waiting room is open. Announces the signal `attendance:changed`.
    Audit: `attendance:arrive` (a return is no entry).
    """
    with uow.write() as work:
        room = _enter(work, seat)
        if not _open(room):
            raise Stale(_("The waiting room is not open yet."))
        seat, now = room.seat, clock.now()
        state = _state_on_arrival(room, now)
        known = room.mine.state if room.mine else ""
        _put(work, room, seat.id, state, session=seat.session)
        if state in rules.PRESENT:
            _stop_clock(work, seat, seat.session)
        if state == known:
            return state
        _record(work, seat, "attendance:arrive")
        _tell(work, seat)
        return state


def let_in(seat: Seat, member_id: str) -> None:
    """Let one person in; somebody who is at the table without a page of their own can be let in as well.

    Who may: coordinators (`meeting.admit`), not during private time. Announces `attendance:changed` and `let-in`.
    Audit: `attendance:let-in`.
    """
    with uow.write() as work:
        room = _lead(work, seat)
        guest = next((one for one in access.seats_of(work.session, room.seat.case_id) if one.id == member_id), None)
        if guest is None or not policy.can(guest, "meeting.attend", guest.at()):
            raise NotFound
        _let_in(work, room, [guest])


def let_family_in(seat: Seat) -> int:
    """Let everybody of the family who waits in first, with the helpers beside them; gives back how many.

    Who may: coordinators (`meeting.admit`), not during private time. Announces `attendance:changed` and `let-in`.
    Audit: `attendance:let-in` for each.
    """
    with uow.write() as work:
        room = _lead(work, seat)
        there = queries.presences(work.session, room.meeting).values()
        waiting = {one.member_id for one in there if one.state == rules.WAITING}
        guests = [
            one for one in access.seats_of(work.session, room.seat.case_id)
            if one.id in waiting and one.role not in policy.WORKERS and policy.can(one, "meeting.attend", one.at())
        ]  # fmt: skip
        _let_in(work, room, guests)
        return len(guests)


def step_out(seat: Seat) -> None:
    """Leave the meeting of one's own wish. Who may: `meeting.attend`. Announces `attendance:changed`.

    Audit: `attendance:out`.
    """
    with uow.write() as work:
        room = _enter(work, seat)
        if room.mine is not None and room.mine.state not in rules.AWAY:
            _out(work, room, room.seat, room.mine, rules.OUT, "left")


def see_out(seat: Seat, member_id: str) -> None:
    """End the room for one person, quietly. Who may: coordinators (`meeting.admit`), not during private time.

    Announces `attendance:changed`. Audit: `attendance:out`.
    """
    with uow.write() as work:
        room = _lead(work, seat)
        theirs = queries.presence_of(work.session, room.meeting, member_id)
        if theirs is None:
            raise NotFound
        _out(work, room, room.seat, theirs, rules.SEEN_OUT, "coordinator")


def take_break(seat: Seat, *, on: bool) -> None:
    """Have a break of one's own, or come back from it. Who may: `break.take`, by those who are in.

    Announces `attendance:changed`. No audit: it is a moment, not an act on the case.
    """
    with uow.write() as work:
        room = _enter(work, seat)
        access.require(room.seat, "break.take")
        if room.mine is None or room.mine.state not in rules.PRESENT:
            raise Stale(_("You are not in the meeting now."))
        if room.seat.stage == policy.PRIVATE and not rules.stays(room.seat):
            raise NotFound
        _put(work, room, room.seat.id, rules.BREAK if on else rules.IN, session=room.mine.session)
        _tell(work, room.seat)


def seen(seat: Seat) -> None:
    """Note that somebody's page is still there; written at most once a minute. Neither announced nor audited.

    Who may: anybody, for their own place. A coordinator's first sight counts as being at the desk.
    """
    with uow.read() as session:
        meeting = queries.meeting_of(session, seat.case_id)
        mine = queries.presence_of(session, meeting, seat.id)
    if meeting is None or not policy.can(seat, "meeting.attend", seat.at()):
        return
    now = clock.now()
    if mine is None:
        if seat.role == policy.COORDINATOR:
            with uow.write() as work:
                _put(work, _enter(work, seat), seat.id, rules.IN, session=seat.session)
        return
    lost = mine.state in rules.PRESENT and rules.arrival(mine.state, mine.seen_at, now) == rules.WAITING
    if seat.role != policy.COORDINATOR and (lost or (now - mine.seen_at).total_seconds() < SEEN_EVERY_S):
        return
    if (now - mine.seen_at).total_seconds() >= SEEN_EVERY_S:
        with uow.write() as work:
            work.session.execute(_mine(meeting, seat.id).values(seen_at=now))


def freshen(work: Work, meeting: MeetingView, moment: datetime) -> None:
    """Count everybody who is in as seen now: a long private time costs nobody their place. For changes of stage."""
    work.session.execute(
        update(Attendance)
        .where(Attendance.meeting_id == meeting.id, Attendance.state.in_(rules.PRESENT))
        .values(seen_at=moment, hand_at=None)
    )


def pause_clocks(work: Work, meeting: MeetingView, *, on: bool) -> None:
    """Let the idle time of all who are in stand still, or run again. For changes of stage (settled, 2)."""
    until = clock.now() + rules.CLOCKS_STAND if on else None
    rows = work.session.execute(
        select(Attendance.session).where(
            Attendance.meeting_id == meeting.id, Attendance.state.in_(rules.PRESENT), Attendance.session != ""
        )
    )
    for row in rows.all():
        sessions.pause_clock(work, row.session, until)


def _enter(work: Work, seat: Seat) -> _Room:
    seat = access.settle(work, seat)
    access.require(seat, "meeting.attend")
    meeting = queries.meeting_of(work.session, seat.case_id)
    if meeting is None:
        raise Stale(_("No meeting is planned."))
    return _Room(seat, meeting, queries.presence_of(work.session, meeting, seat.id))


def _lead(work: Work, seat: Seat) -> _Room:
    room = _enter(work, seat)
    access.require(room.seat, "meeting.admit")
    access.require(room.seat, "meeting.lead")
    return room


def _open(room: _Room) -> bool:
    meeting = room.meeting
    return rules.waiting_room_open(room.seat.stage, meeting.starts_at, meeting.opened_at, clock.now())


def _state_on_arrival(room: _Room, now: datetime) -> str:
    seat = room.seat
    if seat.role == policy.COORDINATOR or (seat.stage == policy.PRIVATE and rules.stays(seat)):
        return rules.IN
    return rules.arrival(room.mine.state, room.mine.seen_at, now) if room.mine else rules.WAITING


def _let_in(work: Work, room: _Room, guests: list[Seat]) -> None:
    known = queries.presences(work.session, room.meeting)
    for guest in guests:
        session_id = known[guest.id].session if guest.id in known else ""
        _put(work, room, guest.id, rules.IN, session=session_id, let_in=True)
        _stop_clock(work, room.seat, session_id)
        trail.record(
            work, room.seat.case_id, "attendance:let-in", who=room.seat.id, session=room.seat.session, obj=guest.id
        )
        work.announce(Signal(room.seat.case_id, "let-in", "meeting.attend", only=guest.id))
    if guests:
        _tell(work, room.seat)


def _out(work: Work, room: _Room, seat: Seat, theirs: Presence, state: str, why: str) -> None:
    work.session.execute(
        _mine(room.meeting, theirs.member_id).values(state=state, hand_at=None, unclear_at=None, session="")
    )
    if theirs.session:
        sessions.pause_clock(work, theirs.session, None)
    _record(work, seat, "attendance:out", obj=theirs.member_id, why=why)
    _tell(work, seat)


def _put(work: Work, room: _Room, member_id: str, state: str, *, session: str, let_in: bool = False) -> None:
    now = clock.now()
    values: dict[str, object] = {"state": state, "seen_at": now, "session": session}
    if let_in or state == rules.IN:
        values["let_in_at"] = now
    changed = work.session.execute(_mine(room.meeting, member_id).values(**values).returning(Attendance.member_id))
    if changed.first() is None:
        work.session.execute(
            insert(Attendance).values(
                meeting_id=room.meeting.id, member_id=member_id, case_id=room.seat.case_id, arrived_at=now, **values
            )
        )


def _mine(meeting: MeetingView, member_id: str) -> Update:
    return update(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.member_id == member_id)


def _stop_clock(work: Work, seat: Seat, session_id: str) -> None:
    if session_id and seat.stage in rules.IN_SESSION:
        sessions.pause_clock(work, session_id, clock.now() + rules.CLOCKS_STAND)


def _record(work: Work, seat: Seat, act: str, *, obj: str = "", **facts: Any) -> None:
    circle = policy.PRIVATE_CIRCLE if seat.stage == policy.PRIVATE and rules.stays(seat) else ""
    trail.record(work, seat.case_id, act, who=seat.id, session=seat.session, obj=obj or seat.id, circle=circle, **facts)


def _tell(work: Work, seat: Seat) -> None:
    private = seat.stage == policy.PRIVATE
    action, circle = ("note.read", policy.PRIVATE_CIRCLE) if private else ("meeting.attend", "")
    work.announce(Signal(seat.case_id, "attendance:changed", action, circle))
