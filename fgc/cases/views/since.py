"""What came after: the feed for pages without a live socket, asked with the ordinary session."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from fgc.cases import cards, circles, policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.queries import member_ids
from fgc.core import uow
from fgc.core.errors import NotFound

bp = Blueprint("since", __name__)
PAGE = 100


@bp.get("/c/<case_id>/since")
@seated("case.see")
def feed(seat: Seat) -> ResponseReturnValue:
    """Heads of all circles this member may read, and the cards of one circle after a number."""
    circle, after = request.args.get("circle", ""), request.args.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > 12:
        raise NotFound
    with uow.read() as session:
        readable = policy.circles_of(seat, member_ids(session, seat.case_id))
        if circle and circle not in readable:
            raise NotFound
        heads = circles.heads_of(session, seat.case_id, readable)
        found = cards.cards_after(session, seat, circle, int(after), PAGE) if circle else []
    return jsonify(ok=True, stage=seat.stage, heads=heads, cards=found, more=len(found) == PAGE)
