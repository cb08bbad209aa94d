"""Pages a child has and nobody else needs: their home, whom they can talk to, and a calm page for “not today”."""

import secrets

from flask import Blueprint, render_template, request

from fgc.cases import contributions, policy
from fgc.cases.guards import seated
from fgc.cases.people import Person, helper_of, people_of, people_seen
from fgc.cases.policy import Seat
from fgc.cases.queries import case_words
from fgc.cases.see_strip import strip_for
from fgc.core import uow

bp = Blueprint("child", __name__)


def childs_home(seat: Seat) -> str:
    """Three big buttons, and “not today”. The next step shows only when the meeting itself is open: no reminders."""
    with uow.read() as session:
        people = people_seen(session, seat)
        step = contributions.next_step_for(session, seat)
    me = next(person for person in people if person.id == seat.id)
    return render_template(
        "cases/home_child.html", me=me, helper=helper_of(people, seat), coordinators=_coordinators(people),
        now=step if step and step.order <= MEETING_OPEN else None,
    )  # fmt: skip


@bp.get("/c/<case_id>/talk")
@seated("case.see")
def talk(seat: Seat) -> str:
    """Who can help me: the helper first, then the person who runs the meeting, then people outside."""
    with uow.read() as session:
        people = people_seen(session, seat)
        everybody = people_of(session, seat.case_id)
        words = case_words(session, seat.case_id)
    helper = helper_of(people, seat)
    circles = [f"{kind}:{seat.id}" for kind in (*([policy.HELPER] if helper else []), policy.DIRECT)]
    strips = [strip_for(everybody, seat, one) for one in circles if policy.can(seat, "note.write", seat.at(one))]
    return render_template(
        "cases/talk.html", helper=helper, coordinators=_coordinators(people), words=words, strips=strips,
        client_ids=[secrets.token_urlsafe(12) for _strip in strips],
    )  # fmt: skip


@bp.get("/c/<case_id>/calm")
@seated("case.see")
def calm(seat: Seat) -> str:
    """Not today, or stopped in the middle (`?kept`): nothing is asked, nothing is lost, and help is one press away."""
    with uow.read() as session:
        people = people_seen(session, seat)
    return render_template("cases/calm.html", helper=helper_of(people, seat), kept="kept" in request.args)


def _coordinators(people: tuple[Person, ...]) -> list[Person]:
    return [one for one in people if one.seat.role == policy.COORDINATOR and one.seat.state != "left"]


MEETING_OPEN = 2  # contributions: 1 the meeting is on, 2 the waiting room is open
