"""The coordinator confirms that the right person came in, or refuses them."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from fgc.audit import trail
from fgc.cases import access, joining, policy
from fgc.cases.events import CaseChanged, SeatChanged
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Stale
from fgc.core.uow import Work
from fgc.invites.actions.making import CHANGED, cancel, check_open, invitable
from fgc.invites.models import Invite
from fgc.invites.queries import open_answers


def confirm(seat: Seat, member_id: str) -> None:
    """Let a waiting person in; what they said about themselves is written to their row.

    Who may: `invite.manage`. Refuses when consent was taken back, a pair is unsettled or the chosen name is barred.
    Announces SeatChanged, CaseChanged. Audit: `invite:confirm`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "invite.manage")
        who = invitable(work.session, seat.case_id, member_id)
        invite = _waiting(work, member_id)
        answers = open_answers(invite)
        check_open(work.session, who, answers.called if answers else "")
        if not joining.move(work, who.id, policy.CONFIRMED, (policy.CLAIMED,)):
            raise _nobody()
        if answers is not None:
            joining.take_answers(
                work, who, answers.called, answers.language, answers.text, shared=answers.shared,
                reading=(answers.reading, answers.aloud),
            )  # fmt: skip
        invite.answers = None
        trail.record(work, seat.case_id, "invite:confirm", who=seat.id, session=seat.session, obj=who.id)
        work.announce(SeatChanged(seat.case_id, who.id))
        work.announce(CaseChanged(seat.case_id, "people"))


def refuse(seat: Seat, member_id: str) -> None:
    """It is not the right person: their page closes, the invitation ends.

    Who may: `invite.manage`. Announces SeatChanged(gone), CaseChanged. Audit: `invite:refuse`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "invite.manage")
        who = invitable(work.session, seat.case_id, member_id)
        if not joining.move(work, who.id, joining.LISTED, (policy.CLAIMED,)):
            raise _nobody()
        cancel(work, who, "refused")
        trail.record(work, seat.case_id, "invite:refuse", who=seat.id, session=seat.session, obj=who.id)
        work.announce(SeatChanged(seat.case_id, who.id, gone=True))
        work.announce(CaseChanged(seat.case_id, CHANGED))


def note_second_opener(seat: Seat, member_id: str) -> None:
    """The coordinator has asked the person about a second opening: it needs nobody any more.

    Who may: `invite.manage`. Announces CaseChanged. Audit: `invite:second-opener`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "invite.manage")
        who = invitable(work.session, seat.case_id, member_id)
        work.session.execute(update(Invite).where(Invite.member_id == who.id).values(second_at=None))
        trail.record(work, seat.case_id, "invite:second-opener", who=seat.id, session=seat.session, obj=who.id)
        work.announce(CaseChanged(seat.case_id, CHANGED))


def _waiting(work: Work, member_id: str) -> Invite:
    invite = work.session.scalar(
        select(Invite).where(
            Invite.member_id == member_id, Invite.ready_at.is_not(None), Invite.revoked_at.is_(None)
        )
    )  # fmt: skip
    if invite is None:
        raise _nobody()
    return invite


def _nobody() -> Stale:
    return Stale(_("Nobody is waiting here any more."))
