"""Audit entries and the head of each chain. Triggers refuse every change of an entry (see the migrations)."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class AuditEntry(Base):
    """One act. `facts` is canonical JSON of the keys that the verb allows."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_log_act", "log", "act"),)

    log: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[str]
    who: Mapped[str]
    session: Mapped[str]
    obj: Mapped[str]
    circle: Mapped[str]
    ok: Mapped[bool]
    facts: Mapped[str] = mapped_column(Text)
    prev: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """Where a chain ends: read and moved in the same transaction as the act."""

    __tablename__ = "audit_head"

    log: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
