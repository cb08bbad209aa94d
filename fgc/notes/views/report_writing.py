"""Writing a report (ux P2, P3): four boxes, a draft only its writer can read, a check page as the family sees it."""

from dataclasses import replace
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, strip_for
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes import jargon, rules
from fgc.notes.actions import require_ready, save_report_draft, share_report
from fgc.notes.forms import ReportForm, SendReportForm, whole
from fgc.notes.queries import wording
from fgc.notes.queries.opening import when
from fgc.notes.queries.reports import ReportDraft, draft_of, shared_by
from fgc.notes.queries.requests import open_request
from fgc.notes.views.blueprint import reports as bp
from fgc.web.pages import wants_data

EMPTY = ReportDraft(dict.fromkeys(rules.PARTS, ""))


@bp.get("/c/<case_id>/report")
@seated("report.write")
def write(seat: Seat) -> str:
    """The four boxes."""
    reading.note_reading(seat, f"{policy.OWN}:{seat.id}")
    with uow.read() as session:
        draft = draft_of(session, seat) or EMPTY
    return _boxes(seat, draft, {})


@bp.post("/c/<case_id>/report")
@seated("report.write")
def save(seat: Seat) -> ResponseReturnValue:
    """Keep the draft: by scripts while typing, by a button otherwise; “check” goes on to the check page."""
    form = ReportForm.posted().check()
    if wants_data():
        saved = save_report_draft(seat, form.draft(), automatic=True)
        return jsonify(ok=True, rev=saved.rev, saved_at=when(saved.at))
    typed = EMPTY
    try:
        typed = form.draft()
        saved = save_report_draft(seat, typed)
        typed = replace(typed, id=saved.id, rev=saved.rev)
        if request.form.get("then") == "check":
            require_ready(typed)
    except Refused as refused:
        return _boxes(seat, typed, refused.errors), 422
    except Stale as stale:
        return _boxes(seat, typed, {"going_well": stale.reason}), 409
    page = "reports.check" if request.form.get("then") == "check" else "reports.write"
    return redirect(url_for(page, case_id=seat.case_id), 303)


@bp.get("/c/<case_id>/report/check")
@seated("report.write")
def check(seat: Seat) -> ResponseReturnValue:
    """The report as the family will see it, and everybody who will read it by name."""
    draft = _draft(seat)
    try:
        require_ready(draft)
    except Refused as refused:
        return _boxes(seat, draft, refused.errors), 422
    return _preview(seat, draft, {})


@bp.post("/c/<case_id>/report/check")
@seated("report.write")
def share(seat: Seat) -> ResponseReturnValue:
    """Share it."""
    form = SendReportForm.posted().check()
    try:
        sent = share_report(seat, form.report.data or "", whole(form.rev.data), form.told.data or "")
    except Refused as refused:
        return _preview(seat, _draft(seat), refused.errors), 422
    except Stale as stale:
        return _preview(seat, _draft(seat), {"told": stale.reason}), 409
    return redirect(url_for("reports.show", case_id=seat.case_id, report_id=sent.id), 303)


def _draft(seat: Seat) -> ReportDraft:
    reading.note_reading(seat, f"{policy.OWN}:{seat.id}")
    with uow.read() as session:
        draft = draft_of(session, seat)
    if draft is None:
        raise NotFound
    return draft


def _boxes(seat: Seat, draft: ReportDraft, errors: dict[str, str]) -> str:
    with uow.read() as session:
        asked = open_request(session, seat.case_id, seat.id)
        earlier = shared_by(session, seat)
        own, everyone, workers = _strips(session, seat)
    return render_template(
        "notes/report_write.html", draft=draft, errors=errors, own=own, everyone=everyone, workers=workers, asked=asked,
        earlier=earlier, parts=_parts(draft), reasons=wording.reasons(),
    )  # fmt: skip


def _preview(seat: Seat, draft: ReportDraft, errors: dict[str, str]) -> str:
    with uow.read() as session:
        _own, everyone, workers = _strips(session, seat)
    shown = [(heading, rules.paragraphs(text)) for _part, heading, text, _hints in _parts(draft) if text]
    for_workers = replace(draft, reason=wording.reason(draft.reason)) if draft.hidden else None
    return render_template(
        "notes/report_check.html", draft=draft, shown=shown, for_workers=for_workers, everyone=everyone,
        workers=workers, minutes=rules.minutes_to_read(tuple(draft.parts.values())), errors=errors,
    )  # fmt: skip


def _strips(session: Any, seat: Seat) -> tuple[Strip, Strip, Strip]:
    people = people_of(session, seat.case_id)
    names = (f"{policy.OWN}:{seat.id}", policy.EVERYONE, policy.WORKERS_CIRCLE)
    own, everyone, workers = (strip_for(people, seat, name) for name in names)
    return own, everyone, workers


def _parts(draft: ReportDraft) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Code, heading, text and hints of each box."""
    return [(part, wording.part(part), draft.parts[part], jargon.hints(draft.parts[part])) for part in rules.PARTS]
