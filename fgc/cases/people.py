"""People of a case as others may know them: names, relation, agency, language — opened from the vault.

Sealed under the case's `roster` key, which is no circle of the policy: who may know of whom is `policy.sees`. How to
reach somebody, and what is worrying about a contact, lives in `contact`, under the coordinator's key.
"""

import json
from dataclasses import asdict, dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.access import seats_of
from fgc.cases.models import Child, Member
from fgc.cases.policy import Seat
from fgc.core.database import table_of
from fgc.vault import current_vault

ROSTER = "roster"
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "pan", "pani", "domnul", "doamna"})


_members = table_of(Member)
_PROFILES = select(_members.c.id, _members.c.profile).where(_members.c.case_id == bindparam("case"))


@dataclass(frozen=True, slots=True)
class Profile:
    """What people around the table may see of each other.

    `reading` and `aloud` are their own choices of `reading_help`, `tell` what their page speaks about by itself; ""
    for none; no page shows them to anybody else.
    """

    name: str
    relation: str = ""
    side: str = ""
    agency: str = ""
    language: str = "en"
    takes_part: str = "here"
    parental: bool = False
    pronouns: str = ""
    reading: str = ""
    aloud: str = ""
    tell: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How the coordinator reaches a member. Never shown to any other member."""

    phone: str = ""
    email: str = ""
    safe_to_text: str = "ask"
    notes: str = ""
    shared_phone: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A seat with its profile."""

    seat: Seat
    profile: Profile

    @property
    def id(self) -> str:
        """The member's id."""
        return self.seat.id

    @property
    def name(self) -> str:
        """The name used in this case."""
        return self.profile.name

    @property
    def short(self) -> str:
        """The name as it fits on a button: the first part of it, or all of it after a title (“Ms Cole”)."""
        first = self.name.partition(" ")[0]
        return self.name if first.rstrip(".").lower() in TITLES else first

    @property
    def known_as(self) -> str:
        """Name with relation or agency: “Carol (nan)”, “Ms Cole (school)”."""
        extra = self.profile.agency or self.profile.relation
        return f"{self.name} ({extra})" if extra else self.name


@dataclass(frozen=True, slots=True)
class ChildCard:
    """A child as the case speaks of them. Dates are ISO texts or empty; `due` stands for a birth to come."""

    id: str
    called: str
    born: str = ""
    due: str = ""
    how: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def seal_profile(case_id: str, member_id: str, profile: Profile) -> bytes:
    """Ciphertext of a profile."""
    return current_vault().seal(case_id, ROSTER, "member", member_id, "profile", json.dumps(asdict(profile)))


def open_profile(case_id: str, member_id: str, blob: bytes) -> Profile:
    """A profile from its ciphertext."""
    return Profile(**json.loads(current_vault().open(case_id, ROSTER, "member", member_id, "profile", blob)))


def seal_contact(case_id: str, member_id: str, contact: Contact) -> bytes:
    """Ciphertext of a contact, under the coordinator's key."""
    return current_vault().seal(
        case_id, policy.COORDINATOR_CIRCLE, "member", member_id, "contact", json.dumps(asdict(contact))
    )


def open_contact(case_id: str, member_id: str, blob: bytes | None) -> Contact:
    """A contact from its ciphertext; empty when none was written."""
    if blob is None:
        return Contact()
    return Contact(
        **json.loads(current_vault().open(case_id, policy.COORDINATOR_CIRCLE, "member", member_id, "contact", blob))
    )


def people_of(session: Session, case_id: str, only: frozenset[str] | None = None) -> tuple[Person, ...]:
    """Everybody of a case (or those of these ids), in the order they were added. Filter before showing."""
    seats = [seat for seat in seats_of(session, case_id) if only is None or seat.id in only]
    blobs = {row.id: row.profile for row in session.execute(_PROFILES, {"case": case_id})}
    return tuple(Person(seat, open_profile(case_id, seat.id, blobs[seat.id])) for seat in seats)


def people_seen(session: Session, viewer: Seat) -> tuple[Person, ...]:
    """Everybody of the case whom this member may know of (`policy.sees`)."""
    return tuple(person for person in people_of(session, viewer.case_id) if policy.sees(viewer, person.seat))


def helper_of(people: tuple[Person, ...], who: Seat) -> Person | None:
    """The advocate who is there for somebody, among these people."""
    return next(
        (one for one in people
         if one.seat.role == policy.ADVOCATE and one.seat.supports == who.id and one.seat.state != "left"), None,
    )  # fmt: skip


def seal_child(case_id: str, child: ChildCard) -> bytes:
    """Ciphertext of a child's card."""
    words = {"called": child.called, "born": child.born, "due": child.due, "how": child.how, "extra": child.extra}
    return current_vault().seal(case_id, ROSTER, "child", child.id, "profile", json.dumps(words))


def children_of(session: Session, case_id: str) -> tuple[ChildCard, ...]:
    """The children the conference is about, in order."""
    rows = session.execute(
        select(Child.id, Child.profile).where(Child.case_id == case_id).order_by(Child.position, Child.id)
    )
    opened = [
        (row.id, json.loads(current_vault().open(case_id, ROSTER, "child", row.id, "profile", row.profile)))
        for row in rows
    ]
    return tuple(ChildCard(child_id, **words) for child_id, words in opened)


def contact_of(session: Session, case_id: str, member_id: str) -> Contact:
    """How to reach a member; empty when nothing was written. For coordinators and the member only."""
    blob = session.scalar(select(Member.contact).where(Member.id == member_id, Member.case_id == case_id))
    return open_contact(case_id, member_id, blob)
