"""Tables of the meeting. Ids, codes and times only, but for the sealed words of a meeting and of an override."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Meeting(Base):
    """An initial or review conference. `words` (sealed, everyone): place, how to join, what to bring, a message.

    `state` is planned, cancelled or over. `running_order` is a JSON list of member ids; `talking_id` whose turn it is.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_case_id_state", "case_id", "state"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]
    state: Mapped[str]
    starts_at: Mapped[datetime]
    words: Mapped[bytes]
    rev: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None]
    break_since: Mapped[datetime | None]
    talking_id: Mapped[str | None]
    running_order: Mapped[str] = mapped_column(Text, default="[]")
    read_row_id: Mapped[str | None]
    created_at: Mapped[datetime]


class Attendance(Base):
    """Where a member is in a meeting: waiting, in, break or out. `session` is the one whose clocks stand still."""

    __tablename__ = "attendance"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    state: Mapped[str]
    arrived_at: Mapped[datetime]
    let_in_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    hand_at: Mapped[datetime | None]
    unclear_at: Mapped[datetime | None]
    session: Mapped[str]


class StageNotice(Base):
    """A change of stage that has been said aloud and is due at a moment, unless somebody stops it. One for a case."""

    __tablename__ = "stage_notice"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    before: Mapped[str]
    stage: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
    by_member_id: Mapped[str]
    at: Mapped[datetime]


class StageStep(Base):
    """A stage that was entered, and when."""

    __tablename__ = "stage_step"
    __table_args__ = (Index("ix_stage_step_case_id_at", "case_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    before: Mapped[str]
    stage: Mapped[str]
    at: Mapped[datetime]
    by_member_id: Mapped[str]


class Override(Base):
    """Why a coordinator began although something was missing (domain.md 3.4). `reason` is sealed (coordinator)."""

    __tablename__ = "stage_override"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    stage: Mapped[str]
    missing: Mapped[str]
    reason: Mapped[bytes]
    by_member_id: Mapped[str]
    at: Mapped[datetime]


class DoorSign(Base):
    """A knock of the coordinator, or a call of the family (`kind`), during private time. No words, no right to read."""

    __tablename__ = "door_sign"
    __table_args__ = (Index("ix_door_sign_case_id_at", "case_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]
    member_id: Mapped[str]
    at: Mapped[datetime]
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]


class ReadyChoice(Base):
    """What the family wants to take out of private time (`chosen`: JSON, kind → ids), and who has pressed so far."""

    __tablename__ = "ready_choice"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    chosen: Mapped[str] = mapped_column(Text)
    first_id: Mapped[str]
    first_at: Mapped[datetime]
    second_id: Mapped[str | None]
    second_at: Mapped[datetime | None]


class HelpPress(Base):
    """Somebody pressed for help: who and when, nothing else. `kind`: help (stop) or tell (only the coordinator)."""

    __tablename__ = "help_press"
    __table_args__ = (Index("ix_help_press_case_id_answered_at", "case_id", "answered_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
