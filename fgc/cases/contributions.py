"""What slices add to the shared pages of a case: task list, next step, “needs you now”.

Slices sit above this one and must not be imported here, so they register functions at start (`fgc.app` wires them).
Each function gets an open reading session and the viewer's seat, and answers with finished words and a link.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fgc.cases.policy import Seat


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


TaskMaker = Callable[[Session, Seat], Task | None]
StepMaker = Callable[[Session, Seat], NextStep | None]
NeedMaker = Callable[[Session, Seat], list[Need]]

_tasks: list[TaskMaker] = []
_steps: list[StepMaker] = []
_needs: list[NeedMaker] = []


def register(*, task: TaskMaker | None = None, step: StepMaker | None = None, needs: NeedMaker | None = None) -> None:
    """Add makers; registering the same one twice keeps one."""
    if task and task not in _tasks:
        _tasks.append(task)
    if step and step not in _steps:
        _steps.append(step)
    if needs and needs not in _needs:
        _needs.append(needs)


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
