"""The plan on paper: which parts of it a reader gets, in words, ready for `fgc.plan.paper`."""

from datetime import date

from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import children_of, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import strip_for
from fgc.core.errors import NotFound
from fgc.plan import wording
from fgc.plan.frozen import record_rows
from fgc.plan.paper import PaperAnswer, PaperBottomLine, PaperPlan, PaperRow
from fgc.plan.queries.extracts import Extract, extract_for
from fgc.plan.queries.records import RecordView, record_shown, records_for
from fgc.plan.record_format import RecordBody, RecordRow
from fgc.plan.rules import APART
from fgc.web.times import local


def labels() -> dict[str, str]:
    """Words around the plan."""
    return {
        "document_title": _("Our plan"), "page": _("Page {n} of {total}"), "rows": _("What will happen"),
        "who": _("Who"), "by": _("By when"), "how_often": _("How often"), "if_not": _("If it does not happen"),
        "checks": _("Who will check"), "nobody_yet": _("nobody yet"), "bottom_lines": _("What has to be in the plan"),
        "how_met": _("How"), "met_by": _("Rows"), "plan_b": _("Plan B"), "not_agreed": _("What is not agreed"),
        "answers": _("What each person said"), "next_steps": _("What happens next"), "review": _("Check-up"),
        "people": _("Who took part"), "code": _("Code of this plan"),
        "code_hint": _("The same code stands on the screen. Different codes are different plans."),
    }  # fmt: skip


def paper_for(session: Session, seat: Seat, record_id: str = "") -> PaperPlan:
    """The plan as this member may have it on paper. Raises `NotFound` when there is none for them."""
    if seat.role == policy.PROFESSIONAL:
        return _extract_paper(session, seat, extract_for(session, seat))
    record = record_shown(records_for(session, seat), record_id)
    if record is None:
        raise NotFound
    return _record_paper(session, seat, record)


def _record_paper(session: Session, seat: Seat, record: RecordView) -> PaperPlan:
    body, apart = record.body, record.kind == APART
    people = people_of(session, seat.case_id)
    circle = f"{policy.DIRECT}:{record.member_id}" if apart else policy.PLAN_CIRCLE
    names = {person.id: person.name for person in body.people}
    return PaperPlan(
        lang=_lang(), see=strip_for(people, seat, circle).words, edge="pair" if apart else "everyone",
        title=_("Our plan"), for_whom=_for_whom(session, seat.case_id),
        version=_("Version %(n)s", n=body.version), date=str(format_date(local(record.at).date(), "d MMMM yyyy")),
        rows=_rows(body.rows), plan_b=_rows(body.plan_b),
        bottom_lines=tuple(
            PaperBottomLine(str(line.n), line.text, line.how, ", ".join(str(n) for n in line.met_by))
            for line in body.bottom_lines
        ),
        answers=_answers(body, names), people=_people(body), not_agreed=body.not_agreed, next_steps=body.next_steps,
        review=_day(body.review), code=record.code, labels=labels(),
    )  # fmt: skip


def _extract_paper(session: Session, seat: Seat, extract: Extract) -> PaperPlan:
    if not extract.rows:
        raise NotFound
    return PaperPlan(
        lang=_lang(), see=_("Rows of the plan that %(name)s may see", name=extract.name), edge="some",
        title=_("Rows of the plan for you"), for_whom=_for_whom(session, seat.case_id), version=extract.version,
        date=extract.day, rows=_rows(record_rows([row for row in extract.rows if row.part == "action"])),
        plan_b=_rows(record_rows([row for row in extract.rows if row.part != "action"])), bottom_lines=(), answers=(),
        people=(), not_agreed="", next_steps="", review="", code="", labels=labels(),
    )  # fmt: skip


def _rows(rows: tuple[RecordRow, ...]) -> tuple[PaperRow, ...]:
    return tuple(PaperRow(str(row.n), row.what, row.who, row.by, row.how_often, row.if_not, row.checks) for row in rows)


def _answers(body: RecordBody, names: dict[str, str]) -> tuple[PaperAnswer, ...]:
    found = []
    for answer in body.answers:
        writer = names.get(answer.written_by or "", "")
        found.append(
            PaperAnswer(
                wording.told(names.get(answer.person, ""), writer), wording.choice_word(answer.answer), answer.says
            )
        )
    safe = (
        PaperAnswer(names.get(given.person, ""), wording.decision_word(given.decision), given.reason)
        for given in body.acceptances
    )
    return (*found, *safe)


def _people(body: RecordBody) -> tuple[str, ...]:
    return tuple(f"{person.name}, {wording.place_word(person.how)}" for person in body.people)


def _for_whom(session: Session, case_id: str) -> str:
    called = [child.called for child in children_of(session, case_id)]
    return str(_("For %(names)s", names=", ".join(called))) if called else ""


def _day(text: str | None) -> str:
    return str(format_date(date.fromisoformat(text), "d MMMM yyyy")) if text else ""


def _lang() -> str:
    return str(get_locale() or "en").replace("_", "-")
