"""A family member's phones: unlock with the own PIN, open on another phone, end one, make room for somebody else.

One browser holds one session. Two people who share a phone take turns: “Someone else uses this phone” ends the
session here, and the other person comes in with a code made on another phone of theirs, or with a new invitation;
always with their own PIN. No list of names ever stands on a shared phone.
"""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select, update

from config.settings import Settings
from fgc.accounts import proofs, rules, sessions
from fgc.accounts.actions.factor import note_failure
from fgc.accounts.forms import did_not_work
from fgc.accounts.models import Account, PhoneCode, SessionRow
from fgc.accounts.sessions import LiveSession
from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.uow import Work

CODE = "phone-code"
CODE_DIGITS = 8
CODE_MINUTES = 10
TRIES = 5


def set_pin(work: Work, account_id: str, stored: str | None) -> None:
    """Store the hash (`proofs.hashed`) of a PIN that somebody chose, or take it away, in the caller's transaction."""
    work.session.execute(update(Account).where(Account.id == account_id).values(pin=stored))


def unlock(live: LiveSession, pin: str) -> str:
    """Open a locked phone with the own PIN; gives back a new token.

    Who may: the holder of the session. Five wrong PINs end it. Audit: `session:unlock`, or `session:fail`.
    """
    with uow.write() as work:
        allowed = sessions.take_try(work, live.id)
        stored = work.session.scalar(select(Account.pin).where(Account.id == live.account_id))
    good = proofs.matches(stored if allowed else None, rules.digits_of(pin))
    with uow.write() as work:
        token = sessions.replace_session(work, live, _settings(), shared=live.shared, why="unlocked") if good else None
        if token is None:
            note_failure(work, live, "pin")
        else:
            trail.record(work, trail.SYSTEM, "session:unlock", who=live.account_id, session=live.id)
    if token is None:
        raise Refused(pin=did_not_work())
    return token


def make_phone_code(live: LiveSession) -> str:
    """Eight digits that open these pages on another phone for ten minutes, once, with the own PIN.

    Who may: a family member inside. An older code stops working. Audit: `phone:code`.
    """
    code = rules.new_digits(CODE_DIGITS)
    with uow.write() as work:
        work.session.execute(
            delete(PhoneCode).where((PhoneCode.account_id == live.account_id) | (PhoneCode.expires_at <= clock.now()))
        )
        work.session.add(
            PhoneCode(
                code_hash=proofs.keyed(CODE, code), account_id=live.account_id, fails=0,
                expires_at=clock.now() + timedelta(minutes=CODE_MINUTES),
            )
        )  # fmt: skip
        trail.record(work, trail.SYSTEM, "phone:code", who=live.account_id, session=live.id)
    return code


def come_back(code: str, pin: str, *, shared: bool, here: LiveSession | None) -> str:
    """Open a family member's pages on this phone with a code from another one and the own PIN; gives back the token.

    Who may: whoever has both. Five wrong PINs spend the code. A session open in this browser (`here`) ends. Audit:
    `session:open` or `session:fail`.
    """
    key = proofs.keyed(CODE, rules.digits_of(code))
    with uow.write() as work:
        account_id = work.session.scalar(
            update(PhoneCode)
            .where(PhoneCode.code_hash == key, PhoneCode.expires_at > clock.now(), PhoneCode.fails < TRIES)
            .values(fails=PhoneCode.fails + 1)
            .returning(PhoneCode.account_id)
        )
        account = work.session.get(Account, account_id) if account_id else None
    usable = account is not None and account.disabled_at is None
    good = proofs.matches(account.pin if account and usable else None, rules.digits_of(pin))
    with uow.write() as work:
        if account is not None and good and _spend(work, key):
            return open_here(work, account.id, shared=shared, here=here)
        trail.record(work, trail.SYSTEM, "session:fail", who=account_id or "", ok=False, why="phone-code")
    raise Refused(form=did_not_work())


def open_here(work: Work, account_id: str, *, shared: bool, here: LiveSession | None) -> str:
    """Open a family member's session in this browser, inside the caller's transaction.

    The caller has checked who it is. Ends the session open there (`here`). Gives back the token. Audit:
    `session:open`, `session:end`.
    """
    if here is not None:
        sessions.end_session(work, here.id, here.account_id, "replaced")
    account = work.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return sessions.open_session(work, account, _settings(), shared=shared)


def _spend(work: Work, key: bytes) -> bool:
    gone = work.session.scalar(delete(PhoneCode).where(PhoneCode.code_hash == key).returning(PhoneCode.account_id))
    return gone is not None


def end_phone(live: LiveSession, key: str) -> bool:
    """End one of the own sessions, named by the key of the list; says whether it was this one.

    Who may: its holder; anybody else's is not there. Announces SessionEnded. Audit: `session:end`.
    """
    with uow.write() as work:
        found = work.session.scalar(
            select(SessionRow.id_hash).where(
                SessionRow.account_id == live.account_id, SessionRow.revoked_at.is_(None),
                SessionRow.id_hash.startswith(key, autoescape=True),
            )
        ) if len(key) == 24 else None  # fmt: skip
        if found is None:
            raise NotFound
        sessions.end_session(work, found, live.account_id, "ended_by_holder")
    return found == live.id


def share_phone(live: LiveSession) -> str:
    """Other people use this phone too: from now on the session ends with the tab; gives back a new token.

    Who may: its holder. Audit: `session:end`, `session:open`.
    """
    with uow.write() as work:
        token = sessions.replace_session(work, live, _settings(), shared=True, why="shared")
    if token is None:
        raise NotFound
    return token


def make_room(live: LiveSession) -> None:
    """Somebody else uses this phone: end the session here. Who may: its holder. Audit: `session:end`."""
    with uow.write() as work:
        sessions.end_session(work, live.id, live.account_id, "somebody_else")


def _settings() -> Settings:
    found: Settings = current_app.extensions["fgc.settings"]
    return found
