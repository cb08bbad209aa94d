"""Rows of the plan beside their translations: while they are written, when they are frozen, and to be translated.

A translation is bound to all that a row says. A frozen row has the translations of the row it was frozen from; one that
says something else by now is marked, as after any change.
"""

from collections.abc import Iterable
from dataclasses import replace

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.interpreting import queries as interpreting
from fgc.interpreting.originals import Original, most_letters
from fgc.interpreting.queries import Beside
from fgc.plan import row_words
from fgc.plan.frozen import FrozenRow
from fgc.plan.models import PlanRow
from fgc.plan.paper import PaperTranslation
from fgc.plan.queries.rows import RowView, open_words, row_for
from fgc.plan.row_words import PLAN_B, RowWords

UNKNOWN = "und"  # how a language tag says that the language is not known
FROZEN = ("what", "how_often", "if_not", "by_day", "doers", "checker")


def with_translations(session: Session, seat: Seat, rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
    """The same rows with what was translated beside each, for a seat that may read them."""
    sources = {row.id: source_of(row.words) for row in rows}
    beside = interpreting.beside(session, seat, sources, people_of(session, seat.case_id), sources)
    return tuple(replace(row, translations=beside.get(row.id, ())) for row in rows)


def beside_frozen(session: Session, seat: Seat, rows: Iterable[FrozenRow]) -> Beside:
    """By origin, what was translated of these frozen rows, for a seat that may read them."""
    frozen = {row.origin: row for row in rows}
    stored = session.scalars(
        select(PlanRow).where(
            PlanRow.case_id == seat.case_id, PlanRow.circle == policy.PLAN_CIRCLE, PlanRow.origin_id.in_(frozen)
        )
    ).all()
    origins, sources = {row.id: row.origin_id for row in stored}, {}
    for row in stored:
        words = open_words(row.case_id, row.circle, row.id, row.body, row.rev)
        sources[row.id] = source_of(words) if _same(words, frozen[row.origin_id]) else ""
    beside = interpreting.beside(session, seat, origins, people_of(session, seat.case_id), sources)
    return {origins[row_id]: found for row_id, found in beside.items()}


def for_paper(session: Session, seat: Seat, rows: Iterable[FrozenRow]) -> dict[str, tuple[PaperTranslation, ...]]:
    """By origin, the translations that stand on paper beside these rows: those that still fit."""
    return {
        origin: tuple(PaperTranslation(one.lang or UNKNOWN, one.words, one.by) for one in found if not one.notice)
        for origin, found in beside_frozen(session, seat, rows).items()
    }


def source_of(words: RowWords) -> str:
    """All that a row says. Who said it, which line it answers and who is shown it change no word of it."""
    return row_words.to_text(replace(words, said_by="", meets=(), share_with=()))


def find_row(session: Session, seat: Seat, row_id: str) -> Original:
    """A row this seat may read and that was not taken off. Raises `NotFound`."""
    row = row_for(session, seat, row_id)
    if not row.open:
        raise NotFound
    return Original(
        kind="row", id=row.id, circle=row.circle, author=row.author, lang=row.lang, parts=_parts(row),
        source=source_of(row.words), entry=("row", row.id), wire="row:changed",
        back=url_for("plan.page", case_id=seat.case_id, _anchor=f"row-{row.id}"), most=most_letters(),
    )  # fmt: skip


def _parts(row: RowView) -> tuple[tuple[str, str], ...]:
    words = row.words
    found: tuple[tuple[str, str], ...]
    if row.part == PLAN_B:
        found = (
            (_("How we will notice"), words.what), (_("What we do then"), words.steps),
            (_("Who calls whom"), words.calls), (_("Who"), row.who), (_("Who will check"), row.checks),
        )  # fmt: skip
    else:
        found = (
            (_("What will happen"), words.what), (_("Who"), row.who), (_("By when"), row.by),
            (_("How often"), words.how_often), (_("If it does not happen"), words.if_not),
            (_("Who will check"), row.checks), (_("Asked for"), words.asked),
        )  # fmt: skip
    return tuple((str(label), text) for label, text in found if text)


def _same(words: RowWords, frozen: FrozenRow) -> bool:
    """Whether a row says now what was frozen, as far as both know it."""
    return all(getattr(words, name) == getattr(frozen, name) for name in FROZEN)
