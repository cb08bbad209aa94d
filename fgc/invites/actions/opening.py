"""Opening an invitation with code and PIN: one answer for everything that is wrong, and at most five tries in all.

A try is counted before the PIN is looked at, so that many at once are no way round the five. Every path hashes once and
writes once, known code or not.
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from fgc.accounts import proofs
from fgc.accounts.actions import add_family_account, open_here, remember_language, set_pin
from fgc.accounts.forms import did_not_work
from fgc.accounts.queries import language_of
from fgc.accounts.rules import digits_of
from fgc.accounts.sessions import LiveSession
from fgc.audit import trail
from fgc.cases import joining, policy
from fgc.cases.events import CaseChanged, SeatChanged
from fgc.core import clock, uow
from fgc.core.errors import Refused
from fgc.core.uow import Work
from fgc.invites import rules
from fgc.invites.actions.making import CHANGED
from fgc.invites.models import Invite


@dataclass(frozen=True, slots=True)
class Opened:
    """Where to go on; `token` of the new session, empty when this browser's own session goes on."""

    case_id: str
    token: str


def open_invite(code: str, pin: str, here: LiveSession | None) -> Opened:
    """Claim a seat with code and PIN. The session is a shared phone's until the person says otherwise.

    Who may: whoever has both, once; again only the session that claimed. Refuses with one sentence. Announces
    SeatChanged, CaseChanged. Audit: `invite:claim`, `invite:fail`, `invite:lock`, `invite:second-opener`.
    """
    key = rules.code_key(code)
    with uow.write() as work:
        stored = work.session.scalar(
            update(Invite)
            .where(Invite.code_hash == key, Invite.fails < rules.TRIES)
            .values(fails=Invite.fails + 1)
            .returning(Invite.pin)
        )
    good = proofs.matches(stored, digits_of(pin))
    with uow.write() as work:
        case_id = work.session.scalar(select(Invite.case_id).where(Invite.code_hash == key))
        usable = case_id is not None and joining.lock_open_case(work, case_id)
        invite = work.session.scalar(select(Invite).where(Invite.code_hash == key))
        opened = _enter(work, invite, here) if invite and good and usable else None
        if opened is None:
            _note_failure(work, invite, good)
    if opened is None:
        raise Refused(form=did_not_work())
    return opened


def _enter(work: Work, invite: Invite, here: LiveSession | None) -> Opened | None:
    who = joining.joiner(work.session, invite.case_id, invite.member_id)
    if who is None or invite.revoked_at is not None:
        return None
    if invite.claimed_at is not None:
        own = here is not None and here.account_id == who.account_id
        return Opened(who.case_id, "") if own else None
    claimed = work.session.scalar(
        update(Invite)
        .where(
            Invite.id == invite.id, Invite.claimed_at.is_(None), Invite.revoked_at.is_(None),
            Invite.locked_at.is_(None), Invite.expires_at > clock.now(),
        )
        .values(claimed_at=clock.now(), words=rules.new_words(), fails=Invite.fails - 1)
        .returning(Invite.id)
    )  # fmt: skip
    if claimed is None:
        return None
    account_id = who.account_id or add_family_account(work)
    if not joining.move(work, who.id, policy.CLAIMED, joining.BEFORE, account_id):
        return None
    set_pin(work, account_id, None)
    if not language_of(work.session, account_id):
        remember_language(work, account_id, who.language)
    token = open_here(work, account_id, shared=True, here=here)
    trail.record(work, who.case_id, "invite:claim", who=who.id, obj=who.id)
    work.announce(SeatChanged(who.case_id, who.id))
    work.announce(CaseChanged(who.case_id, CHANGED))
    return Opened(who.case_id, token)


def _note_failure(work: Work, invite: Invite | None, good: bool) -> None:
    if invite is None:
        trail.record(work, trail.SYSTEM, "invite:fail", who="", ok=False, why="unknown")
        return
    why = _why(invite, good)
    trail.record(work, invite.case_id, "invite:fail", who="", obj=invite.member_id, ok=False, why=why)
    if good and invite.claimed_at is not None and invite.revoked_at is None:
        work.session.execute(update(Invite).where(Invite.id == invite.id).values(second_at=clock.now()))
        trail.record(work, invite.case_id, "invite:second-opener", who="", obj=invite.member_id, ok=False)
        work.announce(CaseChanged(invite.case_id, CHANGED))
    elif invite.fails >= rules.TRIES and invite.claimed_at is None and invite.locked_at is None:
        work.session.execute(update(Invite).where(Invite.id == invite.id).values(locked_at=clock.now()))
        trail.record(work, invite.case_id, "invite:lock", who="", obj=invite.member_id, ok=False)
        work.announce(CaseChanged(invite.case_id, CHANGED))


def _why(invite: Invite, good: bool) -> str:
    if invite.revoked_at is not None:
        return "revoked"
    if invite.locked_at is not None:
        return "locked"
    if invite.claimed_at is not None:
        return "used"
    return "pin" if not good else "expired"
