"""Parts of the plan for people who do not get all of it: professionals, and those who take part apart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.plan.frozen import FrozenRow
from fgc.plan.queries.rows import own_rows, releases_of
from fgc.plan.queries.versions import agreed_plan, frozen_row, opened, standing
from fgc.web.times import local


@dataclass(frozen=True, slots=True)
class Extract:
    """Rows somebody may see, and of which plan. How many others there are stands nowhere in it."""

    name: str
    rows: tuple[FrozenRow, ...]
    version: str
    day: str


def extract_for(session: Session, seat: Seat) -> Extract:
    """A professional's own rows and those the family ticked for them: as written while agreeing, then as decided."""
    name = next(person.known_as for person in people_seen(session, seat) if person.id == seat.id)
    if not policy.can(seat, "plan.own_rows", seat.at()):
        return Extract(name, (), "", "")
    if seat.stage == policy.AGREEING:
        return Extract(name, _renumbered(frozen_row(row) for row in own_rows(session, seat)), "", "")
    version = agreed_plan(session, seat.case_id)
    if version is None:
        return Extract(name, (), "", "")
    mine = _renumbered(row for row in version.plan.rows if _concerns(seat.id, row))
    day = str(format_date(local(version.at).date(), "d MMMM yyyy"))
    return Extract(name, mine, _("Version %(n)s", n=version.number), day)


def released_to(session: Session, seat: Seat) -> tuple[FrozenRow, ...]:
    """Rows released to this member, who takes part apart: as frozen to be answered, then as decided."""
    if not seat.apart or not policy.can(seat, "record.read", seat.at()):
        return ()
    asked = standing(session, seat.case_id) if seat.stage == policy.AGREEING else None
    version = opened(asked) if asked else agreed_plan(session, seat.case_id)
    mine = {origin for origin, members in releases_of(session, seat.case_id).items() if seat.id in members}
    return _renumbered(row for row in version.plan.rows if row.origin in mine) if version else ()


def _renumbered(rows: Iterable[FrozenRow]) -> tuple[FrozenRow, ...]:
    """Counted from 1, without links: a number of the whole plan would tell how much else there is."""
    return tuple(replace(row, n=n, meets=()) for n, row in enumerate(rows, start=1))


def _concerns(member_id: str, row: FrozenRow) -> bool:
    return member_id in row.doers or member_id == row.checker or member_id in row.share_with
