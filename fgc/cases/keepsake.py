"""A copy of one's own things: what a member wrote and what they were told, each with who can see it.

Slices above this one register what they hold; the page asks the policy through the same queries as every other page,
so a copy never has more in it than the pages show. Words of private family time are left out: they are never kept
on a phone, and what the family did not share is deleted later.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from fgc.cases.policy import Seat


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in the copy. `seen` is its see-strip in words; `by` is empty for one's own words."""

    mine: bool
    title: str
    by: str
    at: datetime | None
    seen: str
    body: str

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {**asdict(self), "at": self.at.isoformat() if self.at else None}


CircleMaker = Callable[[Session, Seat], tuple[str, ...]]
ThingMaker = Callable[[Session, Seat], list[Thing]]
_makers: list[tuple[CircleMaker, ThingMaker]] = []


def register(circles: CircleMaker, things: ThingMaker) -> None:
    """Add a slice's part: which circles it opens, and what it gives. Registering it twice keeps one."""
    if (circles, things) not in _makers:
        _makers.append((circles, things))


def circles_opened(session: Session, seat: Seat) -> tuple[str, ...]:
    """Every circle whose words a copy opens, for the trail."""
    return tuple(dict.fromkeys(name for circles, _things in _makers for name in circles(session, seat)))


def things_of(session: Session, seat: Seat) -> list[Thing]:
    """Everything in the copy, in the order of the slices, oldest first within each."""
    return [thing for _circles, things in _makers for thing in things(session, seat)]
