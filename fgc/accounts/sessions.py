"""Sessions as rows: open, find, touch, lock, end (settled, 2).

Staff: eight hours, fifteen minutes idle. Family on an own phone: thirty days, locked after fifteen minutes idle until
their PIN; on a shared phone: gone after sixty minutes idle or with the tab. The clocks stand still while
somebody is in a live meeting (`paused_until`). Refreshes that nobody asked for are no activity.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from config.settings import Settings
from fgc.accounts.events import AccountClosed, SessionEnded
from fgc.accounts.models import Account, PhoneCode, SessionRow
from fgc.audit import trail
from fgc.core import clock
from fgc.core.database import table_of
from fgc.core.uow import Work

# Built once: it runs for every request and every event of a socket.
_row, _account = table_of(SessionRow), table_of(Account)
_FIND = (
    select(_row, _account.c.disabled_at)
    .join(_account, _account.c.id == _row.c.account_id)
    .where(_row.c.id_hash == bindparam("wanted"))
)

FAMILY = "family"
SEEN_EVERY_S = 60
TRIES = 5


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that is good at this moment."""

    id: str
    account_id: str
    kind: str
    shared: bool
    half: bool
    locked: bool
    last_seen: datetime
    step_up_at: datetime | None


def hash_token(token: str) -> str:
    """What is stored of a cookie (hex SHA-256)."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(work: Work, account: Account, settings: Settings, *, shared: bool = False, half: bool = False) -> str:
    """Insert a session row; gives back the token for the cookie. Audit: `session:open` (not for a half session)."""
    token, now = secrets.token_urlsafe(32), clock.now()
    family = account.kind == FAMILY
    own_phone = family and not shared
    life = timedelta(days=settings.own_phone_days) if own_phone else timedelta(seconds=settings.staff_session_s)
    row = SessionRow(
        id_hash=hash_token(token), account_id=account.id, kind=account.kind, shared=shared, half=half, created_at=now,
        last_seen=now, until=now + (timedelta(minutes=10) if half else life),
        idle_s=settings.shared_phone_idle_s if family and shared else settings.idle_s, step_up_at=None if half else now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    if not half:
        trail.record(
            work, trail.SYSTEM, "session:open", who=account.id, session=row.id_hash, kind=account.kind, shared=shared
        )
    return token


def find_session(session: Session, id_hash: str) -> LiveSession | None:
    """The session with this hash if it is good now, else None. One indexed read."""
    found = session.execute(_FIND, {"wanted": id_hash}).one_or_none()
    now = clock.now()
    if found is None or found.disabled_at is not None or found.revoked_at is not None or now >= found.until:
        return None
    locked = found.locked_at is not None
    paused = found.paused_until is not None and now < found.paused_until
    if not paused and now >= found.last_seen + timedelta(seconds=found.idle_s):
        if found.kind != FAMILY or found.shared:
            return None
        locked = True
    return LiveSession(
        found.id_hash, found.account_id, found.kind, found.shared, found.half, locked, found.last_seen, found.step_up_at
    )


def good_among(session: Session, id_hashes: Collection[str]) -> frozenset[str]:
    """Which of these sessions are good, whole and unlocked now. One read for many: the round over live sockets."""
    rows = session.execute(
        select(SessionRow.id_hash, SessionRow.last_seen, SessionRow.idle_s, SessionRow.paused_until)
        .join(Account, Account.id == SessionRow.account_id)
        .where(
            SessionRow.id_hash.in_(id_hashes), SessionRow.revoked_at.is_(None), SessionRow.locked_at.is_(None),
            SessionRow.half.is_(False), SessionRow.until > clock.now(), Account.disabled_at.is_(None),
        )
    )  # fmt: skip
    now = clock.now()
    return frozenset(
        row.id_hash for row in rows
        if (row.paused_until is not None and now < row.paused_until)
        or now < row.last_seen + timedelta(seconds=row.idle_s)
    )  # fmt: skip


def touch(work: Work, live: LiveSession) -> None:
    """Note activity; written at most once a minute by the caller's check of `needs_touch`."""
    work.session.execute(update(SessionRow).where(SessionRow.id_hash == live.id).values(last_seen=clock.now()))


def seconds_left(session: Session, id_hash: str) -> int | None:
    """How long a session stays open when nothing happens; None while its clock stands still."""
    found = session.execute(_FIND, {"wanted": id_hash}).one_or_none()
    now = clock.now()
    if found is None:
        return 0
    if found.paused_until is not None and now < found.paused_until:
        return None
    until: datetime = found.last_seen + timedelta(seconds=found.idle_s)
    return max(0, round((until - now).total_seconds()))


def needs_touch(live: LiveSession) -> bool:
    """Whether the last noted activity is more than a minute ago."""
    return clock.now() - live.last_seen >= timedelta(seconds=SEEN_EVERY_S)


def pause_clock(work: Work, id_hash: str, until: datetime | None) -> None:
    """Let idle time stand still until a moment (a live meeting), or let it run again from now (None)."""
    values: dict[str, datetime | None] = {"paused_until": until}
    if until is None:
        values["last_seen"] = clock.now()
    work.session.execute(update(SessionRow).where(SessionRow.id_hash == id_hash).values(**values))


def lock_session(work: Work, live: LiveSession, why: str) -> None:
    """Lock a family session on its own phone until the PIN; end any other. Audit: `session:lock` or `session:end`."""
    if live.kind != FAMILY or live.shared:
        end_session(work, live.id, live.account_id, why)
        return
    work.session.execute(update(SessionRow).where(SessionRow.id_hash == live.id).values(locked_at=clock.now()))
    trail.record(work, trail.SYSTEM, "session:lock", who=live.account_id, session=live.id, why=why)
    work.announce(SessionEnded("", live.id))


def end_session(work: Work, id_hash: str, account_id: str, why: str) -> None:
    """Revoke one session at once, live sockets included. Audit: `session:end`."""
    work.session.execute(update(SessionRow).where(SessionRow.id_hash == id_hash).values(revoked_at=clock.now()))
    trail.record(work, trail.SYSTEM, "session:end", who=account_id, session=id_hash, why=why)
    work.announce(SessionEnded("", id_hash))


def end_sessions_of(work: Work, account_id: str, why: str, *, keep: str = "") -> None:
    """Revoke every session of an account but `keep`, and its phone codes. Audit: one `session:end`."""
    work.session.execute(delete(PhoneCode).where(PhoneCode.account_id == account_id))
    work.session.execute(
        update(SessionRow)
        .where(SessionRow.account_id == account_id, SessionRow.revoked_at.is_(None), SessionRow.id_hash != keep)
        .values(revoked_at=clock.now())
    )
    trail.record(work, trail.SYSTEM, "session:end", who=account_id, why=why)
    work.announce(AccountClosed("", account_id))


def take_try(work: Work, id_hash: str) -> bool:
    """Count one try at a PIN or code of this session before it is looked at: five at most, however parallel."""
    counted = work.session.scalar(
        update(SessionRow)
        .where(SessionRow.id_hash == id_hash, SessionRow.revoked_at.is_(None), SessionRow.fails < TRIES)
        .values(fails=SessionRow.fails + 1)
        .returning(SessionRow.fails)
    )
    return counted is not None


def tries_left(session: Session, id_hash: str) -> bool:
    """Whether a session has not used up its tries."""
    fails = session.scalar(select(SessionRow.fails).where(SessionRow.id_hash == id_hash))
    return fails is not None and fails < TRIES


def step_up(work: Work, live: LiveSession) -> None:
    """Note that the second factor was shown just now. Audit: `session:step-up`."""
    work.session.execute(
        update(SessionRow).where(SessionRow.id_hash == live.id).values(step_up_at=clock.now(), fails=0)
    )
    trail.record(work, trail.SYSTEM, "session:step-up", who=live.account_id, session=live.id)


def replace_session(work: Work, old: LiveSession, settings: Settings, *, shared: bool, why: str) -> str | None:
    """End a session and open a new one for the same account; gives back the new token.

    None when the old one is gone already (two tabs at once): then nothing is opened. Audit: `session:end`,
    `session:open`.
    """
    ended = work.session.scalar(
        update(SessionRow)
        .where(SessionRow.id_hash == old.id, SessionRow.revoked_at.is_(None))
        .values(revoked_at=clock.now())
        .returning(SessionRow.id_hash)
    )
    account = work.session.get(Account, old.account_id)
    if ended is None or account is None or account.disabled_at is not None:
        return None
    trail.record(work, trail.SYSTEM, "session:end", who=old.account_id, session=old.id, why=why)
    work.announce(SessionEnded("", old.id))
    return open_session(work, account, settings, shared=shared)


def stepped_up(live: LiveSession) -> bool:
    """Whether the second factor was shown within the last five minutes (sign-in counts)."""
    settings: Settings = current_app.extensions["fgc.settings"]
    return live.step_up_at is not None and clock.now() - live.step_up_at < timedelta(seconds=settings.step_up_s)
