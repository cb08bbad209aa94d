"""How a member's row moves while they are invited, claim their seat and are confirmed: for the slice `invites`.

All functions run inside the caller's transaction, after the case is locked (`access.settle` or `lock_open_case`). They
check states, not rights: the caller has asked the policy, or has code and PIN in hand.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fgc.cases import people, policy, reading_help
from fgc.cases.models import Case, Member
from fgc.core.uow import Work

LISTED, INVITED = "listed", "invited"
BEFORE = (LISTED, INVITED)


@dataclass(frozen=True, slots=True)
class Joiner:
    """A member on the way in."""

    id: str
    case_id: str
    role: str
    state: str
    account_id: str
    name: str
    language: str


def lock_open_case(work: Work, case_id: str) -> bool:
    """Lock a case; whether somebody can come into it now: not closed, not held, not shredded, not cancelled."""
    row = work.session.execute(
        select(Case.stage, Case.held, Case.cancelled_at, Case.shredded_at).where(Case.id == case_id).with_for_update()
    ).one_or_none()
    if row is None or row.held or row.cancelled_at is not None or row.shredded_at is not None:
        return False
    return row.stage in policy.LIVE


def joiner(session: Session, case_id: str, member_id: str) -> Joiner | None:
    """A member of this case who has not left, with the name used in the case and their language."""
    row = session.execute(
        select(Member.role, Member.state, Member.account_id, Member.profile).where(
            Member.id == member_id, Member.case_id == case_id, Member.state != "left"
        )
    ).one_or_none()
    if row is None:
        return None
    profile = people.open_profile(case_id, member_id, row.profile)
    return Joiner(
        member_id, case_id, row.role, row.state, row.account_id or "", profile.name, profile.language
    )  # fmt: skip


def move(work: Work, member_id: str, to: str, among: tuple[str, ...], account_id: str = "") -> bool:
    """Put a member into a state if they are in one of `among` now; bind their account when one is given."""
    values = {"state": to, **({"account_id": account_id} if account_id else {})}
    moved = work.session.scalar(
        update(Member).where(Member.id == member_id, Member.state.in_(among)).values(**values).returning(Member.id)
    )
    return moved is not None


def take_answers(
    work: Work, who: Joiner, called: str, language: str, safe_to_text: str, *, shared: bool,
    reading: tuple[str, str] = ("", ""),
) -> None:  # fmt: skip
    """Write what a person said about themselves when they came in: name, language, texts, shared phone, reading."""
    row = work.session.execute(select(Member.profile, Member.contact).where(Member.id == who.id)).one()
    profile = people.open_profile(who.case_id, who.id, row.profile)
    contact = people.open_contact(who.case_id, who.id, row.contact)
    profile = replace(profile, name=called or profile.name, language=language or profile.language)
    profile = reading_help.chosen(profile, *reading)
    contact = replace(contact, safe_to_text=safe_to_text, shared_phone=shared)
    work.session.execute(
        update(Member).where(Member.id == who.id).values(
            profile=people.seal_profile(who.case_id, who.id, profile),
            contact=people.seal_contact(who.case_id, who.id, contact),
        )
    )  # fmt: skip


def contacts_of(session: Session, case_id: str) -> dict[str, people.Contact]:
    """How each member is reached: for coordinators only."""
    rows = session.execute(select(Member.id, Member.contact).where(Member.case_id == case_id))
    return {row.id: people.open_contact(case_id, row.id, row.contact) for row in rows}
