"""What this slice hooks into others: cards of notes and reports, tasks, next steps, what waits for a worker."""

from flask import Flask, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import cards, contributions, policy
from fgc.cases import keepsake as copies
from fgc.cases.contributions import HomeRow, Need, NextStep, Task
from fgc.cases.policy import Seat
from fgc.interpreting.originals import register_original
from fgc.notes import keepsake
from fgc.notes.queries import opening, originals, reports, requests, thoughts


def connect(app: Flask) -> None:
    """Called once for each app, after all blueprints are known. Nothing here reacts to events: all is read afresh."""
    cards.register_opener("note", opening.open_cards)
    cards.register_opener("report", reports.open_cards)
    register_original("note", originals.find_note)
    register_original("paragraph", originals.find_paragraph)
    contributions.register(task=_task, step=_step_read, needs=_needs)
    contributions.register(step=_step_thoughts)
    contributions.register(step=_step_write, rows=_rows)
    copies.register(keepsake.circles, keepsake.things)


def _task(session: Session, seat: Seat) -> Task | None:
    if not policy.can(seat, "report.ask", seat.at()):
        return None
    states = {reporter.state for reporter in requests.reporters_in(session, seat)}
    status = "todo" if states <= {"not_asked"} else "done" if states <= {"done"} else "started"
    href = url_for("reports.desk", case_id=seat.case_id)
    return Task("reports", 50, _("Reports"), _("Ask workers what the family should know"), href, status)


def _step_read(session: Session, seat: Seat) -> NextStep | None:
    if not seat.family_side or not (new := reports.count_new(session, seat)):
        return None
    title = ngettext("%(num)d new thing to read", "%(num)d new things to read", new)
    text = _("You can stop and come back. You can read it with someone.")
    return NextStep(20, title, text, url_for("reports.shelf", case_id=seat.case_id), _("Read it now"))


def _rows(session: Session, seat: Seat) -> list[HomeRow]:
    """Things to read with what is new, one's own thoughts, one's notes: as far as each is there for this member."""
    new = reports.count_new(session, seat)
    tag = ngettext("%(num)d new", "%(num)d new", new) if new else ""
    found = [HomeRow(20, _("Things to read"), url_for("reports.shelf", case_id=seat.case_id), tag=tag)]
    if policy.can(seat, "thought.write", seat.at()) or thoughts.has_thoughts(session, seat):
        more = _("written") if thoughts.has_thoughts(session, seat) else _("not started")
        href = url_for("thoughts.page", case_id=seat.case_id)
        found.append(HomeRow(30, _("My thoughts"), href, more))
    found.append(HomeRow(50, _("Notes"), url_for("notes.page", case_id=seat.case_id)))
    return found


def _step_thoughts(session: Session, seat: Seat) -> NextStep | None:
    if not seat.family_side or seat.stage != policy.PREPARING or not policy.can(seat, "thought.write", seat.at()):
        return None
    if thoughts.has_thoughts(session, seat):
        return None
    text = _("You can say what you think before the meeting. You choose who sees it.")
    return NextStep(30, _("Say your thoughts"), text, url_for("thoughts.page", case_id=seat.case_id), _("Start"))


def _step_write(session: Session, seat: Seat) -> NextStep | None:
    row = _open_request(session, seat)
    if row is None:
        return None
    href = url_for("reports.write", case_id=seat.case_id)
    return NextStep(
        10, _("Write your report"), _("It is due on %(day)s.", day=format_date(row.due, "d MMMM")), href, _("Write")
    )


def _needs(session: Session, seat: Seat) -> list[Need]:
    row = _open_request(session, seat)
    if row is not None:
        text = _("Your report is due on %(day)s.", day=format_date(row.due, "d MMMM"))
        return [Need(10, text, url_for("reports.write", case_id=seat.case_id), _("Write"))]
    if not policy.can(seat, "report.ask", seat.at()) or not (late := len(requests.late_in(session, seat.case_id))):
        return []
    text = ngettext("%(num)d report is late.", "%(num)d reports are late.", late)
    return [Need(20, text, url_for("reports.desk", case_id=seat.case_id), _("Look"))]


def _open_request(session: Session, seat: Seat) -> requests.RequestRow | None:
    if not policy.can(seat, "report.write", seat.at()):
        return None
    return requests.open_request(session, seat.case_id, seat.id)
