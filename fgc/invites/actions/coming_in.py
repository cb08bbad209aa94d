"""What the person does between code and confirmation: say who they are, choose name, PIN and kind of phone."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from config.settings import Settings
from fgc.accounts import proofs
from fgc.accounts.actions import remember_language, set_pin
from fgc.accounts.rules import is_weak_pin
from fgc.accounts.sessions import LiveSession, replace_session
from fgc.audit import trail
from fgc.cases import access, joining, policy
from fgc.cases.events import CaseChanged, SeatChanged
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import Refused, Stale
from fgc.core.uow import Work
from fgc.invites.actions.making import CHANGED, cancel, invitable
from fgc.invites.models import Invite
from fgc.invites.queries import Answers, seal_answers


@dataclass(frozen=True, slots=True)
class Settling:
    """What the person chose. `pin` is six digits."""

    called: str
    pin: str
    language: str
    text: str
    shared: bool
    reading: str = ""
    aloud: str = ""


def settle_in(seat: Seat, live: LiveSession, chosen: Settling) -> str:
    """Keep what the person chose until the coordinator confirms; gives back the token of a new session.

    Who may: a claimed seat (`case.wait`) whose invitation was not settled yet. Refuses a PIN that is easy to guess.
    Announces CaseChanged. Audit: `session:open`, `session:end`.
    """
    if is_weak_pin(chosen.pin):
        raise Refused(pin=_("This PIN is easy to guess. Choose other numbers."))
    settings: Settings = current_app.extensions["fgc.settings"]
    stored = proofs.hashed(chosen.pin)
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "case.wait")
        invite = _claimed(work, seat)
        set_pin(work, seat.account_id, stored)
        remember_language(work, seat.account_id, chosen.language)
        said = Answers(
            chosen.called, chosen.language, chosen.text, chosen.shared, reading=chosen.reading, aloud=chosen.aloud
        )
        invite.answers = seal_answers(invite, said)
        invite.ready_at = clock.now()
        token = replace_session(work, live, settings, shared=chosen.shared, why="settled")
        if token is None:
            raise Stale(_("This page was open twice. Load it again."))
        work.announce(CaseChanged(seat.case_id, CHANGED))
    return token


def not_me(seat: Seat) -> None:
    """“No, this is not me”: the invitation is closed, the session ends, the coordinator is told.

    Who may: a claimed seat. Announces SeatChanged(gone), CaseChanged. Audit: `invite:refuse`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "case.wait")
        _claimed(work, seat)
        cancel(work, invitable(work.session, seat.case_id, seat.id), "not_them")
        joining.move(work, seat.id, joining.LISTED, (policy.CLAIMED,))
        trail.record(work, seat.case_id, "invite:refuse", who=seat.id, session=seat.session, obj=seat.id)
        work.announce(SeatChanged(seat.case_id, seat.id, gone=True))
        work.announce(CaseChanged(seat.case_id, CHANGED))


def _claimed(work: Work, seat: Seat) -> Invite:
    invite = work.session.scalar(
        select(Invite).where(
            Invite.member_id == seat.id, Invite.claimed_at.is_not(None), Invite.ready_at.is_(None),
            Invite.revoked_at.is_(None),
        )
    )  # fmt: skip
    if invite is None or seat.state != policy.CLAIMED:
        raise Stale(_("This was done already."))
    return invite
