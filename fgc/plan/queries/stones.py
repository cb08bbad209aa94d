"""The way of stepping stones that a child sees beside the plan: one stone for each job of a grown-up.

A stone is filled when the grown-up did their part. Jobs of children are no stones: children are never scored.
"""

from dataclasses import dataclass

from fgc.cases import policy
from fgc.cases.people import Person
from fgc.plan import rules
from fgc.plan.queries.jobs import JobView

A_ROW, STEP, FIRST, DROP, WAVE = 5, 60, 32, 58, 14


@dataclass(frozen=True, slots=True)
class Stone:
    """A stone, with the middle of it in a picture that is 304 wide."""

    filled: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Way:
    """All stones, first to last, and how high their picture is."""

    stones: tuple[Stone, ...]
    height: int

    @property
    def filled(self) -> int:
        """How many grown-ups' jobs are happening."""
        return sum(stone.filled for stone in self.stones)


def way_of(jobs: tuple[JobView, ...], people: tuple[Person, ...]) -> Way:
    """The way for these jobs; it winds, so that many stones still fit on a phone."""
    children = {one.id for one in people if one.seat.role == policy.CHILD}
    states = [job.state == rules.HAPPENING for job in jobs if not job.over and job.member_id not in children]
    stones = tuple(_placed(place, filled) for place, filled in enumerate(states))
    return Way(stones, max((stone.y for stone in stones), default=0) + FIRST)


def _placed(place: int, filled: bool) -> Stone:
    row, step = divmod(place, A_ROW)
    column = step if row % 2 == 0 else A_ROW - 1 - step
    return Stone(filled, FIRST + column * STEP, FIRST + row * DROP + (step % 2) * WAVE)
