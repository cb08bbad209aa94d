"""Calling the coordinator on somebody's behalf: an act of any slice can press the help button in its own transaction.

The button belongs to a slice above this one, which registers here at start; the same sign goes out, ids only.
"""

from collections.abc import Callable

from fgc.cases.policy import Seat
from fgc.core.uow import Work

Caller = Callable[[Work, Seat, Seat], None]

_callers: list[Caller] = []


def register(caller: Caller) -> None:
    """Add who presses; registering the same one twice keeps one."""
    if caller not in _callers:
        _callers.append(caller)


def call_coordinator(work: Work, seat: Seat, who: Seat) -> None:
    """Tell the coordinators that `who` needs help; `seat` is whose act this is. Says nothing of what was written."""
    for caller in _callers:
        caller(work, seat, who)
