"""The rules of the meeting without any store: stages, who stays for private time, queue, waiting room, “we are ready”.

Stages go forward in one line; there are two ways back: from agreeing to private time (the family wants to talk again)
and from following to information (the check-up meeting). Only the family ends private time; nothing ends by itself.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from fgc.cases import policy
from fgc.cases.policy import AGREEING, CLOSED, FOLLOWING, INFORMATION, PREPARING, PRIVATE, Seat

MOVES: Mapping[str, tuple[str, ...]] = {
    PREPARING: (INFORMATION,),
    INFORMATION: (PRIVATE,),
    PRIVATE: (AGREEING,),
    AGREEING: (FOLLOWING, PRIVATE),
    FOLLOWING: (INFORMATION, CLOSED),
    CLOSED: (),
}
IN_SESSION = frozenset({INFORMATION, PRIVATE, AGREEING})
WAITING, IN, BREAK, OUT, SEEN_OUT = "waiting", "in", "break", "out", "seen-out"
AWAY = frozenset({OUT, SEEN_OUT})  # left by themselves, or because the coordinator ended the room for them
PRESENT = frozenset({IN, BREAK})
ADULTS = frozenset({policy.FAMILY, policy.SUPPORTER})

OPENS_BEFORE = timedelta(minutes=30)
OPEN_FOR = timedelta(hours=12)
RETURN_WITHIN = timedelta(minutes=15)
CLOCKS_STAND = timedelta(hours=6)
AT_THE_DESK = timedelta(minutes=2)

FIRST, DONE, AGAIN_ALONE, NOT_YOU = "first", "done", "again-alone", "not-you"


def may_move(before: str, to: str) -> bool:
    """Whether the case can go from one stage to the other."""
    return to in MOVES.get(before, ())


def concerns_private(before: str, to: str) -> bool:
    """Whether a move begins or ends private family time."""
    return PRIVATE in (before, to)


def may_stop(seat: Seat, before: str, to: str) -> bool:
    """Whether this member can stop an announced move: the coordinator, but never the end of private time, which is
    the family's; and anybody of the family where private time is concerned (ux.md D6).
    """
    if not policy.can(seat, "stage.stop", seat.at()):
        return False
    if seat.role == policy.COORDINATOR:
        return before != PRIVATE
    return concerns_private(before, to)


def stays(seat: Seat) -> bool:
    """Whether this member would be in the room once private time begins."""
    then = seat.in_stage(PRIVATE)
    return policy.can(then, "note.read", then.at(policy.PRIVATE_CIRCLE))


def leaves(seat: Seat) -> bool:
    """Whether this member takes part in the meeting and would have to leave for private time."""
    return policy.can(seat, "meeting.attend", seat.at()) and not stays(seat)


def waiting_room_open(stage: str, starts_at: datetime, opened_at: datetime | None, now: datetime) -> bool:
    """Open while the meeting is on, when the coordinator opened it, or from half an hour before the time."""
    if stage in IN_SESSION:
        return True
    if stage not in (PREPARING, FOLLOWING):
        return False
    return opened_at is not None or starts_at - OPENS_BEFORE <= now <= starts_at + OPEN_FOR


def arrival(state: str, seen_at: datetime | None, now: datetime) -> str:
    """The state somebody gets who comes (back): their place for fifteen minutes, else the waiting room."""
    if state in PRESENT and seen_at is not None and now - seen_at <= RETURN_WITHIN:
        return state
    return WAITING


def place_in_queue(hands: Iterable[tuple[str, datetime]], member_id: str) -> int:
    """Which place a raised hand has, from 1; 0 without a hand."""
    order = [member for member, _at in sorted(hands, key=lambda hand: (hand[1], hand[0]))]
    return order.index(member_id) + 1 if member_id in order else 0


def ready_step(role: str, member_id: str, first_id: str | None, adults_here: Collection[str]) -> str:
    """What a press of “We are ready” means: one adult presses, another adult confirms; somebody who is the only
    adult in the room presses twice. A child's press does not count.
    """
    if role not in ADULTS:
        return NOT_YOU
    if first_id is None:
        return FIRST
    if first_id != member_id:
        return DONE
    return AGAIN_ALONE if set(adults_here) - {member_id} else DONE
