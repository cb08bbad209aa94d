"""Events that ask and change nothing: is it still there, how far are the circles, what did I miss, who is here."""

from fgc.cases import policy
from fgc.cases.access import seats_of
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound
from realtime import catch_up
from realtime.handlers.door import Ack, Payload, number, on, registry, text


@on("heads", "case.see", quiet=True)
def heads(seat: Seat, _data: Payload) -> Ack:
    """Stage and the last number of every circle this member may read."""
    with uow.read() as session:
        found = catch_up.heads_for(session, seat)
    return {"ok": True, "stage": seat.stage, "heads": found}


@on("since", "note.read", quiet=True)
def since(seat: Seat, data: Payload) -> Ack:
    """Cards of a circle after a number, at most a hundred; `more` says that there are further ones."""
    missed = catch_up.after(seat, text(data, "circle"), number(data, "after"))
    if missed is None:
        raise NotFound
    return {"ok": True, "cards": missed.cards, "more": missed.more}


@on("ping", "case.wait", quiet=True)
def ping(seat: Seat, _data: Payload) -> Ack:
    """An answer: the way there and back is open, and the seat is still taken."""
    return {"ok": True, "stage": seat.stage}


@on("presence", "meeting.attend", quiet=True)
def presence(seat: Seat, _data: Payload) -> Ack:
    """Members with a page open, for those allowed to know: nobody outside private time learns of those inside."""
    with uow.read() as session:
        others = seats_of(session, seat.case_id)
    here = registry().members_here(seat.case_id)
    if seat.stage == policy.PRIVATE and not policy.can(seat, "note.read", seat.at(policy.PRIVATE_CIRCLE)):
        raise NotFound
    return {"ok": True, "here": [other.id for other in others if other.id in here and policy.sees(seat, other)]}
