"""Tables of words: notes in circles, agency reports and requests for them, thoughts before the meeting, read marks.

Columns of type `bytes` are sealed under the key of the circle in which the words stand. Nothing is edited once it
stands in a circle: corrections are notes of their own, taking back is a mark.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Note(Base):
    """Words in a circle. `about` is the paragraph, report or thought they belong to; `why` (sealed) is why hidden."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("case_id", "circle", "seq"), Index("ix_note_about", "about"))

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    circle: Mapped[str]
    seq: Mapped[int]
    kind: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    body: Mapped[bytes]
    reason: Mapped[str]
    why: Mapped[bytes | None]
    about: Mapped[str]
    reply_to: Mapped[str]
    corrects: Mapped[str]
    said_by: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    at: Mapped[datetime]


class Report(Base):
    """An agency's information for the family. `draft` is sealed under own:<author> and emptied when it is shared."""

    __tablename__ = "report"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    rev: Mapped[int]
    draft: Mapped[bytes | None]
    told: Mapped[str]
    minutes: Mapped[int]
    seq: Mapped[int]
    started_at: Mapped[datetime]
    shared_at: Mapped[datetime | None]


class ReportParagraph(Base):
    """A paragraph of a shared report, sealed in `everyone`. Its id never changes, so that replies stay beside it."""

    __tablename__ = "report_paragraph"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"))
    part: Mapped[str]
    position: Mapped[int]
    body: Mapped[bytes]


class ReportRequest(Base):
    """The coordinator asked a worker for a report until a day. `report_id` is set when it has been shared."""

    __tablename__ = "report_request"
    __table_args__ = (Index("ix_report_request_case_id_member_id", "case_id", "member_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    due: Mapped[date]
    asked_by: Mapped[str]
    at: Mapped[datetime]
    report_id: Mapped[str]


class ReadMark(Base):
    """A member has opened a thing to read: what is “new” for them. Nobody else is shown it."""

    __tablename__ = "read_mark"

    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), primary_key=True)
    obj_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Thought(Base):
    """What somebody wants to say before the meeting. `words` is sealed under own:<member> and empty once shared.

    `member_id` is whose thought it is, `writer_id` who wrote it (their advocate, perhaps), `circle` where it is now.
    """

    __tablename__ = "thought"
    __table_args__ = (UniqueConstraint("member_id", "writer_id", "box"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    writer_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    box: Mapped[str]
    circle: Mapped[str]
    rev: Mapped[int]
    words: Mapped[bytes | None]
    note_id: Mapped[str]
    at: Mapped[datetime]


class ThoughtMove(Base):
    """A change of who can see a thought. `told`: released on the explicit say of whose it is, by their advocate."""

    __tablename__ = "thought_move"

    id: Mapped[str] = mapped_column(primary_key=True)
    thought_id: Mapped[str] = mapped_column(ForeignKey("thought.id"), index=True)
    position: Mapped[int]
    circle: Mapped[str]
    by_id: Mapped[str]
    told: Mapped[bool]
    at: Mapped[datetime]


class Attachment(Base):
    """A picture or a voice that hangs on a note or on a thought only its owner has (`on_id`), at most one of a kind.

    `about` is sealed: format, length, size in dots, and the words that say the same. `stored` names the sealed file.
    `circle` is always that of what it hangs on; `size` is of the plain file, in bytes.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("on_id", "kind"),
        Index("ix_attachment_owner_id_at", "owner_id", "at"),
        Index("ix_attachment_case_id_circle", "case_id", "circle"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    circle: Mapped[str]
    owner_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    on_id: Mapped[str]
    kind: Mapped[str]
    about: Mapped[bytes]
    size: Mapped[int]
    stored: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
