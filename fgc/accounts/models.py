"""Accounts, recovery codes, set-up invitations, phone codes and sessions as rows."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fgc.core.database import Base


class Account(Base):
    """Somebody who can open a session. Words (`name`, `email`, `agency`) are sealed under ("*", "accounts")."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    email_bix: Mapped[bytes | None] = mapped_column(unique=True)
    profile: Mapped[bytes | None]
    password: Mapped[str | None] = mapped_column(String(200))
    totp: Mapped[bytes | None]
    totp_last: Mapped[int] = mapped_column(default=0)
    pin: Mapped[str | None] = mapped_column(String(200))
    fails: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of ten codes for a lost second factor; only a keyed hash is kept."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None]


class AccountInvitation(Base):
    """A link with which a professional sets up their account, or a new factor; spent once."""

    __tablename__ = "account_invitation"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    fails: Mapped[int] = mapped_column(default=0)


class PhoneCode(Base):
    """Eight digits with which a family member opens their pages on another phone; only a keyed hash is kept."""

    __tablename__ = "phone_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime]
    fails: Mapped[int] = mapped_column(default=0)


class SessionRow(Base):
    """A session. The cookie holds 32 random bytes; only their SHA-256 is here."""

    __tablename__ = "session"

    id_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str]
    shared: Mapped[bool]
    half: Mapped[bool]
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    until: Mapped[datetime]
    idle_s: Mapped[int]
    fails: Mapped[int] = mapped_column(default=0)
    step_up_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None] = mapped_column(index=True)


class LanguageCheck(Base):
    """A person has read a catalogue of translations and stands for it; `checked_by` (sealed) is their name.

    `digest` is of the catalogue as it was read: sentences that change afterwards are unchecked again.
    """

    __tablename__ = "language_check"

    language: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    checked_by: Mapped[bytes]
    at: Mapped[datetime]
