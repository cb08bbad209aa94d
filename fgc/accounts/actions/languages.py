"""Remembering which language a family member reads, and who has checked the translations."""

from flask_babel import gettext as _
from sqlalchemy import delete

from fgc.accounts.models import Account, LanguageCheck
from fgc.accounts.sessions import FAMILY, LiveSession
from fgc.accounts.words import ACCOUNTS, AccountWords, seal_words
from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.uow import Work
from fgc.vault import SYSTEM, current_vault
from fgc.web import catalogues, languages

OPERATOR = "operator"


def remember_language(work: Work, account_id: str, code: str) -> None:
    """Keep a family member's language with their account, sealed, inside the caller's transaction.

    Who may: the member, or the coordinator who invites them. Nothing is announced and nothing audited: it changes
    nobody's rights. An unknown code changes nothing.
    """
    account = work.session.get(Account, account_id)
    if account is not None and account.kind == FAMILY and languages.known(code):
        account.profile = seal_words(account_id, AccountWords(language=code))


def choose_language(code: str, live: LiveSession | None) -> None:
    """Remember a choice made on a page. Who may: anybody; only a family member who is in has it kept. No audit."""
    if live is not None and not live.half and not live.locked and live.kind == FAMILY:
        with uow.write() as work:
            remember_language(work, live.account_id, code)


def sign_off(code: str, name: str) -> None:
    """Note that a person has checked a catalogue as it is now.

    Who may: the operator. Refuses a language without catalogue, an incomplete one, and an empty name. Audit:
    `language:check`.
    """
    counted = catalogues.count(code) if code in languages.TRANSLATED else None
    if counted is None:
        raise Refused(language=_("There is no catalogue of this language."))
    if counted.missing or counted.unsure or not counted.sentences:
        raise Refused(language=_("Some sentences are not translated yet."))
    if not name.strip():
        raise Refused(name=_("Say who has checked it."))
    sealed = current_vault().seal(SYSTEM, ACCOUNTS, "language_check", code, "checked_by", name.strip())
    with uow.write() as work:
        work.session.execute(delete(LanguageCheck).where(LanguageCheck.language == code))
        work.session.add(LanguageCheck(language=code, digest=counted.digest, checked_by=sealed, at=clock.now()))
        trail.record(work, trail.SYSTEM, "language:check", who=OPERATOR, language=code, on=True)


def take_back_sign_off(code: str) -> None:
    """The catalogue counts as unchecked again. Who may: the operator. Audit: `language:check`."""
    with uow.write() as work:
        work.session.execute(delete(LanguageCheck).where(LanguageCheck.language == code))
        trail.record(work, trail.SYSTEM, "language:check", who=OPERATOR, language=code, on=False)
