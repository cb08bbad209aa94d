"""Requests for reports: a worker's list across all cases (ux P1), and the coordinator's page in one case."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from fgc.accounts.guards import signed_in
from fgc.accounts.sessions import LiveSession
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.notes.actions import ask_report
from fgc.notes.forms import AskForm
from fgc.notes.queries.requests import reporters_in, requests_for
from fgc.notes.views.blueprint import reports as bp


@bp.get("/work/requests")
@signed_in("staff")
def requests(live: LiveSession) -> str:
    """Who asked for what until when. No child's name until a request is opened."""
    with uow.read() as session:
        asked = requests_for(session, live.account_id)
    return render_template("notes/requests.html", asked=asked)


@bp.get("/c/<case_id>/reports")
@seated("report.ask")
def desk(seat: Seat) -> str:
    """Every worker of the case and how far their report is."""
    return _draw(seat, AskForm(), {})


@bp.post("/c/<case_id>/reports")
@seated("report.ask")
def ask(seat: Seat) -> ResponseReturnValue:
    """Ask for a report until a day."""
    form = AskForm.posted().check()
    try:
        ask_report(seat, form.member.data or "", form.due())
    except Refused as refused:
        return _draw(seat, form, refused.errors), 422
    return redirect(url_for("reports.desk", case_id=seat.case_id), 303)


def _draw(seat: Seat, form: AskForm, errors: dict[str, str]) -> str:
    with uow.read() as session:
        reporters = reporters_in(session, seat)
    typed = {"day": form.day.data or "", "month": form.month.data or "", "year": form.year.data or ""}
    return render_template(
        "notes/report_desk.html", reporters=reporters, member=form.member.data or "", due=typed, errors=errors
    )
