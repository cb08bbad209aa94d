"""Questions about accounts and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.accounts.models import Account, LanguageCheck, SessionRow
from fgc.accounts.sessions import FAMILY
from fgc.accounts.words import ACCOUNTS, email_key, open_words
from fgc.core import clock
from fgc.core.errors import NotFound
from fgc.vault import SYSTEM, current_vault
from fgc.web import catalogues, languages


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as lists show it. `state` is `invited`, `ready` or `disabled`."""

    id: str
    kind: str
    name: str
    email: str
    agency: str
    state: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OpenPhone:
    """A phone or computer on which an account is open. `key` names it without being its id."""

    key: str
    shared: bool
    since: datetime
    last_seen: datetime
    this: bool


def account_card(session: Session, account_id: str) -> AccountCard:
    """One account. Raises `NotFound`."""
    row = session.get(Account, account_id)
    if row is None:
        raise NotFound
    return _card(row)


def account_by_email(session: Session, email: str) -> AccountCard | None:
    """The account with this e-mail address, if there is one."""
    row = session.scalar(select(Account).where(Account.email_bix == email_key(email)))
    return _card(row) if row else None


def list_accounts(session: Session) -> list[AccountCard]:
    """Every account of a professional, oldest first."""
    rows = session.scalars(select(Account).where(Account.kind != FAMILY).order_by(Account.created_at, Account.id))
    return [_card(row) for row in rows]


def open_phones(session: Session, account_id: str, this: str) -> list[OpenPhone]:
    """Where an account is open now, newest first; `this` is the id of the session that asks."""
    rows = session.scalars(
        select(SessionRow)
        .where(
            SessionRow.account_id == account_id, SessionRow.revoked_at.is_(None), SessionRow.half.is_(False),
            SessionRow.until > clock.now(),
        )
        .order_by(SessionRow.created_at.desc())
    )  # fmt: skip
    return [
        OpenPhone(row.id_hash[:24], row.shared, row.created_at, row.last_seen, row.id_hash == this)
        for row in rows if row.id_hash == this or not _gone(row)
    ]  # fmt: skip


def _gone(row: SessionRow) -> bool:
    """Whether idle time has ended a session that is not locked but lost."""
    idle = clock.now() >= row.last_seen + timedelta(seconds=row.idle_s)
    return idle and (row.kind != FAMILY or row.shared)


def _card(row: Account) -> AccountCard:
    words = open_words(row.id, row.profile)
    state = "disabled" if row.disabled_at else "ready" if row.password and row.totp else "invited"
    return AccountCard(row.id, row.kind, words.name, words.email, words.agency, state, row.created_at)


def language_of(session: Session, account_id: str) -> str:
    """The language a family member reads, or empty."""
    profile = session.scalar(select(Account.profile).where(Account.id == account_id, Account.kind == FAMILY))
    return languages.known(open_words(account_id, profile).language)


@dataclass(frozen=True, slots=True)
class Checked:
    """Who stands for a catalogue since when; `still` while it says what it said then."""

    by: str
    at: datetime
    still: bool


def checks(session: Session) -> dict[str, Checked]:
    """The catalogues that somebody has checked, by language, with the name of whoever did."""
    vault = current_vault()
    return {
        row.language: Checked(
            vault.open(SYSTEM, ACCOUNTS, "language_check", row.language, "checked_by", row.checked_by), row.at,
            row.digest == catalogues.digest_of(row.language),
        )
        for row in session.scalars(select(LanguageCheck)) if row.language in languages.TRANSLATED
    }  # fmt: skip


def checked_languages(session: Session) -> frozenset[str]:
    """Languages whose catalogue somebody has checked as it stands now, and English."""
    rows = session.execute(select(LanguageCheck.language, LanguageCheck.digest))
    good = (row.language for row in rows if row.digest == catalogues.digest_of(row.language))
    return frozenset({languages.ENGLISH, *good})
