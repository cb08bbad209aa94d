"""The second factor: one-time codes that work once, recovery codes, and showing the factor again (step-up)."""

from sqlalchemy import select, update

from fgc.accounts import proofs, rules, sessions
from fgc.accounts.forms import did_not_work
from fgc.accounts.models import Account, RecoveryCode
from fgc.accounts.sessions import LiveSession
from fgc.accounts.words import open_factor
from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import Refused

RECOVERY = "recovery-code"


def use_factor(account_id: str, typed: str) -> bool:
    """Whether what was typed is a good one-time or recovery code of this account; it is spent by asking."""
    digits = rules.digits_of(typed)
    if len(digits) == 6 and digits.isdecimal():
        return _use_step(account_id, digits)
    with uow.write() as work:
        spent = work.session.scalar(
            update(RecoveryCode)
            .where(
                RecoveryCode.code_hash == proofs.keyed(RECOVERY, rules.letters_of(typed)),
                RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None),
            )
            .values(used_at=clock.now())
            .returning(RecoveryCode.account_id)
        )  # fmt: skip
    return spent is not None


def show_again(live: LiveSession, typed: str) -> None:
    """Show the second factor again before something weighty; `Refused` when it is wrong.

    Who may: professionals with a whole session; five wrong codes end it. Audit: `session:step-up` or `session:fail`.
    """
    with uow.write() as work:
        allowed = sessions.take_try(work, live.id)
    good = allowed and live.kind != sessions.FAMILY and use_factor(live.account_id, typed)
    with uow.write() as work:
        if good:
            sessions.step_up(work, live)
        else:
            note_failure(work, live, "step-up")
    if not good:
        raise Refused(totp=did_not_work())


def note_failure(work: uow.Work, live: LiveSession, why: str) -> None:
    """Record a wrong code or PIN in a session, and end the session after the fifth. Audit: `session:fail`."""
    trail.record(
        work, trail.SYSTEM, "session:fail", who=live.account_id, session=live.id, ok=False, why=why
    )  # fmt: skip
    if not sessions.tries_left(work.session, live.id):
        sessions.end_session(work, live.id, live.account_id, why)


def _use_step(account_id: str, digits: str) -> bool:
    with uow.read() as session:
        row = session.execute(select(Account.totp, Account.totp_last).where(Account.id == account_id)).one_or_none()
    if row is None or row.totp is None:
        return False
    step = rules.matching_step(open_factor(account_id, row.totp), digits, clock.now(), row.totp_last)
    if step is None:
        return False
    with uow.write() as work:
        spent = work.session.scalar(
            update(Account)
            .where(Account.id == account_id, Account.totp_last < step)
            .values(totp_last=step)
            .returning(Account.id)
        )
    return spent is not None
