"""The plan on paper: which parts of it a reader gets, in one language, in words, ready for `fgc.plan.paper`.

People's own words stay as they were written. A person whom the reader may not know of stands in no list, name or
answer of the copy, also when they were set apart after the record was signed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import bidirectional

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import Person, children_of, people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import strip_for
from fgc.core.errors import NotFound
from fgc.plan import wording
from fgc.plan.copy_choice import CopyChoice
from fgc.plan.frozen import FrozenRow, record_what
from fgc.plan.models import PlanVersion
from fgc.plan.paper import PaperAnswer, PaperBottomLine, PaperPerson, PaperPlan, PaperRow, PaperTranslation
from fgc.plan.queries.extracts import extract_for
from fgc.plan.queries.records import RecordView, record_shown, records_for
from fgc.plan.queries.translated import for_paper
from fgc.plan.queries.versions import opened
from fgc.plan.record_format import RecordBody, RecordRow
from fgc.plan.row_words import ACTION
from fgc.plan.rules import APART
from fgc.web.languages import BY_CODE, LANGUAGES, locale_of
from fgc.web.times import local

Translations = Mapping[str, tuple[PaperTranslation, ...]]
"""What interpreters made of rows, by origin of the row."""

DAY = "d MMMM yyyy"


@dataclass(frozen=True, slots=True)
class _Around:
    """What every part of one copy asks: in which language, whom it must not name, and what was translated."""

    choice: CopyChoice
    people: tuple[Person, ...]
    hidden: frozenset[str]
    hidden_names: frozenset[str]
    translations: Translations


def labels() -> dict[str, str]:
    """Words around the plan."""
    return {
        "document_title": _("Our plan"), "page": _("Page {n} of {total}"), "rows": _("What will happen"),
        "who": _("Who"), "by": _("By when"), "how_often": _("How often"), "if_not": _("If it does not happen"),
        "checks": _("Who will check"), "nobody_yet": _("nobody yet"), "bottom_lines": _("What has to be in the plan"),
        "how_met": _("How"), "met_by": _("Rows"), "plan_b": _("Plan B: if it goes wrong"),
        "not_agreed": _("What is not agreed"), "answers": _("What each person said"),
        "next_steps": _("What happens next"), "review": _("Check-up"), "people": _("Who took part"),
        "code": _("Code of this plan"),
        "code_hint": _("The same code stands on the screen. Different codes are different plans."),
        "easy_who": _("Who does it"), "easy_when": _("When"), "easy_often": _("How often"),
        "easy_review": _("We meet again on"),
        "easy_end": _("You can ask about this plan at any time."),
    }  # fmt: skip


def paper_for(
    session: Session, seat: Seat, choice: CopyChoice, record_id: str = "", *, checked: bool = True,
    translations: Translations | None = None,
) -> PaperPlan:  # fmt: skip
    """The plan as this member may have it on paper. Raises `NotFound` when there is none for them.

    `checked` says whether a person stands for our own words in the language of the copy; if not, the copy says so.
    """
    with force_locale(locale_of(choice.lang)):
        people = people_of(session, seat.case_id)
        unknown = [one for one in people if not policy.sees(seat, replace(one.seat, state=policy.CONFIRMED))]
        around = _Around(
            choice, people, frozenset(one.id for one in unknown),
            frozenset(name for one in unknown for name in (one.name, one.known_as)), translations or {},
        )  # fmt: skip
        if seat.role == policy.PROFESSIONAL:
            return _noted(_extract_paper(session, seat, around), checked)
        record = record_shown(records_for(session, seat), record_id)
        if record is None:
            raise NotFound
        return _noted(_record_paper(session, seat, record, around), checked)


def _noted(plan: PaperPlan, checked: bool) -> PaperPlan:
    if checked:
        return plan
    return replace(plan, note=_("These words were translated by a machine. No person has checked them yet."))


def has_paper(session: Session, seat: Seat) -> bool:
    """Whether there is anything this member could have on paper."""
    if seat.role == policy.PROFESSIONAL:
        return bool(extract_for(session, seat).rows)
    return bool(records_for(session, seat))


def _record_paper(session: Session, seat: Seat, record: RecordView, around: _Around) -> PaperPlan:
    body, apart = record.body, record.kind == APART
    circle = f"{policy.DIRECT}:{record.member_id}" if apart else policy.PLAN_CIRCLE
    strip = strip_for(around.people, seat, circle)
    frozen = _frozen_rows(session, seat.case_id, record)
    around = _with_translations(session, seat, frozen.values(), around)
    return PaperPlan(
        lang=around.choice.lang, see=_isolated(strip.words, around), edge="pair" if apart else "everyone",
        title=_("Our plan, in easy words") if around.choice.easy else _("Our plan"),
        for_whom=_for_whom(session, seat.case_id), version=_("Version %(n)s", n=body.version),
        date=str(format_date(local(record.at).date(), DAY)),
        rows=_record_rows(body.rows, frozen, ACTION, around), plan_b=_record_rows(body.plan_b, frozen, "", around),
        bottom_lines=tuple(
            PaperBottomLine(str(line.n), line.text, line.how, ", ".join(str(n) for n in line.met_by))
            for line in body.bottom_lines
        ),
        answers=_answers(body, around), people=_people(body, around), not_agreed=body.not_agreed,
        next_steps=body.next_steps, review=_day(body.review), code=record.code, labels=labels(),
    )  # fmt: skip


def _extract_paper(session: Session, seat: Seat, around: _Around) -> PaperPlan:
    extract = extract_for(session, seat)
    if not extract.rows:
        raise NotFound
    around = _with_translations(session, seat, extract.rows, around)
    see = _("Rows of the plan that %(name)s may see", name=extract.name)
    return PaperPlan(
        lang=around.choice.lang, see=see, edge="some", title=_("Rows of the plan for you"),
        for_whom=_for_whom(session, seat.case_id), version=extract.version, date=extract.day,
        rows=tuple(_row(row, around) for row in extract.rows if row.part == ACTION),
        plan_b=tuple(_row(row, around) for row in extract.rows if row.part != ACTION), bottom_lines=(), answers=(),
        people=(), not_agreed="", next_steps="", review="", code="", labels=labels(),
    )  # fmt: skip


def _with_translations(session: Session, seat: Seat, rows: Iterable[FrozenRow], around: _Around) -> _Around:
    return around if around.translations else replace(around, translations=for_paper(session, seat, rows))


def _frozen_rows(session: Session, case_id: str, record: RecordView) -> dict[tuple[bool, int], FrozenRow]:
    """The rows as they were frozen, by part and number: the parts of a row that fixed words stand between.

    Only rows of the record, which this member may read, are ever looked up in it.
    """
    row = session.scalar(select(PlanVersion).where(PlanVersion.case_id == case_id, PlanVersion.number == record.number))
    return {(one.part == ACTION, one.n): one for one in opened(row).plan.rows} if row else {}


def _record_rows(
    rows: Iterable[RecordRow], frozen: Mapping[tuple[bool, int], FrozenRow], part: str, around: _Around
) -> tuple[PaperRow, ...]:
    return tuple(
        _row(found, around) if (found := frozen.get((part == ACTION, row.n))) else _signed_row(row, around)
        for row in rows
    )


def _row(row: FrozenRow, around: _Around) -> PaperRow:
    return PaperRow(
        str(row.n), _what(row, around), _known(row.who, around), _by(row), row.how_often, row.if_not,
        _known(row.checks, around), around.translations.get(row.origin, ()),
    )  # fmt: skip


def _what(row: FrozenRow, around: _Around) -> str:
    return row.what if around.choice.easy else record_what(row)


def _signed_row(row: RecordRow, around: _Around) -> PaperRow:
    who, checks = _known(row.who, around), _known(row.checks, around)
    return PaperRow(str(row.n), row.what, who, row.by, row.how_often, row.if_not, checks)


def _by(row: FrozenRow) -> str:
    """By when: the day in the language of the copy, and what else was said about it as it was said."""
    if not row.by_day:
        return row.by
    for language in LANGUAGES:
        day = _day_in(date.fromisoformat(row.by_day), language.locale)
        if row.by.startswith(day):
            return _day(row.by_day) + row.by.removeprefix(day)
    return row.by


def _day_in(day: date, locale: str) -> str:
    with force_locale(locale):
        return str(format_date(day, DAY))


def _known(names: str, around: _Around) -> str:
    """A list of names without those whom the reader may not know of."""
    return ", ".join(name for name in names.split(", ") if name not in around.hidden_names)


def _answers(body: RecordBody, around: _Around) -> tuple[PaperAnswer, ...]:
    names = {person.id: person.name for person in body.people if person.id not in around.hidden}
    given = [
        PaperAnswer(
            wording.told(names[answer.person], names.get(answer.written_by or "", "")),
            wording.choice_word(answer.answer), answer.says,
        )
        for answer in body.answers if answer.person in names
    ]  # fmt: skip
    safe = [
        PaperAnswer(names[one.person], wording.decision_word(one.decision), one.reason)
        for one in body.acceptances if one.person in names
    ]  # fmt: skip
    return (*given, *safe)


def _people(body: RecordBody, around: _Around) -> tuple[PaperPerson, ...]:
    return tuple(
        PaperPerson(person.name, wording.place_word(person.how))
        for person in body.people if person.id not in around.hidden
    )  # fmt: skip


def _isolated(words: str, around: _Around) -> str:
    """A sentence in which names of another script than the sentence's keep their own direction."""
    against = ("R", "AL") if BY_CODE[around.choice.lang].direction == "ltr" else ("L",)
    names = {one.name for one in around.people if any(bidirectional(letter) in against for letter in one.name)}
    if not names:
        return words
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)({any_name})(?!\w)", "\u2068\\1\u2069", words)


def _for_whom(session: Session, case_id: str) -> str:
    called = [child.called for child in children_of(session, case_id)]
    return str(_("For %(names)s", names=", ".join(called))) if called else ""


def _day(text: str | None) -> str:
    return str(format_date(date.fromisoformat(text), DAY)) if text else ""
