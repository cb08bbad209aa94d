"""Plans for tests: rows, lines, answers and records through the same actions that people use.

`syn(world)` is the fully filled synthetic example of docs/domain (child J, seven; pattern of a published case).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from fgc.cases.policy import Seat
from fgc.conference import carry
from fgc.core import clock, uow
from fgc.plan.actions import accepting, answering, lines, rows, signing, versions
from fgc.plan.actions.accepting import AcceptanceDraft
from fgc.plan.actions.answering import AnswerDraft
from fgc.plan.actions.lines import LineDraft
from fgc.plan.actions.record_body import Closing
from fgc.plan.actions.rows import RowDraft, Saved
from fgc.plan.actions.signing import SignDraft
from fgc.plan.queries import lines as line_queries
from fgc.plan.queries import rows as row_queries
from fgc.plan.queries.rows import RowView
from fgc.plan.row_words import RowWords
from tests.factories.world import World


@contextmanager
def acting(world: World, key: str) -> Iterator[Seat]:
    """A person's seat, inside the app."""
    with world.app.test_request_context("/"):
        yield world.seat(key)


def add_line(world: World, text: str, kind: str = "line", line_id: str = "") -> str:
    """The social worker writes a line, or changes one; gives back the id of the line."""
    with acting(world, "worker") as seat:
        lines.write_line(seat, LineDraft(text, kind, line_id))
    with acting(world, "worker"), uow.read() as session:
        return line_id or line_queries.lines_of(session, world.case_id)[-1].id


def add_row(
    world: World, key: str, what: str, *, part: str = "action", client_id: str | None = None, **words: Any
) -> Saved:
    """Somebody adds a row where rows are written now."""
    with acting(world, key) as seat:
        circle = "private" if seat.stage == "private" else "plan"
        return rows.save_row(seat, RowDraft(RowWords(what=what, **words), circle, part, client_id=client_id))


def rows_seen(world: World, key: str, circle: str) -> tuple[RowView, ...]:
    """The rows of a circle as somebody sees them."""
    with acting(world, key) as seat, uow.read() as session:
        return row_queries.rows_for(session, seat, circle)


def carry_rows(world: World, key: str = "mum", ids: list[str] | None = None) -> int:
    """“We are ready”, as far as rows are concerned: the case is put into `agreeing` and the chosen rows are copied."""
    chosen = ids if ids is not None else [row.id for row in rows_seen(world, key, "private")]
    world.set_stage("agreeing")
    carrier = next(one for one in carry.carriers() if one.kind == "row")
    with acting(world, key) as seat, uow.write() as work:
        return carrier.carry(work, seat, chosen)


def freeze(world: World) -> int:
    """The coordinator freezes the plan."""
    with acting(world, "coordinator") as seat:
        return versions.freeze_plan(seat)


def answer(world: World, key: str, choice: str = "agree", says: str = "", *, audience: str = "here", number: int = 1,
           member: str = "") -> None:  # fmt: skip
    """Somebody answers, or writes down an answer of `member` (a key)."""
    with acting(world, key) as seat:
        member_id = world[member].id if member else ""
        answering.give_answer(seat, AnswerDraft(choice, says, audience, number, member_id))


def accept(world: World, decision: str = "safe", reason: str = "", line: int = 0, number: int = 1) -> None:
    """The social worker says whether it is safe."""
    with acting(world, "worker") as seat:
        accepting.give_acceptance(seat, AcceptanceDraft(decision, reason, line, number))


def sign(world: World, outcome: str = "agreed", *, number: int = 1, read_out: bool = True, **words: Any) -> str:
    """The coordinator signs the record."""
    review = words.pop("review", clock.now().date() + timedelta(weeks=12))
    closing = Closing(outcome, words.pop("not_agreed", ""), words.pop("next_steps", ""), review, **words)
    with acting(world, "coordinator") as seat:
        return signing.sign_record(seat, SignDraft(closing, number, read_out))


def agreed(world: World, *, number: int = 1, outcome: str = "agreed", **words: Any) -> str:
    """Freeze, let the usual family answer, and sign."""
    assert freeze(world) == number
    for key in ("mum", "nan", "aunt", "child"):
        answer(world, key, number=number)
    accept(world, number=number)
    return sign(world, outcome, number=number, **words)


def syn(world: World) -> dict[str, str]:
    """Lines, rows and Plan B of the synthetic example, written by the family in private time. Ids by short name."""
    world.set_stage("preparing")
    ids = {
        "sole_care": add_line(world, "J is never looked after alone by an adult who has been drinking."),
        "school": add_line(world, "J is at school 95 days of 100, or somebody tells the school before 9:00."),
        "who": add_line(world, "Who will look after J if mum is drinking?", "question"),
    }
    world.set_stage("private")
    nan, aunt, mum, school = (world[key].id for key in ("nan", "aunt", "mum", "school"))
    ids["ring"] = add_row(
        world, "nan", "Nan rings every day at 18:00.", doers=(nan,), how_often="every day at 18:00", checker=aunt,
        if_not="Aunt Lisa goes round.", meets=(ids["sole_care"], ids["who"]),
    ).id  # fmt: skip
    ids["collect"] = add_row(
        world, "aunt", "Aunt Lisa collects J on Wednesdays and Fridays.", doers=(aunt,),
        how_often="Wednesday and Friday", checker=nan, meets=(ids["school"],),
    ).id  # fmt: skip
    ids["service"] = add_row(
        world, "mum", "Mum goes to the alcohol service on Tuesdays.", doers=(mum,), how_often="every Tuesday",
        checks="a friend",
    ).id  # fmt: skip
    ids["text"] = add_row(
        world, "aunt", "School texts Lisa by 9:30 if J is not there.", doers=(school,), how_often="every school day",
        checker=aunt, meets=(ids["school"],),
    ).id  # fmt: skip
    ids["bus"] = add_row(
        world, "nan", "Nan comes by bus.", doers=(nan,), by_day=str(date(2027, 1, 4)), checker=aunt, asked="taxi money",
        agency="the council",
    ).id  # fmt: skip
    ids["plan_b"] = add_row(
        world, "nan", "No answer at 18:00 twice, or smell of drink.", part="plan_b",
        steps="Uncle goes round within one hour. J sleeps at nan's.",
        calls="Lisa tells the social worker next morning.", doers=(aunt,),
    ).id  # fmt: skip
    return ids
