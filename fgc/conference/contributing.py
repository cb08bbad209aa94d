"""What the meeting adds to somebody's first page: the next step for every moment of it, and when and where it is."""

from datetime import date, timedelta

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.contributions import Appointment, NextStep
from fgc.cases.policy import Seat
from fgc.conference import queries, room, rules
from fgc.conference.queries import MeetingView
from fgc.core import clock
from fgc.web.times import local

SOON = timedelta(days=2)


def appointment(session: Session, seat: Seat) -> Appointment | None:
    """The meeting that is planned or on, with its place for those who may read what is written for everyone."""
    meeting = queries.meeting_of(session, seat.case_id)
    if meeting is None or room.page_kind(seat, None, None) in (room.APART, room.DOOR) or _is_over(seat, meeting):
        return None
    if not policy.can(seat, "meeting.attend", seat.at()):
        return None
    readable = policy.can(seat, "note.read", seat.at(policy.EVERYONE))
    words = queries.words_of(meeting) if readable else queries.MeetingWords()
    return Appointment(meeting.starts_at, words.place, words.join, meeting.kind == "review")


def step(session: Session, seat: Seat) -> NextStep | None:
    """The meeting as somebody's next step: where to go while it is on, its day before; nothing for people apart."""
    if not policy.can(seat, "meeting.attend", seat.at()):
        return None
    meeting = queries.meeting_of(session, seat.case_id)
    if seat.stage in rules.IN_SESSION:
        return _now(session, seat, meeting)
    if meeting is None:
        return None
    if room.is_open(seat, meeting):
        return _open(session, seat, meeting)
    return _passed(seat) if _is_over(seat, meeting) else _before(seat, meeting)


def _now(session: Session, seat: Seat, meeting: MeetingView | None) -> NextStep:
    href = _page(seat)
    if seat.stage == policy.PRIVATE:
        if rules.stays(seat):
            return NextStep(1, _("Private family time is on now"), _("Only family is there."), href, _("Go in"))
        text = _("You can wait. They call you when they are ready.")
        return NextStep(1, _("The family has private time now"), text, href, _("Go to the closed door"))
    if _is_waiting(session, seat, meeting):
        return _waiting(href)
    text = (
        _("Part 3: you go through the plan together.")
        if seat.stage == policy.AGREEING
        else _("Part 1: workers tell you what they know. You can ask anything.")
    )
    if seat.role in policy.WORKERS:
        text = ""
    return NextStep(1, _("Your meeting is on now"), text, href, _("Go to the meeting"))


def _open(session: Session, seat: Seat, meeting: MeetingView) -> NextStep:
    if _is_waiting(session, seat, meeting):
        return _waiting(_page(seat))
    text = _("It starts at %(time)s.", time=_hour(meeting))
    return NextStep(2, _("The waiting room is open"), text, _page(seat), _("Go in"))


def _waiting(href: str) -> NextStep:
    title, text = _("You are in the waiting room"), _("You do not need to press anything there.")
    return NextStep(1, title, text, href, _("Go back to the waiting room"))


def _before(seat: Seat, meeting: MeetingView) -> NextStep:
    day, hour = _day(meeting), _hour(meeting)
    title = (
        _("Your check-up meeting is on %(day)s at %(time)s", day=day, time=hour)
        if meeting.kind == "review"
        else _("Your meeting is on %(day)s at %(time)s", day=day, time=hour)
    )
    if seat.role in policy.WORKERS:
        return NextStep(60, title, "", _page(seat), _("See where it is and how to join"))
    href = url_for("getting_ready.page", case_id=seat.case_id)
    order = 25 if meeting.starts_at - clock.now() <= SOON else 60
    return NextStep(order, title, _("See where it is and how you can join."), href, _("Get ready"))


def _passed(seat: Seat) -> NextStep:
    text = _("Ask the person who set this up for the new day.")
    href = url_for("help.page", case_id=seat.case_id)
    return NextStep(60, _("The day of your meeting has passed"), text, href, _("Ask for help"))


def _is_waiting(session: Session, seat: Seat, meeting: MeetingView | None) -> bool:
    mine = queries.presence_of(session, meeting, seat.id)
    return mine is not None and mine.state == rules.WAITING


def _is_over(seat: Seat, meeting: MeetingView) -> bool:
    """Whether the day of a meeting has gone by without it; a meeting that is on is never over."""
    return seat.stage not in rules.IN_SESSION and clock.now() > meeting.starts_at + rules.OPEN_FOR


def _page(seat: Seat) -> str:
    return str(url_for("meeting.page", case_id=seat.case_id))


def _day(meeting: MeetingView) -> str:
    day: date = local(meeting.starts_at).date()
    return str(format_date(day, "EEEE d MMMM"))


def _hour(meeting: MeetingView) -> str:
    return local(meeting.starts_at).strftime("%H:%M")
