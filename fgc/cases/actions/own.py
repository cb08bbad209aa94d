"""What a member settles about themselves with one press: how they take part, what they are told about, a copy."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import update

from fgc.audit import trail
from fgc.cases import access, people
from fgc.cases.actions.members import find_member
from fgc.cases.events import CaseChanged
from fgc.cases.models import Member
from fgc.cases.people import Profile
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.core.uow import Work

EVERYTHING, MINE, STAGES = "everything", "mine", "stages"
TELLINGS = (EVERYTHING, MINE, STAGES)
WAYS = ("here", "online", "phone", "paper", "views")
FORMATS = ("page", "data")


def choose_way(seat: Seat, way: str) -> None:
    """Say how one takes part: in the room, on a phone, by call, on paper, or with thoughts only.

    Who may: `details.own`. Announces CaseChanged. Audit: `member:change`.
    """
    if way not in WAYS:
        raise Refused(takes_part=_("Choose one."))
    with uow.write() as work:
        seat, profile = _own(work, seat)
        _keep(work, seat, replace(profile, takes_part=way))
        work.announce(CaseChanged(seat.case_id, "people"))


def choose_telling(seat: Seat, tell: str) -> None:
    """Say what the page speaks about by itself. Who may: `details.own`. Announces nothing. Audit: `member:change`."""
    if tell not in TELLINGS:
        raise Refused(tell=_("Choose one."))
    with uow.write() as work:
        seat, profile = _own(work, seat)
        _keep(work, seat, replace(profile, tell=tell))


def note_copy(seat: Seat, kind: str) -> None:
    """Note that a member takes a copy of their things away. Who may: `details.own`. Announces nothing.

    Audit: `member:copy`.
    """
    if kind not in FORMATS:
        raise Refused(kind=_("Choose one."))
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "details.own")
        trail.record(work, seat.case_id, "member:copy", who=seat.id, session=seat.session, obj=seat.id, format=kind)


def _own(work: Work, seat: Seat) -> tuple[Seat, Profile]:
    seat = access.settle(work, seat)
    access.require(seat, "details.own")
    row = find_member(work, seat.case_id, seat.id)
    return seat, people.open_profile(seat.case_id, seat.id, row.profile)


def _keep(work: Work, seat: Seat, profile: Profile) -> None:
    blob = people.seal_profile(seat.case_id, seat.id, profile)
    work.session.execute(update(Member).where(Member.id == seat.id).values(profile=blob))
    trail.record(work, seat.case_id, "member:change", who=seat.id, session=seat.session, obj=seat.id, part="own")
