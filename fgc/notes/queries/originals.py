"""What of this slice can be translated: notes of all kinds, and the paragraphs of shared reports."""

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.interpreting.originals import Original, most_letters
from fgc.notes.models import ReportParagraph
from fgc.notes.queries.opening import open_rows, row_of
from fgc.notes.queries.reports import report_page


def find_note(session: Session, seat: Seat, note_id: str) -> Original:
    """A note this seat may read and that was not taken back. Raises `NotFound`."""
    row = row_of(session, seat, note_id)
    opened = open_rows([row], people_of(session, seat.case_id), seat) if row else []
    if not opened or opened[0].withdrawn:
        raise NotFound
    note = opened[0]
    return Original(
        kind="note", id=note.id, circle=note.circle, author=note.author, lang=note.lang,
        parts=((note.label, note.body),), source=note.body, entry=("note", note.id), wire="note:changed",
        back=url_for("notes.page", case_id=seat.case_id, circle=note.circle, _anchor=note.id), most=most_letters(),
    )  # fmt: skip


def find_paragraph(session: Session, seat: Seat, paragraph_id: str) -> Original:
    """A paragraph of a report this seat may read. Raises `NotFound`."""
    report_id = session.scalar(select(ReportParagraph.report_id).where(ReportParagraph.id == paragraph_id))
    if report_id is None:
        raise NotFound
    report = report_page(session, seat, report_id)
    found = next(one for _heading, inside in report.parts for one in inside if one.id == paragraph_id)
    return Original(
        kind="paragraph", id=found.id, circle=policy.EVERYONE, author=report.author, lang=found.lang,
        parts=(("", found.text),), source=found.text, entry=("report", report_id), wire="report:changed",
        back=url_for("reports.show", case_id=seat.case_id, report_id=report_id, _anchor=found.id),
        most=most_letters(long=True),
    )  # fmt: skip
