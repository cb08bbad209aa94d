"""The right of reply: questions, disagreement and answers beside a paragraph of a report."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import looks_like_id
from fgc.core.uow import Work
from fgc.notes import limits, rules
from fgc.notes.actions.writing import Placing, put_note, require_circle
from fgc.notes.models import Note, Report, ReportParagraph


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """A reply to a paragraph. `quietly`: only to the coordinator. `reply_to`: a reply that stands there already."""

    paragraph_id: str
    body: str
    kind: str = rules.QUESTION
    quietly: bool = False
    reply_to: str = ""
    client_id: str | None = None


def add_reply(seat: Seat, draft: ReplyDraft) -> Sent:
    """Put a question, a “do not agree” or an answer beside a paragraph of a shared report.

    Who may: everybody who may write in `everyone`, or quietly to the coordinator; an answer stays in the circle of what
    it answers. Announces `CircleMoved` (`note:added`). Audit: `reply:add`. Sending twice stores once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        author = _author_of(work, seat, draft.paragraph_id)
        circle = _circle_for(work, seat, draft)
        require_circle(work, seat, circle)
        if done := circles.sent_before(work, seat.id, draft.client_id):
            return done
        body = rules.clean(draft.body)
        limits.require_words("body", body, limits.note_chars())
        if draft.kind not in rules.REPLIES or (draft.client_id and not rules.is_client_id(draft.client_id)):
            raise Refused(body=_("This could not be read."))
        kind = rules.ANSWER if draft.reply_to or author == seat.id else draft.kind
        placing = Placing(circle, body, kind, draft.client_id, about=draft.paragraph_id, reply_to=draft.reply_to)
        return put_note(work, seat, placing, "reply:add", to=draft.paragraph_id)


def _author_of(work: Work, seat: Seat, paragraph_id: str) -> str:
    access.require(seat, "note.read", seat.at(policy.EVERYONE))
    author = looks_like_id(paragraph_id) and work.session.scalar(
        select(Report.author_id)
        .join(ReportParagraph, ReportParagraph.report_id == Report.id)
        .where(ReportParagraph.id == paragraph_id, Report.case_id == seat.case_id)
    )
    if not author:
        raise NotFound
    return str(author)


def _circle_for(work: Work, seat: Seat, draft: ReplyDraft) -> str:
    if not draft.reply_to:
        return f"{policy.DIRECT}:{seat.id}" if draft.quietly else policy.EVERYONE
    circle = looks_like_id(draft.reply_to) and work.session.scalar(
        select(Note.circle).where(
            Note.id == draft.reply_to, Note.case_id == seat.case_id, Note.about == draft.paragraph_id
        )
    )
    if not circle:
        raise NotFound
    return str(circle)
