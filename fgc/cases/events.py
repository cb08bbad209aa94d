"""What happens to a case and its people. Ids only."""

from dataclasses import dataclass

from fgc.core.events import Event


@dataclass(frozen=True, slots=True)
class CircleMoved(Event):
    """Something new stands in a circle: base of all events that follow the order of a circle.

    `kind` says which card to draw (`note`, `row`, …), `obj_id` which one; `wire` is the event name on the socket.
    """

    circle: str
    obj_id: str
    seq: int
    kind: str
    wire: str


@dataclass(frozen=True, slots=True)
class SeatChanged(Event):
    """A member's rights changed (confirmed, apart, admitted, removed). Their sockets must ask anew or go."""

    member: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class CaseChanged(Event):
    """Something about the case itself changed (hold, cancelled, people): open pages may refresh."""

    part: str


@dataclass(frozen=True, slots=True)
class StageChanged(Event):
    """The case is in another stage now."""

    before: str
    stage: str


@dataclass(frozen=True, slots=True)
class Signal(Event):
    """A passing sign without words or number: knock, hand, door, let in. Delivered to those whom `action` allows.

    `name` is the wire name, `action` the policy action a receiver needs (`note.read` with `circle`), `member` whom it
    is about, `only` a single receiver. `stage` asks the policy as if in that stage ("" = now).
    """

    name: str
    action: str
    circle: str = ""
    member: str = ""
    only: str = ""
    detail: str = ""
