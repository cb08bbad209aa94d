"""Tables of the plan: what it must include, rows, versions, answers, the record, and how it goes on.

Columns of type `bytes` are sealed under the key of the circle named in the row or in the docstring. Plain are ids,
numbers, states and times. What was once written stays: rows keep what they said before, answers are never overwritten.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class BottomLine(Base):
    """What the plan must include (`kind` line) or must answer (`kind` question). `n` is its number, for good."""

    __tablename__ = "bottom_line"
    __table_args__ = (UniqueConstraint("case_id", "n"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    n: Mapped[int]
    kind: Mapped[str]


class BottomLineVersion(Base):
    """One wording. `body` (sealed, everyone). `late`: written after the meeting began. `gone`: taken off from here."""

    __tablename__ = "bottom_line_version"
    __table_args__ = (UniqueConstraint("line_id", "version"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    line_id: Mapped[str] = mapped_column(ForeignKey("bottom_line.id"))
    version: Mapped[int]
    body: Mapped[bytes]
    late: Mapped[bool]
    gone: Mapped[bool]
    author_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]


class PlanRow(Base):
    """A row as it is written now, in `private` or in `plan`. `body` (sealed, `circle`) is one JSON text.

    `origin_id` is the same in both circles and in every version, so that a row that comes again is the same row.
    `clear` is how it was when read out ("", clear, unclear).
    """

    __tablename__ = "plan_row"
    __table_args__ = (UniqueConstraint("circle", "origin_id"), Index("ix_plan_row_case_id_circle", "case_id", "circle"))

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    circle: Mapped[str]
    origin_id: Mapped[str]
    part: Mapped[str]
    position: Mapped[int]
    state: Mapped[str]
    rev: Mapped[int]
    body: Mapped[bytes]
    author_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    clear: Mapped[str]
    held_by: Mapped[str | None]
    held_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]


class PlanRowPast(Base):
    """What a row said before. `body` is sealed as it was in the row."""

    __tablename__ = "plan_row_past"

    row_id: Mapped[str] = mapped_column(ForeignKey("plan_row.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    author_id: Mapped[str]
    at: Mapped[datetime]


class RowRelease(Base):
    """A row of the plan that the coordinator shows to somebody who takes part apart."""

    __tablename__ = "plan_row_release"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    origin_id: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), primary_key=True)
    at: Mapped[datetime]


class PlanVersion(Base):
    """The plan as it was frozen to be answered. `body` (sealed, plan): canonical JSON with the hash of the plan.

    `state` is open, replaced (something was changed after it) or signed.
    """

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    state: Mapped[str]
    body: Mapped[bytes]
    by_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class Answer(Base):
    """One answer of one person to one version; the last one counts. `body` (sealed, `circle`): choice and words.

    `circle` is `plan` (everyone here) or `direct:<member>` (only the coordinator). `written_by` is who held the pen.
    """

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("version_id", "member_id", "turn"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    turn: Mapped[int]
    circle: Mapped[str]
    body: Mapped[bytes]
    written_by: Mapped[str]
    at: Mapped[datetime]


class CouldSay(Base):
    """“Could you say what you think?”, asked of each alone. `body` (sealed, direct:<member>): yes, partly, no."""

    __tablename__ = "could_say"

    version_id: Mapped[str] = mapped_column(ForeignKey("plan_version.id"), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    body: Mapped[bytes]
    at: Mapped[datetime]


class Acceptance(Base):
    """What the social worker says to a version: is it safe? The last one counts. `body` (sealed, plan)."""

    __tablename__ = "plan_acceptance"
    __table_args__ = (UniqueConstraint("version_id", "member_id", "turn"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    turn: Mapped[int]
    body: Mapped[bytes]
    at: Mapped[datetime]


class ResourceAnswer(Base):
    """What was asked of an agency in a row, and what it said. `body` (sealed, plan) names the very words asked for."""

    __tablename__ = "resource_answer"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    origin_id: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    rev: Mapped[int]
    body: Mapped[bytes]
    at: Mapped[datetime]


class DecisionRecord(Base):
    """A signed record. `document` (sealed, `circle`) is the file itself; `sha` its hash, which the next one names.

    `kind` main is sealed in `plan`, `kind` apart in `direct:<member>`.
    """

    __tablename__ = "decision_record"
    __table_args__ = (UniqueConstraint("version_id", "kind", "member_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    number: Mapped[int]
    kind: Mapped[str]
    member_id: Mapped[str]
    circle: Mapped[str]
    document: Mapped[bytes]
    sha: Mapped[str]
    at: Mapped[datetime]


class PaperRequest(Base):
    """Somebody would like a copy of the plan by post; one open request each. `wish` (sealed, direct:<member>): how."""

    __tablename__ = "paper_request"
    __table_args__ = (
        Index(
            "uq_paper_request_open", "member_id", unique=True,
            sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    wish: Mapped[bytes]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]


class ReviewDate(Base):
    """When the family comes together again."""

    __tablename__ = "review_date"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    day: Mapped[date]
    by_id: Mapped[str]
    at: Mapped[datetime]


class PlanJob(Base):
    """A row of the signed plan × one person who does it (none: somebody outside). `ended` is why it is over, or ""."""

    __tablename__ = "plan_job"
    __table_args__ = (Index("ix_plan_job_case_id_ended", "case_id", "ended"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("plan_version.id"))
    origin_id: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"))
    since: Mapped[datetime]
    ended: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]


class JobMark(Base):
    """How a job is going: happening, some or not_yet. `words` (sealed, direct:<its doer>) are for the coordinator."""

    __tablename__ = "job_mark"
    __table_args__ = (UniqueConstraint("job_id", "turn"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("plan_job.id"))
    turn: Mapped[int]
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    written_by: Mapped[str]
    state: Mapped[str]
    words: Mapped[bytes | None]
    at: Mapped[datetime]
