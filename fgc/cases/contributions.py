"""What slices add to the shared pages of a case: task list, next step, “needs you now”, the family's first page.

Slices sit above this one and must not be imported here, so they register functions at start (`fgc.app` wires them).
Each function gets an open reading session and the viewer's seat, and answers with finished words and a link.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from fgc.cases.policy import Seat

_NUMBER, _LINK = re.compile(r"\+?[0-9][0-9 ()-]{5,24}"), re.compile(r"https://\S+")


@dataclass(frozen=True, slots=True)
class Task:
    """A row of “open a case”: status is `todo`, `started` or `done`."""

    key: str
    order: int
    title: str
    hint: str
    href: str
    status: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing a member could do next; the smallest `order` wins."""

    order: int
    title: str
    text: str
    href: str
    button: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for a worker today; `order` 0 is safety."""

    order: int
    text: str
    href: str
    button: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where the next meeting is, as one member may know it. `join` is how to take part from afar."""

    starts_at: datetime
    place: str
    join: str
    check_up: bool

    @property
    def ring_in(self) -> str:
        """`join`, when it is a phone number and nothing else."""
        return self.join.strip() if _NUMBER.fullmatch(self.join.strip()) else ""

    @property
    def link(self) -> str:
        """`join`, when it is a safe web address and nothing else."""
        return self.join.strip() if _LINK.fullmatch(self.join.strip()) else ""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A row of somebody's first page; `more` are quiet words at its end, `tag` says what is new."""

    order: int
    text: str
    href: str
    more: str = ""
    tag: str = ""


TaskMaker = Callable[[Session, Seat], Task | None]
StepMaker = Callable[[Session, Seat], NextStep | None]
NeedMaker = Callable[[Session, Seat], list[Need]]
RowMaker = Callable[[Session, Seat], list[HomeRow]]
AppointmentMaker = Callable[[Session, Seat], Appointment | None]

_tasks: list[TaskMaker] = []
_steps: list[StepMaker] = []
_needs: list[NeedMaker] = []
_rows: list[RowMaker] = []
_appointments: list[AppointmentMaker] = []


def register(
    *, task: TaskMaker | None = None, step: StepMaker | None = None, needs: NeedMaker | None = None,
    rows: RowMaker | None = None, appointment: AppointmentMaker | None = None,
) -> None:  # fmt: skip
    """Add makers; registering the same one twice keeps one."""
    if task and task not in _tasks:
        _tasks.append(task)
    if step and step not in _steps:
        _steps.append(step)
    if needs and needs not in _needs:
        _needs.append(needs)
    if rows and rows not in _rows:
        _rows.append(rows)
    if appointment and appointment not in _appointments:
        _appointments.append(appointment)


def tasks_for(session: Session, seat: Seat) -> list[Task]:
    """All tasks of opening this case, in order."""
    made = (maker(session, seat) for maker in _tasks)
    return sorted((task for task in made if task), key=lambda task: task.order)


def next_step_for(session: Session, seat: Seat) -> NextStep | None:
    """The next thing this member could do."""
    made = (maker(session, seat) for maker in _steps)
    return min((step for step in made if step), key=lambda step: step.order, default=None)


def needs_for(session: Session, seat: Seat) -> list[Need]:
    """What waits for this worker in this case, most urgent first."""
    return sorted((need for maker in _needs for need in maker(session, seat)), key=lambda need: need.order)


def home_rows(session: Session, seat: Seat) -> list[HomeRow]:
    """The rows of this member's first page, in order."""
    return sorted((row for maker in _rows for row in maker(session, seat)), key=lambda row: row.order)


def appointment_for(session: Session, seat: Seat) -> Appointment | None:
    """The next meeting of this member, if there is one they may know of. The page has noted the reading."""
    made = (maker(session, seat) for maker in _appointments)
    return next((one for one in made if one), None)
