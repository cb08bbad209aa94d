"""How a professional comes in and goes: password, then a one-time code, then a whole session."""

from flask import current_app
from sqlalchemy import select

from config.settings import Settings
from fgc.accounts import proofs, sessions
from fgc.accounts.actions.factor import note_failure, use_factor
from fgc.accounts.forms import did_not_work
from fgc.accounts.models import Account
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.accounts.words import email_key
from fgc.audit import trail
from fgc.core import uow
from fgc.core.errors import Refused


def begin(email: str, password: str, here: LiveSession | None) -> str:
    """Check e-mail and password; gives back the token of a half session of ten minutes that can only ask for the code.

    Who may: anybody. One sentence and the same time for everything that is wrong. A session already open in this
    browser (`here`) ends. Audit: `session:fail` or nothing yet.
    """
    with uow.read() as session:
        row = session.execute(
            select(Account.id, Account.password, Account.disabled_at).where(
                Account.email_bix == email_key(email), Account.kind != FAMILY
            )
        ).one_or_none()
    good = proofs.matches(row.password if row else None, password) and row is not None and row.disabled_at is None
    with uow.write() as work:
        account = work.session.get(Account, row.id) if row and good else None
        if account is not None:
            if here is not None:
                sessions.end_session(work, here.id, here.account_id, "replaced")
            return sessions.open_session(work, account, _settings(), half=True)
        trail.record(work, trail.SYSTEM, "session:fail", who=row.id if row else "", ok=False, why="password")
    raise Refused(form=did_not_work())


def finish(half: LiveSession, typed: str) -> str:
    """Check the one-time or recovery code of a half session; gives back the token of a whole one.

    Who may: the half session. Five wrong codes end it. Audit: `session:open` or `session:fail`.
    """
    with uow.write() as work:
        allowed = sessions.take_try(work, half.id)
    good = allowed and use_factor(half.account_id, typed)
    with uow.write() as work:
        token = sessions.replace_session(work, half, _settings(), shared=False, why="whole") if good else None
        if token is None:
            note_failure(work, half, "code")
    if token is None:
        raise Refused(code=did_not_work())
    return token


def sign_out(live: LiveSession) -> None:
    """End a session. Who may: its holder. Announces SessionEnded. Audit: `session:end`."""
    with uow.write() as work:
        sessions.end_session(work, live.id, live.account_id, "signed_out")


def leave(live: LiveSession) -> None:
    """Leave fast: lock a family member's own phone until their PIN; end every other session (settled, 3).

    Who may: its holder. Announces SessionEnded. Audit: `session:lock` or `session:end`.
    """
    with uow.write() as work:
        sessions.lock_session(work, live, "left")


def _settings() -> Settings:
    found: Settings = current_app.extensions["fgc.settings"]
    return found
