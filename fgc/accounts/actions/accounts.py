"""Making, inviting, resetting and disabling accounts. The operator's command line and coordinators use these.

`by` is the account id of whoever acts, or `OPERATOR` for the command line: it goes into the audit trail only.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from config.settings import Settings
from fgc.accounts import proofs, rules
from fgc.accounts.models import Account, AccountInvitation, RecoveryCode
from fgc.accounts.sessions import FAMILY, end_sessions_of, hash_token
from fgc.accounts.words import AccountWords, email_key, open_words, seal_factor, seal_words
from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.core.uow import Work

OPERATOR = "operator"
STAFF = "staff"
KINDS = (STAFF, "manager", "auditor", "administrator")


@dataclass(frozen=True, slots=True)
class Created:
    """An account and the token of its set-up link (`/set-up#token`); no token when it is set up already."""

    account_id: str
    token: str


def create_account(kind: str, email: str, name: str = "", agency: str = "", *, by: str = OPERATOR) -> Created:
    """Make an account and its set-up link.

    Who may: the operator. Refuses an unknown kind, a bad or a known address. Audit: `account:create`,
    `account:invite`.
    """
    with uow.write() as work:
        account = _add(work, kind, AccountWords(name.strip(), email.strip(), agency.strip()), by)
        return Created(account.id, _invite(work, account, by))


def create_ready_account(
    email: str, name: str, agency: str, kind: str, password: str, totp_secret: str
) -> str:  # fmt: skip
    """An account that can sign in at once: for demonstrations and rehearsals only. Gives back its id.

    Who may: the operator. Audit: `account:create`, `account:set-up`.
    """
    stored = proofs.hashed(password)
    with uow.write() as work:
        account = _add(work, kind, AccountWords(name.strip(), email.strip(), agency.strip()), OPERATOR)
        account.password, account.totp = stored, seal_factor(account.id, totp_secret)
        trail.record(work, trail.SYSTEM, "account:set-up", who=OPERATOR, obj=account.id)
        return account.id


def invite_account(account_id: str, *, by: str = OPERATOR) -> str:
    """A new set-up link for an account; older ones stop working. Who may: the operator. Audit: `account:invite`."""
    with uow.write() as work:
        return _invite(work, _find(work, account_id), by)


def invite_professional(by: str, email: str, name: str, agency: str) -> Created:
    """The account of a professional: the one that has this address, or a new one with a set-up link to pass on.

    Who may: accounts of kind `staff` (the page asks the policy for the case). Refuses accounts that may not take part
    in cases. Audit: `account:create`, `account:invite`.
    """
    with uow.write() as work:
        if _find(work, by).kind != STAFF:
            raise NotFound
        account = work.session.scalar(select(Account).where(Account.email_bix == email_key(email)))
        if account is None:
            account = _add(work, STAFF, AccountWords(name.strip(), email.strip(), agency.strip()), by)
        elif account.kind != STAFF or account.disabled_at is not None:
            raise Refused(email=_("This address belongs to an account that cannot take part in a case."))
        elif account.password and account.totp:
            return Created(account.id, "")
        return Created(account.id, _invite(work, account, by))


def set_password(account_id: str, password: str, *, by: str = OPERATOR) -> None:
    """Give an account another password and end its sessions. Who may: the operator. Audit: `account:set-up`."""
    with uow.read() as session:
        row = session.get(Account, account_id)
        words = open_words(account_id, row.profile) if row else AccountWords()
    check_password(password, words.email, words.name)
    stored = proofs.hashed(password)
    with uow.write() as work:
        _find(work, account_id).password = stored
        end_sessions_of(work, account_id, "password")
        trail.record(work, trail.SYSTEM, "account:set-up", who=by, obj=account_id)


def reset_factor(account_id: str, *, by: str = OPERATOR) -> str:
    """Throw away password, second factor and recovery codes; gives back the token of a new set-up link.

    Who may: the operator, after ringing back on a number held (two people). Ends every session. Audit:
    `account:factor:reset`, `account:invite`.
    """
    with uow.write() as work:
        account = _find(work, account_id)
        account.password = account.totp = None
        work.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
        end_sessions_of(work, account_id, "factor")
        trail.record(work, trail.SYSTEM, "account:factor:reset", who=by, obj=account_id)
        return _invite(work, account, by)


def disable(account_id: str, *, by: str = OPERATOR) -> None:
    """Close an account for good: nobody signs in with it any more, every session ends at once.

    Who may: the operator. Audit: `account:disable`.
    """
    with uow.write() as work:
        _find(work, account_id).disabled_at = clock.now()
        _cancel_links(work, account_id)
        end_sessions_of(work, account_id, "disabled")
        trail.record(work, trail.SYSTEM, "account:disable", who=by, obj=account_id)


def add_family_account(work: Work) -> str:
    """An account without words for a family member, inside the caller's transaction. Audit: `account:create`."""
    return _insert(work, FAMILY, None, None, "").id


def check_password(password: str, email: str = "", name: str = "") -> None:
    """Refuse a password that is short or easy to guess."""
    if len(password) < rules.PASSWORD_LEAST:
        raise Refused(password=_("Use at least %(least)d characters.", least=rules.PASSWORD_LEAST))
    if rules.is_weak_password(password, email, name):
        raise Refused(password=_("This password is easy to guess. Three or four words of your own are better."))


def _add(work: Work, kind: str, words: AccountWords, by: str) -> Account:
    if kind not in KINDS:
        raise Refused(kind=_("Choose one of: %(kinds)s.", kinds=", ".join(KINDS)))
    if not rules.looks_like_email(words.email):
        raise Refused(email=_("Write an e-mail address, such as name@example.org."))
    key = email_key(words.email)
    if work.session.scalar(select(Account.id).where(Account.email_bix == key)):
        raise Refused(email=_("There is an account with this address already."))
    return _insert(work, kind, words, key, by)


def _insert(work: Work, kind: str, words: AccountWords | None, key: bytes | None, by: str) -> Account:
    account = Account(id=new_id("a"), kind=kind, email_bix=key, created_at=clock.now(), totp_last=0, fails=0)
    account.profile = seal_words(account.id, words) if words else None
    work.session.add(account)
    work.session.flush()
    trail.record(work, trail.SYSTEM, "account:create", who=by or account.id, obj=account.id, kind=kind)
    return account


def _invite(work: Work, account: Account, by: str) -> str:
    settings: Settings = current_app.extensions["fgc.settings"]
    if account.disabled_at is not None:
        raise Refused(account=_("This account is closed."))
    _cancel_links(work, account.id)
    token = secrets.token_urlsafe(24)
    work.session.add(
        AccountInvitation(
            token_hash=hash_token(token), account_id=account.id, fails=0,
            expires_at=clock.now() + timedelta(days=settings.invite_days),
        )
    )  # fmt: skip
    trail.record(work, trail.SYSTEM, "account:invite", who=by, obj=account.id, kind=account.kind)
    return token


def _cancel_links(work: Work, account_id: str) -> None:
    work.session.execute(
        update(AccountInvitation)
        .where(AccountInvitation.account_id == account_id, AccountInvitation.used_at.is_(None))
        .values(used_at=clock.now())
    )


def _find(work: Work, account_id: str) -> Account:
    account = work.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account
