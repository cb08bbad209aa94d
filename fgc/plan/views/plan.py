"""Our plan: one address for everybody, and what stands there depends on who reads and when."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.conference.actions import floor
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.plan.actions import ordering, versions
from fgc.plan.actions.carrying import bring_in
from fgc.plan.queries import overview
from fgc.plan.queries.pages import rows_page
from fgc.plan.queries.rows import behind, circle_now
from fgc.plan.views.ways import back, look, posted

bp = Blueprint("plan", __name__, url_prefix="/c/<case_id>/plan")


@bp.get("")
@seated("case.see")
def page(seat: Seat) -> ResponseReturnValue:
    """The plan being written, being agreed, or decided; for others their own rows of it, or nothing yet."""
    return _page(seat, {})


@bp.get("/part")
@seated("case.see")
def part(seat: Seat) -> ResponseReturnValue:
    """The rows alone, to be drawn anew."""
    kind = overview.kind_for(seat)
    note_reading(seat, *overview.circles_opened(seat, kind))
    with uow.read() as session:
        if kind == overview.OWN:
            return render_template("plan/_own.html", panel=overview.own_panel(session, seat))
        on = request.args.get("on", "meeting")
        return render_template("plan/_rows.html", panel=rows_page(session, seat), back=on)


@bp.post("/freeze")
@seated("plan.freeze")
def freeze(seat: Seat) -> ResponseReturnValue:
    """Freeze the plan and ask everybody, or (`open`) let go of it again."""
    try:
        if posted("open"):
            versions.unfreeze_plan(seat)
        else:
            versions.freeze_plan(seat)
    except Refused as refused:
        return _page(seat, refused.errors), 422
    return back(seat)


@bp.post("/rows/<row_id>/clear")
@seated("plan.freeze")
def clear(seat: Seat, row_id: str) -> ResponseReturnValue:
    """How a row was when it was read out."""
    ordering.mark_clear(seat, row_id, posted("mark"))
    return back(seat)


@bp.post("/rows/<row_id>/read")
@seated("plan.freeze")
def read_out(seat: Seat, row_id: str) -> ResponseReturnValue:
    """This row is being read out now; `stop` for none."""
    floor.read_out(seat, "" if posted("stop") else row_id)
    return back(seat)


@bp.post("/rows/<origin>/release")
@seated("release.to")
def release(seat: Seat, origin: str) -> ResponseReturnValue:
    """Show a row to somebody who takes part apart, or no longer."""
    ordering.release_row(seat, origin, posted("member"), on=posted("on") == "yes")
    return back(seat)


def _page(seat: Seat, errors: dict[str, str]) -> str:
    kind = overview.kind_for(seat)
    note_reading(seat, *overview.circles_opened(seat, kind))
    if kind == overview.WRITE and circle_now(seat) == policy.PRIVATE_CIRCLE:
        _catch_up(seat)
    with uow.read() as session:
        values = overview.plan_page(session, seat, kind)
        return render_template(f"plan/page_{kind}.html", **values, errors=errors, stage=look(seat), back="plan")


def _catch_up(seat: Seat) -> None:
    """Rows of the plan that private time lacks. They were brought in when it began; this is the second string."""
    with uow.read() as session:
        lacking = behind(session, seat.case_id)
    if lacking:
        bring_in(seat.case_id)
