"""Private family time: the door from both sides, and the page “We are ready”."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.conference import carry, queries, room, rules, show
from fgc.conference.actions import private
from fgc.conference.views.blueprint import bp, posted, to_meeting
from fgc.core import uow
from fgc.core.errors import Refused


@bp.post("/c/<case_id>/meeting/knock")
@seated("private.knock")
def knock(seat: Seat) -> ResponseReturnValue:
    """The coordinator knocks."""
    private.knock(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/answer")
@seated("private.answer")
def answer(seat: Seat) -> ResponseReturnValue:
    """The family answers the knock."""
    private.answer_knock(seat, posted("answer"))
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/gone")
@seated("private.answer")
def gone(seat: Seat) -> ResponseReturnValue:
    """The coordinator is outside again."""
    private.see_off(seat)
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/call-in")
@seated("private.call")
def call_in(seat: Seat) -> ResponseReturnValue:
    """Ask the coordinator to come in."""
    private.call_in(seat)
    return to_meeting(seat)


@bp.get("/c/<case_id>/meeting/ready")
@seated("private.ready")
def ready(seat: Seat) -> str:
    """Choose which rows and notes go along."""
    return _choose(seat, {})


@bp.post("/c/<case_id>/meeting/ready")
@seated("private.ready")
def press(seat: Seat) -> ResponseReturnValue:
    """“We are ready”: the first or the second press."""
    try:
        private.press_ready(seat, _chosen())
    except Refused as refused:
        return _choose(seat, refused.errors), 422
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/not-ready")
@seated("private.answer")
def not_ready(seat: Seat) -> ResponseReturnValue:
    """“Not ready yet.”"""
    private.not_ready(seat)
    return to_meeting(seat)


def _chosen() -> dict[str, list[str]]:
    return {carrier.kind: request.form.getlist(f"take-{carrier.kind}") for carrier in carry.carriers()}


def _choose(seat: Seat, errors: dict[str, str]) -> str:
    note_reading(seat, policy.PRIVATE_CIRCLE)
    with uow.read() as session:
        before = queries.ready_of(session, seat.case_id)
        lists = [
            (carrier.kind, carrier.heading(), [(one, _ticked(before, carrier.kind, one)) for one in offered])
            for carrier in carry.carriers()
            if (offered := carrier.candidates(session, seat))
        ]
        first = next((one.name for one in room.guests_of(session, seat, None) if one.id == before.first_id), "")
    again = before.first_id == seat.id
    return render_template(
        "conference/ready.html", lists=lists, first=first, again=again, errors=errors, stage=policy.PRIVATE,
        adult=seat.role in rules.ADULTS, steps=show.stage_steps(),
    )  # fmt: skip


def _ticked(before: queries.Ready, kind: str, one: carry.Candidate) -> bool:
    return one.ticked if before.first_id is None else one.id in before.chosen.get(kind, [])
