"""Invitations: hashes of code and PIN, and what became of them. No words but the sealed answers of the person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Invite(Base):
    """One invitation of one member. `answers` (sealed, coordinator) waits here until the coordinator confirms.

    `words` are two neutral words that stand on the person's screen and on the coordinator's. `end` says why it was
    revoked: `again` (a newer one), `taken_back`, `not_them` (the person said so), `refused`.
    """

    __tablename__ = "invite"
    __table_args__ = (Index("ix_invite_case_id_member_id", "case_id", "member_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    pin: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[str]
    made_with: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    fails: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    second_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    end: Mapped[str | None]
    words: Mapped[str | None]
    answers: Mapped[bytes | None]
