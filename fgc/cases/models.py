"""Cases, children, members, admissions, consent, safety marks, and the heads of circles."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Case(Base):
    """One child or sibling group, one conference process. `reference` (coordinator) and `duty` (roster) are sealed."""

    __tablename__ = "case"

    id: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str]
    held: Mapped[bool]
    rehearsal: Mapped[bool]
    reference: Mapped[bytes | None]
    reference_bix: Mapped[bytes | None] = mapped_column(index=True)
    duty: Mapped[bytes | None]
    private_ended_at: Mapped[datetime | None]
    private_deleted_at: Mapped[datetime | None]
    private_round: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    shredded_at: Mapped[datetime | None]


class Child(Base):
    """A child the conference is about. `profile` (sealed, roster): called, birth or due date."""

    __tablename__ = "child"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    position: Mapped[int]
    profile: Mapped[bytes]


class Member(Base):
    """Person × case × role. `profile` (sealed, roster) has names; `contact` (sealed, coordinator) how to reach them."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("case_id", "account_id", "role"),
        Index("ix_member_account_id_state", "account_id", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    state: Mapped[str]
    apart: Mapped[bool]
    supports_id: Mapped[str | None]
    child_id: Mapped[str | None]
    profile: Mapped[bytes]
    contact: Mapped[bytes | None]
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Admission(Base):
    """An advocate or interpreter let into a circle by those who decide; revocable at any moment."""

    __tablename__ = "admission"
    __table_args__ = (Index("ix_admission_case_id_member_id", "case_id", "member_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    scope: Mapped[str]
    by_member_id: Mapped[str]
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class NoContact(Base):
    """Two people who must not be in a room together. `reason` is sealed (coordinator)."""

    __tablename__ = "no_contact"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    first_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    second_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[bytes | None]


class BarredPerson(Base):
    """A dangerous adult who can never be invited. Name and reason are sealed (coordinator)."""

    __tablename__ = "barred_person"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[bytes]
    reason: Mapped[bytes | None]


class Consent(Base):
    """Whether a person with parental responsibility said yes to the conference (domain.md 1.1: the consent gate)."""

    __tablename__ = "consent"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    given: Mapped[bool]
    how: Mapped[str]
    recorded_by: Mapped[str]
    at: Mapped[datetime]


class CircleHead(Base):
    """The last number of each circle of a case."""

    __tablename__ = "circle_head"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    circle: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]


class CircleEntry(Base):
    """What happened in a circle, in order: a kind and an id. `client_id` makes sending twice store once."""

    __tablename__ = "circle_entry"
    __table_args__ = (UniqueConstraint("author_id", "client_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    circle: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    obj_id: Mapped[str]
    author_id: Mapped[str]
    client_id: Mapped[str | None]
    at: Mapped[datetime]
