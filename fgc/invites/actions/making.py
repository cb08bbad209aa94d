"""The coordinator makes, renews and takes back invitations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from config.settings import Settings
from fgc.accounts import proofs
from fgc.accounts.actions import invite_account
from fgc.accounts.queries import account_card
from fgc.accounts.sessions import end_sessions_of
from fgc.audit import trail
from fgc.cases import access, joining, policy
from fgc.cases import queries as cases
from fgc.cases.events import CaseChanged, SeatChanged
from fgc.cases.joining import Joiner
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.invites import queries, rules
from fgc.invites.models import Invite

CHANGED = "invites"


@dataclass(frozen=True, slots=True)
class Made:
    """A fresh invitation, shown once: the code for link and card, the PIN to be told another way."""

    name: str
    code: str
    pin: str
    expires_at: datetime


def make_invite(seat: Seat, member_id: str, made_with: str) -> Made:
    """Invite a person, or invite them anew: an older invitation and all their sessions end.

    Who may: `invite.manage`. Refuses until consent is recorded and no-contact pairs are settled, and for a barred
    name; `Stale` when this very form was sent before. Announces CaseChanged, SeatChanged. Audit: `invite:make`.
    """
    settings: Settings = current_app.extensions["fgc.settings"]
    code, pin = rules.new_code(), rules.new_pin()
    stored = proofs.hashed(pin)
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "invite.manage")
        who = invitable(work.session, seat.case_id, member_id)
        check_open(work.session, who)
        if work.session.scalar(select(Invite.id).where(Invite.made_with == made_with)):
            raise Stale(_("This invitation was made already. If you did not note the PIN, make a new one."))
        cancel(work, who, "again")
        expires_at = clock.now() + timedelta(days=settings.invite_days)
        invite = Invite(
            id=new_id("i"), case_id=seat.case_id, member_id=who.id, code_hash=rules.code_key(code), pin=stored,
            made_by=seat.id, made_with=made_with, made_at=clock.now(), expires_at=expires_at, fails=0,
        )  # fmt: skip
        work.session.add(invite)
        joining.move(work, who.id, joining.INVITED, (*joining.BEFORE, policy.CLAIMED, policy.CONFIRMED))
        trail.record(
            work, seat.case_id, "invite:make", who=seat.id, session=seat.session, obj=who.id,
            expires=expires_at.isoformat(timespec="minutes"),
        )  # fmt: skip
        _tell(work, seat.case_id, who)
    return Made(who.name, code, pin, expires_at)


def revoke_invite(seat: Seat, member_id: str) -> None:
    """Take an invitation back; whoever came in with it and is not confirmed is out at once.

    Who may: `invite.manage`. Announces CaseChanged, SeatChanged. Audit: `invite:revoke`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "invite.manage")
        who = invitable(work.session, seat.case_id, member_id)
        if who.state == policy.CONFIRMED or not cancel(work, who, "taken_back"):
            raise Stale(_("There is nothing to take back any more."))
        joining.move(work, who.id, joining.LISTED, (joining.INVITED, policy.CLAIMED))
        trail.record(work, seat.case_id, "invite:revoke", who=seat.id, session=seat.session, obj=who.id)
        _tell(work, seat.case_id, who)


def renew_worker_link(seat: Seat, member_id: str) -> str:
    """A new set-up link for a worker of the case whose account is not set up yet; gives back its token.

    Who may: `invite.manage`. Audit: `account:invite`.
    """
    with uow.read() as session:
        access.require(seat, "invite.manage")
        who = joining.joiner(session, seat.case_id, member_id)
        if who is None or who.role not in policy.WORKERS or not who.account_id:
            raise NotFound
        if account_card(session, who.account_id).state != "invited":
            raise Stale(_("This worker's account is set up already."))
    return invite_account(who.account_id, by=seat.account_id)


def invitable(session: Session, case_id: str, member_id: str) -> Joiner:
    """A member who comes in by invitation: family side and helpers, never workers."""
    who = joining.joiner(session, case_id, member_id)
    if who is None or who.role in policy.WORKERS:
        raise NotFound
    return who


def check_open(session: Session, who: Joiner, called: str = "") -> None:
    """Refuse while the case is not ready for invitations, and for a name that is barred from this case."""
    blocked = queries.obstacles(session, who.case_id)
    if "consent" in blocked:
        raise Refused(
            invite=_("First record the consent of one person with parental responsibility.")
        )  # fmt: skip
    if "apart" in blocked:
        raise Refused(invite=_("First set one of the two apart in each pair that must not meet."))
    if any(cases.is_barred(session, who.case_id, name) for name in (who.name, called) if name):
        raise Refused(invite=_("This name matches somebody who can never be invited to this case."))


def cancel(work: Work, who: Joiner, end: str) -> bool:
    """Revoke every open invitation of a member and end their sessions; whether there was one."""
    gone = work.session.scalars(
        update(Invite)
        .where(Invite.member_id == who.id, Invite.revoked_at.is_(None))
        .values(revoked_at=clock.now(), end=end, answers=None)
        .returning(Invite.id)
    ).all()
    if who.account_id:
        end_sessions_of(work, who.account_id, "invite")
    return bool(gone)


def _tell(work: Work, case_id: str, who: Joiner) -> None:
    work.announce(SeatChanged(case_id, who.id, gone=who.state in (policy.CLAIMED, policy.CONFIRMED)))
    work.announce(CaseChanged(case_id, CHANGED))
