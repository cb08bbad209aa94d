"""The meeting as one member sees it: which page, who is where, the notice, the door. Words, not rules.

Nobody is in here whom the viewer may not know of. During private time a list of people exists only for those who are
in the room, and names only them.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.circles import heads_of
from fgc.cases.people import Person, people_seen
from fgc.cases.policy import Seat
from fgc.conference import queries, rules
from fgc.conference.queries import MeetingView, MeetingWords, Notice, Presence, Sign
from fgc.core import clock

APART, NONE, WAIT, ROOM, DESK, PRIVATE, DOOR = "apart", "none", "wait", "room", "desk", "private", "door"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at the table. `hand` is the place in the queue, 0 without a hand; `asked` only coordinators see."""

    id: str
    name: str
    known_as: str
    role: str
    worker: bool
    state: str
    state_text: str
    hand: int
    talking: bool
    asked: bool
    me: bool


@dataclass(frozen=True, slots=True)
class NoticeView:
    """An announced move in words. `seconds` left; `may_stop` for this viewer; `leaving` when the viewer has to go."""

    stage: str
    text: str
    due_at: datetime
    seconds: int
    may_stop: bool
    leaving: bool


@dataclass(frozen=True, slots=True)
class Doorway:
    """What somebody outside private time sees: since when, and for coordinators whether they knocked or were called."""

    since: datetime | None
    state: str
    answer: str
    called: bool
    may_knock: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Everything a page of the meeting shows about the meeting itself."""

    kind: str
    meeting: MeetingView | None
    words: MeetingWords | None
    mine: str
    open: bool
    guests: tuple[Guest, ...]
    notice: NoticeView | None
    talking: str
    queue: int
    queue_words: str
    asked: bool
    live: bool
    coordinators: tuple[str, ...]


def room_for(session: Session, seat: Seat) -> Room:
    """The meeting for this member now."""
    meeting = queries.meeting_of(session, seat.case_id)
    mine = queries.presence_of(session, meeting, seat.id)
    kind = page_kind(seat, meeting, mine)
    inside = kind not in (APART, DOOR)
    guests = guests_of(session, seat, meeting) if inside else ()
    readable = inside and policy.can(seat, "note.read", seat.at(policy.EVERYONE))
    words = queries.words_of(meeting) if meeting and readable else None
    me = next((guest for guest in guests if guest.me), None)
    return Room(
        kind=kind, meeting=meeting if inside else None, words=words, mine=_state(mine),
        open=meeting is not None and is_open(seat, meeting), guests=guests,
        notice=notice_for(session, seat) if kind != APART else None,
        talking=next((guest.known_as for guest in guests if guest.talking), ""),
        queue=me.hand if me else 0, queue_words=hand_words(me.hand if me else 0),
        asked=mine is not None and mine.unclear_at is not None,
        live=seat.stage in rules.IN_SESSION, coordinators=coordinators_of(session, seat),
    )  # fmt: skip


def page_kind(seat: Seat, meeting: MeetingView | None, mine: Presence | None) -> str:
    """Which of the pages of a meeting this member gets."""
    if not policy.can(seat, "meeting.attend", seat.at()):
        return APART if seat.apart else NONE
    if seat.stage == policy.PRIVATE:
        return PRIVATE if rules.stays(seat) else DOOR
    if seat.role == policy.COORDINATOR:
        return DESK if meeting is not None or seat.stage in rules.IN_SESSION else NONE
    if seat.stage in rules.IN_SESSION:
        return ROOM if meeting is None or _state(mine) in rules.PRESENT else WAIT
    return WAIT if meeting is not None else NONE


def is_open(seat: Seat, meeting: MeetingView) -> bool:
    """Whether people can come into the waiting room now."""
    return rules.waiting_room_open(seat.stage, meeting.starts_at, meeting.opened_at, clock.now())


def guests_of(session: Session, seat: Seat, meeting: MeetingView | None) -> tuple[Guest, ...]:
    """Who is expected or there. Nobody, for somebody outside private time."""
    private = seat.stage == policy.PRIVATE
    if not policy.can(seat, "meeting.attend", seat.at()) or (private and not rules.stays(seat)):
        return ()
    people = [
        one for one in people_seen(session, seat)
        if policy.can(one.seat, "meeting.attend", one.seat.at()) and (not private or rules.stays(one.seat))
    ]  # fmt: skip
    present = queries.presences(session, meeting)
    there = [present[one.id] for one in people if one.id in present]
    hands = [(one.member_id, one.hand_at) for one in there if one.hand_at is not None]
    return tuple(_guest(seat, one, present.get(one.id), rules.place_in_queue(hands, one.id), meeting) for one in people)


def apart_of(session: Session, seat: Seat) -> tuple[Person, ...]:
    """Who takes part apart: for coordinators only."""
    if seat.role != policy.COORDINATOR:
        return ()
    return tuple(p for p in people_seen(session, seat) if p.seat.apart and p.seat.state == policy.CONFIRMED)


def leaving_and_staying(session: Session, seat: Seat) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who has to leave for private time and which helpers stay, as the coordinator may know of them."""
    people = [p for p in people_seen(session, seat) if not p.seat.apart]
    leaving = tuple(p for p in people if p.id != seat.id and rules.leaves(p.seat))
    staying = tuple(p for p in people if p.seat.role in policy.HELPERS and rules.stays(p.seat))
    return leaving, staying


def notice_for(session: Session, seat: Seat) -> NoticeView | None:
    """The announced move, as this member is told of it; None for people apart."""
    notice = queries.notice_of(session, seat.case_id)
    if notice is None or not policy.can(seat, "meeting.attend", seat.at()):
        return None
    leaving = notice.stage == policy.PRIVATE and not rules.stays(seat)
    seconds = max(0, round((notice.due_at - clock.now()).total_seconds()))
    may_stop = rules.may_stop(seat, notice.before, notice.stage)
    return NoticeView(notice.stage, _notice_words(notice, leaving), notice.due_at, seconds, may_stop, leaving)


def doorway(session: Session, seat: Seat) -> Doorway:
    """The closed door. Apart from its own two signs nothing in it depends on what happens inside."""
    since = queries.stage_since(session, seat.case_id, policy.PRIVATE)
    if not policy.can(seat, "private.knock", seat.at()):
        return Doorway(since, "closed", "", False, False)
    knock: Sign | None = queries.door_sign(session, seat.case_id, queries.KNOCK)
    call = queries.door_sign(session, seat.case_id, queries.CALL)
    called = call is not None and not call.answer
    answer = knock.answer if knock else ""
    state = "open" if called or answer == "come" else "knock" if knock and not answer else "closed"
    return Doorway(since, state, answer, called, True)


def _state(mine: Presence | None) -> str:
    """Where somebody is; a place that was left for longer than fifteen minutes is no place any more."""
    if mine is None:
        return ""
    if mine.state in rules.PRESENT:
        kept = rules.arrival(mine.state, mine.seen_at, clock.now())
        return kept if kept != rules.WAITING else ""
    return mine.state


def _guest(seat: Seat, person: Person, there: Presence | None, place: int, meeting: MeetingView | None) -> Guest:
    state = there.state if there else ""
    leads = policy.can(seat, "meeting.lead", seat.at())
    return Guest(
        person.id, person.name, person.known_as, person.seat.role, person.seat.role in policy.WORKERS, state,
        state_words(state), place, meeting is not None and meeting.talking_id == person.id,
        leads and there is not None and there.unclear_at is not None, person.id == seat.id,
    )  # fmt: skip


def mark_of(session: Session, seat: Seat, here: Room) -> str:
    """A short text that changes when something changes that this member may see: for pages that ask now and then."""
    readable = tuple(
        name for name in (policy.EVERYONE, policy.PLAN_CIRCLE, policy.PRIVATE_CIRCLE)
        if policy.can(seat, "note.read", seat.at(name))
    )  # fmt: skip
    seen: list[object] = [heads_of(session, seat.case_id, readable)]
    if here.kind not in (APART, DOOR):
        seen += [here.guests, here.queue, here.asked, here.meeting, here.words]
    if here.kind == PRIVATE:
        seen += [queries.door_sign(session, seat.case_id, kind) for kind in (queries.KNOCK, queries.CALL)]
        seen.append(queries.ready_of(session, seat.case_id))
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


def coordinators_of(session: Session, seat: Seat) -> tuple[str, ...]:
    """The coordinators by their short names, as they stand on buttons."""
    people = people_seen(session, seat)
    return tuple(one.short for one in people if one.seat.role == policy.COORDINATOR and one.seat.state != "left")


def hand_words(place: int) -> str:
    """One's own hand in the queue, as a sentence; "" without a hand."""
    sentences: tuple[str, ...] = (
        "",
        _("Your hand is up. You are first."),
        _("Your hand is up. You are second."),
        _("Your hand is up. You are third."),
        _("Your hand is up. You are fourth."),
        _("Your hand is up. You are fifth."),
        _("Your hand is up. You are sixth."),
    )
    if place < len(sentences):
        return sentences[place]
    before = place - 1
    return str(
        ngettext(
            "Your hand is up. %(num)d person is before you.", "Your hand is up. %(num)d people are before you.", before
        )
    )


def state_words(state: str) -> str:
    """Where somebody is, in words."""
    words: dict[str, str] = {
        "": _("not here yet"),
        rules.WAITING: _("waiting"),
        rules.IN: _("here"),
        rules.BREAK: _("having a break"),
        rules.OUT: _("has left"),
        rules.SEEN_OUT: _("has left"),
    }
    return words[state]


def _notice_words(notice: Notice, leaving: bool) -> str:
    if leaving:
        return str(_("Private family time is next. You will leave now."))
    words: dict[str, str] = {
        policy.INFORMATION: _("The meeting starts now: part 1, sharing."),
        policy.PRIVATE: _("Private family time is next. Only family stays."),
        policy.AGREEING: _("The family is ready. Part 3 is next: agreeing the plan."),
        policy.FOLLOWING: _("The meeting is nearly over. The plan starts now."),
        policy.CLOSED: _("This family meeting is finished."),
    }
    return words[notice.stage]
