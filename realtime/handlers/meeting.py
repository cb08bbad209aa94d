"""The meeting over the socket: hands, “I do not get this”, a break, the door of private time."""

from fgc.cases.policy import Seat
from fgc.conference.actions import attendance, floor, private
from realtime.handlers.door import Ack, Payload, on, switch

DONE: Ack = {"ok": True}


@on("hand:raise", "hand.raise")
def hand_raise(seat: Seat, _data: Payload) -> Ack:
    """Hand up; the ack says which place in the queue."""
    return {"ok": True, "place": floor.raise_hand(seat, up=True)}


@on("hand:lower", "hand.raise")
def hand_lower(seat: Seat, _data: Payload) -> Ack:
    """Hand down."""
    floor.raise_hand(seat, up=False)
    return DONE


@on("unclear:press", "unclear.press")
def unclear_press(seat: Seat, _data: Payload) -> Ack:
    """“I do not get this”: only the coordinators see who."""
    floor.press_unclear(seat)
    return DONE


@on("break:take", "break.take")
def break_take(seat: Seat, data: Payload) -> Ack:
    """Out for a moment, or back (`on`)."""
    attendance.take_break(seat, on=switch(data, "on"))
    return DONE


@on("knock", "private.knock")
def knock(seat: Seat, _data: Payload) -> Ack:
    """Knock at the door of private time."""
    private.knock(seat)
    return DONE


@on("call-in", "private.call")
def call_in(seat: Seat, _data: Payload) -> Ack:
    """Ask the coordinator to come in."""
    private.call_in(seat)
    return DONE
