"""Bottom lines and questions for the family: the social worker writes them, everybody sees what became of them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select

from fgc.audit import trail
from fgc.cases import access, circles, policy
from fgc.cases.circles import Sent
from fgc.cases.events import CircleMoved
from fgc.cases.policy import Seat
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.core.ids import new_id
from fgc.core.uow import Work
from fgc.plan import canonical
from fgc.plan.actions.versions import reopen
from fgc.plan.models import BottomLine, BottomLineVersion
from fgc.plan.queries.lines import line_row
from fgc.plan.rules import LINE, LINE_KINDS
from fgc.vault import current_vault

MOST = 600


@dataclass(frozen=True, slots=True)
class LineDraft:
    """Words for a new line, or new words for the line with this id."""

    text: str
    kind: str = LINE
    line_id: str = ""
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and the version of it that is written now."""

    id: str
    kind: str
    version: int
    gone: bool = False


def write_line(seat: Seat, draft: LineDraft) -> Sent:
    """Write a bottom line or question, or change the words of one. The earlier words stay beside it for everybody.

    Who may: the social worker (`bottom_line.write`). Announces CircleMoved (`line:changed`), and reopens a frozen plan.
    Audit: `bottom-line:write` or `question:write`. Sending twice stores once.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "bottom_line.write")
        if done := circles.sent_before(work, seat.id, draft.client_id):
            return done
        text = canonical.tidy(draft.text).strip()
        if not text:
            raise Refused(text=_("Write what has to be in the plan."))
        if len(text) > MOST:
            raise Refused(text=_("Keep it to %(most)d letters.", most=MOST))
        if draft.kind not in LINE_KINDS:
            raise Refused(kind=_("Choose what kind of sentence it is."))
        if not draft.line_id:
            line = _Line(_new_line(work, seat, draft.kind), draft.kind, 1)
            return _put(work, seat, line, text, draft.client_id)
        kind, now = _found(work, seat, draft.line_id)
        return _put(work, seat, _Line(draft.line_id, kind, now.version + 1), text, draft.client_id)


def take_off(seat: Seat, line_id: str) -> None:
    """Ask for something no longer; what it said stays readable. Twice is as good as once.

    Who may: the social worker (`bottom_line.write`). Announces CircleMoved (`line:changed`). Audit as `write_line`.
    """
    with uow.write() as work:
        seat = access.settle(work, seat)
        access.require(seat, "bottom_line.write")
        kind, now = _found(work, seat, line_id)
        if not now.gone:
            text = current_vault().open(seat.case_id, policy.EVERYONE, "bottom_line_version", now.id, "body", now.body)
            _put(work, seat, _Line(line_id, kind, now.version + 1, gone=True), text)


def _new_line(work: Work, seat: Seat, kind: str) -> str:
    last = work.session.scalar(select(func.max(BottomLine.n)).where(BottomLine.case_id == seat.case_id)) or 0
    line_id = new_id("bl")
    work.session.execute(insert(BottomLine).values(id=line_id, case_id=seat.case_id, n=last + 1, kind=kind))
    return line_id


def _found(work: Work, seat: Seat, line_id: str) -> tuple[str, BottomLineVersion]:
    kind = work.session.scalar(
        select(BottomLine.kind).where(BottomLine.id == line_id, BottomLine.case_id == seat.case_id)
    )
    now = line_row(work.session, seat.case_id, line_id)
    if kind is None or now is None:
        raise NotFound
    if now.gone:
        raise Stale(_("This has been taken off. Write it again as a new one."))
    return kind, now


def _put(work: Work, seat: Seat, line: _Line, text: str, client_id: str | None = None) -> Sent:
    version_id = new_id("bv")
    blob = current_vault().seal(seat.case_id, policy.EVERYONE, "bottom_line_version", version_id, "body", text)
    work.session.execute(
        insert(BottomLineVersion).values(
            id=version_id, case_id=seat.case_id, line_id=line.id, version=line.version, body=blob,
            late=seat.stage != policy.PREPARING, gone=line.gone, author_id=seat.id, at=clock.now(),
        )
    )  # fmt: skip
    seq = circles.next_entry(work, seat.case_id, policy.EVERYONE, "line", version_id, seat.id, client_id)
    facts: dict[str, Any] = {"sha": trail.digest(blob)}
    if line.kind == LINE:
        facts["version"] = line.version
    trail.record(
        work, seat.case_id, "bottom-line:write" if line.kind == LINE else "question:write", who=seat.id,
        session=seat.session, obj=line.id, circle=policy.EVERYONE, **facts,
    )  # fmt: skip
    work.announce(CircleMoved(seat.case_id, policy.EVERYONE, version_id, seq, "line", "line:changed"))
    reopen(work, seat)
    return Sent(version_id, seq)
