"""Reading the meeting: its date and words, who is where, the notice, the door, presses for help.

Everything that lists people goes through `people_seen`, so nobody learns here of somebody they may not know of.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.policy import Seat
from fgc.conference import rules
from fgc.conference.models import (
    Attendance,
    DoorSign,
    HelpPress,
    Meeting,
    ReadyChoice,
    StageNotice,
    StageStep,
)
from fgc.core import clock
from fgc.vault import current_vault

KNOCK, CALL = "knock", "call"


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """What people need to come: the place, how to join from afar, who brings what, a word of the coordinator."""

    place: str = ""
    join: str = ""
    bring: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting without its words. `order` are member ids."""

    id: str
    case_id: str
    kind: str
    state: str
    starts_at: datetime
    rev: int
    blob: bytes
    opened_at: datetime | None
    break_since: datetime | None
    talking_id: str
    order: tuple[str, ...]
    read_row_id: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Where one member is."""

    member_id: str
    state: str
    seen_at: datetime
    hand_at: datetime | None
    unclear_at: datetime | None
    session: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A move that was announced."""

    before: str
    stage: str
    due_at: datetime
    by_member_id: str

    @property
    def due(self) -> bool:
        """Whether its moment has come."""
        return clock.now() >= self.due_at


@dataclass(frozen=True, slots=True)
class Sign:
    """A knock or a call at the door."""

    id: str
    kind: str
    member_id: str
    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Ready:
    """How far the family is with “We are ready”."""

    chosen: dict[str, list[str]] = field(default_factory=dict)
    first_id: str | None = None
    second_id: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed for help."""

    id: str
    member_id: str
    kind: str
    at: datetime


def meeting_of(session: Session, case_id: str) -> MeetingView | None:
    """The meeting that is planned or on now; None when there is none."""
    row = session.scalars(
        select(Meeting).where(Meeting.case_id == case_id, Meeting.state == "planned")
        .order_by(Meeting.created_at.desc(), Meeting.id).limit(1)
    ).one_or_none()  # fmt: skip
    return _view(row) if row else None


def meetings_of(session: Session, case_id: str) -> list[MeetingView]:
    """Every meeting of a case that was not cancelled, oldest first."""
    rows = session.scalars(
        select(Meeting).where(Meeting.case_id == case_id, Meeting.state != "cancelled").order_by(Meeting.starts_at)
    )
    return [_view(row) for row in rows]


def words_of(meeting: MeetingView) -> MeetingWords:
    """The words of a meeting, opened. Only for people who may read the circle `everyone`."""
    text = current_vault().open(
        meeting.case_id, policy.EVERYONE, "meeting", meeting.id, "words", meeting.blob, meeting.rev
    )
    return MeetingWords(**json.loads(text))


def presences(session: Session, meeting: MeetingView | None) -> dict[str, Presence]:
    """Where everybody is who came, by member id. For the server's own use: filter before showing."""
    if meeting is None:
        return {}
    rows = session.scalars(_attendance(meeting.id))
    return {row.member_id: _presence(row) for row in rows}


def presence_of(session: Session, meeting: MeetingView | None, member_id: str) -> Presence | None:
    """Where one member is, or None when they have not come."""
    if meeting is None:
        return None
    row = session.scalars(_attendance(meeting.id).where(Attendance.member_id == member_id)).one_or_none()
    return _presence(row) if row else None


def attended(session: Session, case_id: str) -> frozenset[str]:
    """Members who were let into the latest meeting (for the record: who was there)."""
    meetings = meetings_of(session, case_id)
    if not meetings:
        return frozenset()
    rows = session.scalars(_attendance(meetings[-1].id).where(Attendance.let_in_at.is_not(None)))
    return frozenset(row.member_id for row in rows)


def notice_of(session: Session, case_id: str) -> Notice | None:
    """The move that was announced and has not happened yet."""
    row = session.execute(
        select(StageNotice.before, StageNotice.stage, StageNotice.due_at, StageNotice.by_member_id)
        .where(StageNotice.case_id == case_id)
    ).one_or_none()  # fmt: skip
    return Notice(*row) if row else None


def all_notices(session: Session) -> list[tuple[str, datetime]]:
    """Case and moment of every move that was announced and has not happened yet: for the alarms, after a restart."""
    return [(row.case_id, row.due_at) for row in session.execute(select(StageNotice.case_id, StageNotice.due_at))]


def stage_since(session: Session, case_id: str, stage: str) -> datetime | None:
    """When the case last entered a stage."""
    return session.scalar(
        select(StageStep.at).where(StageStep.case_id == case_id, StageStep.stage == stage)
        .order_by(StageStep.at.desc()).limit(1)
    )  # fmt: skip


def door_sign(session: Session, case_id: str, kind: str) -> Sign | None:
    """The last knock or call of the private time that is on now; None when there is none."""
    since = stage_since(session, case_id, policy.PRIVATE)
    query = select(DoorSign).where(DoorSign.case_id == case_id, DoorSign.kind == kind)
    if since is not None:
        query = query.where(DoorSign.at >= since)
    row = session.scalars(query.order_by(DoorSign.at.desc(), DoorSign.id).limit(1)).one_or_none()
    return Sign(row.id, row.kind, row.member_id, row.at, row.answer) if row else None


def ready_of(session: Session, case_id: str) -> Ready:
    """The family's choice so far. Only for people who may read the circle `private`."""
    row = session.execute(
        select(ReadyChoice.chosen, ReadyChoice.first_id, ReadyChoice.second_id).where(ReadyChoice.case_id == case_id)
    ).one_or_none()
    return Ready(json.loads(row.chosen), row.first_id, row.second_id) if row else Ready()


def open_presses(session: Session, seat: Seat) -> list[Press]:
    """Presses for help that nobody has answered, oldest first; nothing but for those who may see them."""
    if not policy.can(seat, "help.see", seat.at()):
        return []
    rows = session.scalars(
        select(HelpPress).where(HelpPress.case_id == seat.case_id, HelpPress.answered_at.is_(None))
        .order_by(HelpPress.at, HelpPress.id)
    )  # fmt: skip
    return [Press(row.id, row.member_id, row.kind, row.at) for row in rows]


def own_press(session: Session, seat: Seat) -> Press | None:
    """This member's own press that waits for an answer."""
    row = session.scalars(
        select(HelpPress).where(
            HelpPress.case_id == seat.case_id, HelpPress.member_id == seat.id, HelpPress.answered_at.is_(None)
        ).order_by(HelpPress.at.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    return Press(row.id, row.member_id, row.kind, row.at) if row else None


def somebody_at_the_desk(session: Session, coordinators: frozenset[str]) -> bool:
    """Whether a coordinator's meeting page asked for news within the last two minutes."""
    since = clock.now() - rules.AT_THE_DESK
    found = session.scalar(
        select(Attendance.member_id).where(Attendance.member_id.in_(coordinators), Attendance.seen_at >= since).limit(1)
    )
    return found is not None


def _attendance(meeting_id: str) -> Select[Attendance]:
    return select(Attendance).where(Attendance.meeting_id == meeting_id)


def _presence(row: Attendance) -> Presence:
    return Presence(row.member_id, row.state, row.seen_at, row.hand_at, row.unclear_at, row.session)


def _view(row: Meeting) -> MeetingView:
    return MeetingView(
        row.id, row.case_id, row.kind, row.state, row.starts_at, row.rev, row.words, row.opened_at, row.break_since,
        row.talking_id or "", tuple(json.loads(row.running_order)), row.read_row_id or "",
    )  # fmt: skip
