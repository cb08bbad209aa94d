"""The worker's first pages: today, all cases, open a case."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from fgc.accounts.guards import signed_in
from fgc.accounts.queries import account_card
from fgc.accounts.sessions import LiveSession
from fgc.cases import access, policy, queries
from fgc.cases.actions.opening import Opening, open_case
from fgc.cases.contributions import Need, needs_for
from fgc.cases.forms import OpenCaseForm
from fgc.cases.policy import Seat
from fgc.cases.queries import CaseLine
from fgc.core import uow
from fgc.core.errors import Refused

bp = Blueprint("work", __name__)
MOST_NEEDS = 5


@bp.get("/work")
@signed_in("staff")
def today(live: LiveSession) -> str:
    """What needs this worker now, and their cases by stage."""
    with uow.read() as session:
        seats = access.seats_for(session, live.account_id)
        lines = queries.lines_for(session, seats)
        found = _needs(session, seats, lines)
    counts = [(stage, sum(line.stage == stage for line in lines)) for stage in policy.STAGES]
    return render_template("cases/today.html", lines=lines, counts=counts, **_shown(found))


@bp.get("/work/needs")
@signed_in("staff")
def needs(live: LiveSession) -> str:
    """What needs this worker now, alone, to be drawn anew when a sign comes."""
    with uow.read() as session:
        seats = access.seats_for(session, live.account_id)
        found = _needs(session, seats, queries.lines_for(session, seats))
    return render_template("cases/_needs.html", **_shown(found))


def _needs(session: Session, seats: Sequence[Seat], lines: Sequence[CaseLine]) -> list[tuple[str, Need]]:
    called = {line.id: line.called for line in lines}
    found = [
        (called[seat.case_id], need)
        for seat in seats
        if seat.case_id in called
        for need in needs_for(session, seat)
    ]  # fmt: skip
    return sorted(found, key=lambda pair: pair[1].order)


def _shown(found: list[tuple[str, Need]]) -> dict[str, Any]:
    return {"needs": found[:MOST_NEEDS], "more": len(found) - MOST_NEEDS}


@bp.get("/work/cases")
@signed_in("staff")
def cases(live: LiveSession) -> str:
    """Every case this worker has a seat in; `?stage=` narrows the list."""
    chosen = request.args.get("stage", "")
    with uow.read() as session:
        lines = queries.lines_for(session, access.seats_for(session, live.account_id))
    shown = [line for line in lines if chosen not in policy.STAGES or line.stage == chosen]
    return render_template("cases/cases.html", lines=shown, stages=policy.STAGES, chosen=chosen)


@bp.get("/work/cases/new", endpoint="open_case")
@signed_in("staff")
def open_case_form(live: LiveSession) -> str:
    """The form for a new case."""
    with uow.read() as session:
        name = account_card(session, live.account_id).name
    return render_template("cases/open.html", form={"coordinator": name}, errors={})


@bp.post("/work/cases/new")
@signed_in("staff")
def open_case_now(live: LiveSession) -> ResponseReturnValue:
    """Open the case and go to its task list."""
    form = OpenCaseForm.posted()
    try:
        form.check()
        opening = Opening(form.card(), form.coordinator.data or "", form.reference.data or "")
        case_id = open_case(live, opening)
    except Refused as refused:
        return render_template("cases/open.html", form=form.data, errors=refused.errors), 422
    return redirect(url_for("case.overview", case_id=case_id), 303)
