"""Agency reports: drafts of one's own, sharing, what is said beside them afterwards, and marks of having read."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.notes import limits, rules
from fgc.notes.actions.writing import Placing, put_note, require_circle, require_reason
from fgc.notes.models import ReadMark, Report, ReportParagraph, ReportRequest
from fgc.notes.queries.reports import ReportDraft, draft_of, shared_row
from fgc.vault import current_vault


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as kept: its id, its revision and when."""

    id: str
    rev: int
    at: datetime


def save_report_draft(seat: Seat, draft: ReportDraft, *, automatic: bool = False) -> Saved:
    """Keep a draft where only its writer can read it. `draft.rev` 0 begins one; otherwise it must be the last.

    Who may: a professional or social worker (`report.write`). Announces nothing. Audit: `report:draft`, not for each
    automatic save. Raises `Stale` when another window has saved since.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "report.write")
        draft = _cleaned(draft)
        if sum(len(text) for text in draft.parts.values()) > limits.report_chars():
            raise Refused(
                going_well=_("The report is too long. Keep it to %(most)d letters.", most=limits.report_chars())
            )
        now, known = clock.to_minute(clock.now()), draft_of(work.session, seat)
        if draft.rev != (known.rev if known else 0):
            raise Stale(_("Another window has saved this report since. Your words are below. Copy what you need."))
        report_id, rev = (known.id if known else new_id("r")), draft.rev + 1
        blob = _seal_draft(seat, report_id, replace(draft, id=report_id, rev=rev))
        if known:
            work.session.execute(update(Report).where(Report.id == report_id).values(rev=rev, draft=blob))
        else:
            work.session.execute(
                insert(Report).values(
                    id=report_id, case_id=seat.case_id, author_id=seat.id, rev=rev, draft=blob, told="", minutes=0,
                    seq=0, started_at=now,
                )
            )  # fmt: skip
        if not automatic or not known:
            _audit(work, seat, "report:draft", report_id, f"{policy.OWN}:{seat.id}", blob)
        return Saved(report_id, rev, now)


def share_report(seat: Seat, report_id: str, rev: int, told: str) -> Sent:
    """Show a report to everyone: paragraphs sealed in `everyone`, a part for workers only as a note in `workers`.

    Who may: its writer, while the circle everyone is open. `told`: who tells the family first. Announces `CircleMoved`
    (`report:added`, perhaps `note:added`). Audit: `report:share`, perhaps `note:add`. Sharing twice shares once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "report.write")
        require_circle(work, seat, policy.EVERYONE)
        row = shared_row(work.session, seat, report_id)
        if row and row.author_id == seat.id:
            return Sent(row.id, row.seq)
        draft = draft_of(work.session, seat)
        if draft is None or draft.id != report_id:
            raise NotFound
        if draft.rev != rev:
            raise Stale(_("This report was changed after you checked it. Look at it once more."))
        require_ready(draft, told)
        return _put_report(work, seat, draft, told)


def require_ready(draft: ReportDraft, told: str | None = None) -> None:
    """Go on only if a draft can be shared: strengths are said, a hidden part has its reason, the family is told."""
    if not draft.parts["going_well"]:
        raise Refused(going_well=_("Say what is going well. Even small things help."))
    if draft.hidden:
        if len(draft.hidden) > limits.note_chars():
            raise Refused(hidden=_("Keep the part for workers to %(most)d letters.", most=limits.note_chars()))
        require_reason(draft.reason, draft.reason_words)
    if told is not None and told not in rules.TOLD:
        raise Refused(told=_("Choose who tells the family first."))


def _put_report(work: Work, seat: Seat, draft: ReportDraft, told: str) -> Sent:
    texts = [(part, text) for part in rules.PARTS for text in rules.paragraphs(draft.parts[part])]
    blobs = b""
    for position, (part, text) in enumerate(texts, 1):
        paragraph = new_id("p")
        blob = current_vault().seal(seat.case_id, policy.EVERYONE, "report_paragraph", paragraph, "body", text)
        blobs += blob
        work.session.execute(
            insert(ReportParagraph).values(id=paragraph, report_id=draft.id, part=part, position=position, body=blob)
        )
    seq = circles.next_entry(work, seat.case_id, policy.EVERYONE, "report", draft.id, seat.id)
    now, minutes = clock.to_minute(clock.now()), rules.minutes_to_read(tuple(text for _part, text in texts))
    work.session.execute(
        update(Report)
        .where(Report.id == draft.id)
        .values(draft=None, told=told, minutes=minutes, seq=seq, shared_at=now)
    )
    work.session.execute(
        update(ReportRequest)
        .where(ReportRequest.case_id == seat.case_id, ReportRequest.member_id == seat.id, ReportRequest.report_id == "")
        .values(report_id=draft.id)
    )
    _audit(work, seat, "report:share", draft.id, policy.EVERYONE, blobs)
    work.announce(CircleMoved(seat.case_id, policy.EVERYONE, draft.id, seq, "report", "report:added"))
    if draft.hidden:
        words = draft.reason_words
        put_note(work, seat, Placing(
            policy.WORKERS_CIRCLE, draft.hidden, rules.REPORT_PART, None, draft.reason, words, about=draft.id
        ))  # fmt: skip
    return Sent(draft.id, seq)


def correct_report(seat: Seat, report_id: str, body: str, client_id: str | None = None) -> Sent:
    """Put a dated correction beside a shared report.

    Who may: its writer (`report.correct`). Announces `CircleMoved` (`note:added`). Audit: `report:correct`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "report.correct")
        require_circle(work, seat, policy.EVERYONE)
        row = shared_row(work.session, seat, report_id)
        if row is None or row.author_id != seat.id:
            raise NotFound
        if done := circles.sent_before(work, seat.id, client_id):
            return done
        words = rules.clean(body)
        limits.require_words("body", words, limits.note_chars())
        placing = Placing(policy.EVERYONE, words, rules.CORRECTION, client_id, about=report_id)
        return put_note(work, seat, placing, "report:correct", of=report_id)


def mark_read(seat: Seat, obj_id: str) -> None:
    """Remember that this member has opened a thing to read.

    Who may: anybody, for themselves; the caller has shown it to them. Announces nothing. Audit: none of its own.
    """
    known = select(ReadMark.obj_id).where(ReadMark.member_id == seat.id, ReadMark.obj_id == obj_id)
    with uow.read() as session:
        if session.scalar(known):
            return
    with uow.write() as work:
        seat = access.settle(work, seat)
        if work.session.scalar(known) is None:
            work.session.execute(insert(ReadMark).values(member_id=seat.id, obj_id=obj_id, at=clock.now()))


def _cleaned(draft: ReportDraft) -> ReportDraft:
    reason = draft.reason if draft.reason in rules.REASONS else ""
    return replace(
        draft, parts={part: rules.clean(draft.parts.get(part, "")) for part in rules.PARTS},
        hidden=rules.clean(draft.hidden)[: limits.report_chars()], reason=reason,
        reason_words=rules.clean(draft.reason_words)[: rules.REASON_CHARS],
    )  # fmt: skip


def _seal_draft(seat: Seat, report_id: str, draft: ReportDraft) -> bytes:
    words = {**draft.parts, "hidden": draft.hidden, "reason": draft.reason, "reason_words": draft.reason_words}
    own = f"{policy.OWN}:{seat.id}"
    return current_vault().seal(seat.case_id, own, "report", report_id, "draft", json.dumps(words), draft.rev)


def _audit(work: Work, seat: Seat, act: str, report_id: str, circle: str, blob: bytes) -> None:
    trail.record(
        work, seat.case_id, act, who=seat.id, session=seat.session, obj=report_id, circle=circle, sha=trail.digest(blob)
    )
