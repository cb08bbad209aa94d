"""Adding, correcting and parting with the people of a case."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from fgc.accounts import sessions
from fgc.accounts.actions import remember_language
from fgc.audit import trail
from fgc.cases import access, people, policy, queries, reading_help
from fgc.cases.actions.opening import insert_member
from fgc.cases.admissions import drop_admissions
from fgc.cases.events import CaseChanged, SeatChanged
from fgc.cases.models import Member
from fgc.cases.people import Contact, Profile
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.core.uow import Work

STAFF_ROLES = policy.WORKERS


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to add. `account_id` for workers; family members get theirs when they claim their invitation."""

    role: str
    profile: Profile
    contact: Contact
    apart: bool = False
    supports: str = ""
    child_id: str = ""
    account_id: str = ""
    no_contact: tuple[str, ...] = ()


def add_member(seat: Seat, new: NewMember) -> str:
    """Add a person to the case; gives back the member id.

    Who may: `people.manage`. Refuses a barred name, a helper bound to nobody, a role unknown. Announces CaseChanged.
    Audit: `member:add`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        _check(work, seat, new)
        worker = new.role in STAFF_ROLES
        member_id = new_id("m")
        insert_member(
            work, seat.case_id, new.role, new.profile, account_id=new.account_id or None, member_id=member_id,
            state=policy.CONFIRMED if worker else "listed", apart=new.apart, supports=new.supports or None,
            child_id=new.child_id or None, contact=people.seal_contact(seat.case_id, member_id, new.contact),
        )  # fmt: skip
        trail.record(
            work,
            seat.case_id,
            "member:add",
            who=seat.id,
            session=seat.session,
            obj=member_id,
            role=new.role,
            apart=new.apart,
        )
        work.announce(CaseChanged(seat.case_id, "people"))
        work.announce(SeatChanged(seat.case_id, member_id))
    return member_id


def change_member(seat: Seat, member_id: str, profile: Profile, contact: Contact | None) -> None:
    """Correct a person's words. Who may: `people.manage`. Announces CaseChanged. Audit: `member:change`."""
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        find_member(work, seat.case_id, member_id)
        if queries.is_barred(work.session, seat.case_id, profile.name):
            raise Refused(name=_barred_words())
        _check_name(profile)
        values: dict[str, bytes] = {"profile": people.seal_profile(seat.case_id, member_id, profile)}
        if contact is not None:
            values["contact"] = people.seal_contact(seat.case_id, member_id, contact)
        work.session.execute(update(Member).where(Member.id == member_id).values(**values))
        trail.record(
            work, seat.case_id, "member:change", who=seat.id, session=seat.session, obj=member_id, part="words"
        )
        work.announce(CaseChanged(seat.case_id, "people"))


def change_own_details(
    seat: Seat, called: str, takes_part: str, language: str, safe_to_text: str, reading: str = "", aloud: str = ""
) -> None:
    """What a member may change about themselves; `reading` and `aloud` stay as they were when they are empty.

    Who may: `details.own`. Announces CaseChanged. Audit: `member:change`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "details.own")
        row = find_member(work, seat.case_id, seat.id)
        profile = people.open_profile(seat.case_id, seat.id, row.profile)
        profile = replace(profile, name=called.strip() or profile.name, takes_part=takes_part, language=language)
        profile = reading_help.chosen(profile, reading, aloud)
        if queries.is_barred(work.session, seat.case_id, profile.name):
            raise Refused(called=_("Choose another name, or ring your coordinator."))
        contact = people.open_contact(seat.case_id, seat.id, row.contact)
        blob = people.seal_contact(seat.case_id, seat.id, replace(contact, safe_to_text=safe_to_text))
        work.session.execute(
            update(Member).where(Member.id == seat.id)
            .values(profile=people.seal_profile(seat.case_id, seat.id, profile), contact=blob)
        )  # fmt: skip
        remember_language(work, seat.account_id, language)
        trail.record(work, seat.case_id, "member:change", who=seat.id, session=seat.session, obj=seat.id, part="own")
        work.announce(CaseChanged(seat.case_id, "people"))


def set_apart(seat: Seat, member_id: str, apart: bool) -> None:
    """Let a person take part apart, or together again.

    Who may: `people.manage`. Announces SeatChanged, CaseChanged. Audit: `member:apart`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "people.manage")
        row = find_member(work, seat.case_id, member_id)
        if row.role in policy.WORKERS:
            raise Refused(apart=_("Only family members and helpers can take part apart."))
        work.session.execute(update(Member).where(Member.id == member_id).values(apart=apart))
        if apart:
            drop_admissions(work, seat, member_id)
        trail.record(work, seat.case_id, "member:apart", who=seat.id, session=seat.session, obj=member_id, on=apart)
        work.announce(SeatChanged(seat.case_id, member_id))
        work.announce(CaseChanged(seat.case_id, "people"))


def leave(seat: Seat, member_id: str, why: str) -> None:
    """A person leaves: by themselves, or taken out by a coordinator. What they wrote stays with its author's name.

    Who may: oneself (`details.own`), coordinators (`people.remove`); the last coordinator cannot leave. Announces
    SeatChanged(gone). Audit: `member:leave`. `why` is a code.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "details.own" if member_id == seat.id else "people.remove")
        row = find_member(work, seat.case_id, member_id)
        if row.role == policy.COORDINATOR and _coordinators(work, seat.case_id) < 2:
            raise Refused(member=_("A case needs a coordinator. Hand it over first."))
        drop_admissions(work, seat, member_id)
        work.session.execute(update(Member).where(Member.id == member_id).values(state="left", left_at=clock.now()))
        trail.record(work, seat.case_id, "member:leave", who=seat.id, session=seat.session, obj=member_id, why=why)
        if row.account_id and row.role not in STAFF_ROLES and not _other_cases(work, row):
            sessions.end_sessions_of(work, row.account_id, "left")
        work.announce(SeatChanged(seat.case_id, member_id, gone=True))
        work.announce(CaseChanged(seat.case_id, "people"))


def _check(work: Work, seat: Seat, new: NewMember) -> None:
    _check_name(new.profile)
    if new.role not in policy.ROLES:
        raise Refused(role=_("Choose what this person is in the case."))
    if queries.is_barred(work.session, seat.case_id, new.profile.name):
        raise Refused(name=_barred_words())
    if new.role == policy.ADVOCATE and not new.supports:
        raise Refused(supports=_("Say whom the advocate is there for."))
    if new.supports:
        find_member(work, seat.case_id, new.supports)
    if new.role in STAFF_ROLES and not new.account_id:
        raise Refused(email=_("Give the e-mail address this worker signs in with."))
    if new.role in STAFF_ROLES and new.apart:
        raise Refused(apart=_("Only family members and helpers can take part apart."))
    if new.account_id and _seated(work, seat.case_id, new.account_id):
        raise Refused(email=_("This person is in the case already."))


def _check_name(profile: Profile) -> None:
    if not profile.name.strip():
        raise Refused(name=_("Write the name this person uses."))


def _barred_words() -> str:
    return str(_("This name matches somebody who can never be invited to this case."))


def find_member(work: Work, case_id: str, member_id: str) -> Member:
    """The row of somebody who is in the case; `NotFound` otherwise."""
    row = work.session.scalar(
        select(Member).where(Member.id == member_id, Member.case_id == case_id, Member.state != "left")
    )
    if row is None:
        raise NotFound
    return row


def _seated(work: Work, case_id: str, account_id: str) -> bool:
    found = select(Member.id).where(Member.case_id == case_id, Member.account_id == account_id, Member.state != "left")
    return work.session.scalar(found.limit(1)) is not None


def _coordinators(work: Work, case_id: str) -> int:
    count = select(func.count()).select_from(Member).where(
        Member.case_id == case_id, Member.role == policy.COORDINATOR, Member.state == policy.CONFIRMED
    )  # fmt: skip
    return work.session.scalar(count) or 0


def _other_cases(work: Work, row: Member) -> bool:
    found = select(Member.id).where(
        Member.account_id == row.account_id, Member.id != row.id, Member.state.in_(("claimed", "confirmed"))
    )
    return work.session.scalar(found.limit(1)) is not None
