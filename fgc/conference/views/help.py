"""Help for everybody with a seat: the button, whom to ring, and for coordinators the list of presses."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import access, policy
from fgc.cases.around import coordinators_among
from fgc.cases.guards import seated
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import case_words
from fgc.conference import queries, room
from fgc.conference.actions import help as helping
from fgc.conference.views.blueprint import posted
from fgc.core import uow

bp = Blueprint("help", __name__)


@bp.get("/c/<case_id>/help")
@seated("help.press")
def page(seat: Seat) -> str:
    """The button and the numbers; a coordinator sees who pressed."""
    with uow.read() as session:
        known = {person.id: person for person in people_seen(session, seat)}
        presses = [(press, known[press.member_id].known_as) for press in queries.open_presses(session, seat)]
        coordinators = frozenset(
            one.id for one in access.seats_of(session, seat.case_id) if one.role == policy.COORDINATOR
        )
        confirmed = seat.state == policy.CONFIRMED
        inside = confirmed and seat.stage == policy.PRIVATE and room.page_kind(seat, None, None) == room.PRIVATE
        return render_template(
            "conference/help.html", pressed=queries.own_press(session, seat), presses=presses,
            at_desk=queries.somebody_at_the_desk(session, coordinators), duty=case_words(session, seat.case_id),
            coordinators=[one.name for one in coordinators_among(known.values())] if confirmed else [],
            confirmed=confirmed, stage=policy.PRIVATE if inside else "",
        )  # fmt: skip


@bp.post("/c/<case_id>/help")
@seated("help.press")
def press(seat: Seat) -> ResponseReturnValue:
    """Press."""
    helping.press_help(seat, posted("kind"))
    return redirect(url_for("help.page", case_id=seat.case_id), 303)


@bp.post("/c/<case_id>/help/answered")
@seated("help.see")
def answered(seat: Seat) -> ResponseReturnValue:
    """Somebody is looking after it."""
    helping.answer_help(seat, posted("press"))
    return redirect(url_for("help.page", case_id=seat.case_id), 303)
