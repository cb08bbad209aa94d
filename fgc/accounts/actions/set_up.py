"""Setting up an account with an invitation link: name, password, second factor, recovery codes. Spent once, by POST."""

from dataclasses import dataclass

import pyotp
from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from config.settings import Settings
from fgc.accounts import proofs, rules
from fgc.accounts.actions.accounts import check_password
from fgc.accounts.actions.factor import RECOVERY
from fgc.accounts.forms import did_not_work
from fgc.accounts.models import Account, AccountInvitation, RecoveryCode
from fgc.accounts.sessions import end_sessions_of, hash_token
from fgc.accounts.words import AccountWords, open_words, seal_factor, seal_words
from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What is shown once after set-up: the seed, its address for an authenticator app, the recovery codes."""

    secret: str
    address: str
    recovery: tuple[str, ...]


def set_up_account(token: str, name: str, password: str) -> Enrolled:
    """Spend a set-up link.

    Who may: whoever holds the link. Refuses with one sentence whatever is wrong with the link. Ends older sessions.
    Audit: `account:set-up`.
    """
    with uow.read() as session:
        found = _open_link(session, token)
    if found is None:
        proofs.matches(None, password)
        raise Refused(form=did_not_work())
    account_id, words = found
    check_password(password, words.email, name)
    stored, secret = proofs.hashed(password), pyotp.random_base32()
    codes = tuple(rules.new_letters(10) for _number in range(rules.RECOVERY_CODES))
    fresh = AccountWords(name.strip(), words.email, words.agency)
    with uow.write() as work:
        spent = work.session.scalar(
            update(AccountInvitation)
            .where(AccountInvitation.token_hash == hash_token(token), AccountInvitation.used_at.is_(None))
            .values(used_at=clock.now())
            .returning(AccountInvitation.account_id)
        )
        if spent is None:
            raise Refused(form=did_not_work())
        work.session.execute(
            update(Account).where(Account.id == account_id).values(
                profile=seal_words(account_id, fresh), password=stored, totp=seal_factor(account_id, secret),
                totp_last=0,
            )
        )  # fmt: skip
        work.session.add_all(
            RecoveryCode(code_hash=proofs.keyed(RECOVERY, code), account_id=account_id) for code in codes
        )
        end_sessions_of(work, account_id, "set-up")
        trail.record(work, trail.SYSTEM, "account:set-up", who=account_id, obj=account_id)
    settings: Settings = current_app.extensions["fgc.settings"]
    address = pyotp.TOTP(secret).provisioning_uri(name=words.email, issuer_name=settings.service_name)
    return Enrolled(secret, address, tuple(rules.in_groups(code, 5) for code in codes))


def _open_link(session: Session, token: str) -> tuple[str, AccountWords] | None:
    row = session.execute(
        select(Account.id, Account.profile)
        .join(AccountInvitation, AccountInvitation.account_id == Account.id)
        .where(
            AccountInvitation.token_hash == hash_token(token), AccountInvitation.used_at.is_(None),
            AccountInvitation.expires_at > clock.now(), Account.disabled_at.is_(None),
        )
    ).one_or_none()  # fmt: skip
    return (row.id, open_words(row.id, row.profile)) if row else None
