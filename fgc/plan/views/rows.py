"""One row on its own page: written, changed, held while somebody writes, taken off, moved."""

from dataclasses import dataclass, field

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.see_strip import strip_for
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.plan import rules
from fgc.plan.actions import holding, ordering
from fgc.plan.actions.rows import RowClash, RowGone, save_row
from fgc.plan.forms import RowForm, row_fields
from fgc.plan.queries import pages
from fgc.plan.queries.lines import lines_of
from fgc.plan.queries.rows import circle_now, row_for
from fgc.plan.row_words import ACTION, PLAN_B, RowWords
from fgc.plan.views.ways import back, look, posted

bp = Blueprint("rows", __name__, url_prefix="/c/<case_id>/plan")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row's form as it is to be shown: its fields, what is wrong, which row, based on which revision."""

    fields: MultiDict[str, str]
    row_id: str = ""
    part: str = ACTION
    rev: int = 0
    errors: dict[str, str] = field(default_factory=dict)


@bp.get("/new")
@seated("note.write")
def new(seat: Seat) -> ResponseReturnValue:
    """An empty row; `part=plan_b` for Plan B."""
    part = PLAN_B if request.args.get("part") == PLAN_B else ACTION
    return _form(seat, _Kept(MultiDict(), part=part))


@bp.get("/rows/<row_id>")
@seated("note.write")
def edit(seat: Seat, row_id: str) -> ResponseReturnValue:
    """A row to change, as it is now."""
    with uow.read() as session:
        row = row_for(session, seat, row_id)
    return _form(seat, _Kept(row_fields(row.words), row.id, row.part, row.rev))


@bp.post("/save")
@seated("note.write")
def save(seat: Seat) -> ResponseReturnValue:
    """Add a row, or change the one named in `row`. A clash comes back with both versions side by side."""
    form = RowForm.posted()
    row_id = posted("row", 40)
    kept = _Kept(request.form, row_id, form.part.data or ACTION, form.rev.data or 0)
    try:
        draft = form.check().draft(row_id)
        saved = save_row(seat, draft)
    except RowClash as clash:
        return _clash(seat, clash), 409
    except Refused as refused:
        return _form(seat, _Kept(kept.fields, row_id, kept.part, kept.rev, refused.errors)), 422
    except RowGone as gone:
        return _form(seat, _Kept(kept.fields, "", kept.part, 0, {"": gone.reason})), 409
    return back(seat, at=f"row-{saved.id}")


@bp.post("/rows/<row_id>/hold")
@seated("note.write")
def hold(seat: Seat, row_id: str) -> ResponseReturnValue:
    """“I am writing this row”, then its form; `stop` lets go of it."""
    if posted("stop"):
        holding.let_go(seat, row_id)
        return back(seat, at=f"row-{row_id}")
    holding.hold_row(seat, row_id)
    return redirect(url_for("rows.edit", case_id=seat.case_id, row_id=row_id, back=posted("back")), 303)


@bp.post("/rows/<row_id>/drop")
@seated("note.write")
def drop(seat: Seat, row_id: str) -> ResponseReturnValue:
    """Take a row off; `again` brings it back."""
    if posted("again"):
        ordering.bring_back(seat, row_id)
    else:
        ordering.drop_row(seat, row_id)
    return back(seat, at="plan")


@bp.post("/rows/<row_id>/move")
@seated("note.write")
def move(seat: Seat, row_id: str) -> ResponseReturnValue:
    """One place up or down."""
    ordering.move_row(seat, row_id, up=posted("way") == "up")
    return back(seat, at=f"row-{row_id}")


def _form(seat: Seat, kept: _Kept) -> str:
    circle = circle_now(seat)
    if not policy.can(seat, "note.write", seat.at(circle)):
        raise NotFound
    note_reading(seat, policy.EVERYONE, circle)
    with uow.read() as session:
        return render_template(
            "plan/row.html", **_choices(session, seat, circle), fields=kept.fields, row_id=kept.row_id, part=kept.part,
            rev=kept.rev, errors=kept.errors, stage=look(seat), back=request.values.get("back", "plan"),
        )  # fmt: skip


def _clash(seat: Seat, clash: RowClash) -> str:
    both = rules.both(clash.theirs, clash.mine, clash.clashes)
    with uow.read() as session:
        row = row_for(session, seat, clash.row_id)
        values = _choices(session, seat, row.circle)
        return render_template(
            "plan/clash.html", **values, row=row, clashes=_sides(values, clash), reason=clash.reason, stage=look(seat),
            picks=(("mine", row_fields(clash.mine)), ("both", row_fields(both))), rev=clash.rev, errors={},
            client_id=posted("client_id"), back=request.values.get("back", "plan"),
        )  # fmt: skip


def _sides(values: dict[str, object], clash: RowClash) -> list[tuple[str, str, str]]:
    """Each part that both changed: its name, their words, mine; ids as names."""
    names: dict[str, str] = {}
    for key in ("doers", "workers", "line_options"):
        names.update(values[key])  # type: ignore[call-overload]
    return [(name, _read(clash.theirs, name, names), _read(clash.mine, name, names)) for name in clash.clashes]


def _read(words: RowWords, name: str, names: dict[str, str]) -> str:
    value = getattr(words, name)
    if isinstance(value, tuple):
        return ", ".join(names.get(item, "") for item in value)
    return names.get(value, value) if name == "checker" else str(value)


def _choices(session: Session, seat: Seat, circle: str) -> dict[str, object]:
    lines = lines_of(session, seat.case_id)
    return {
        "strip": strip_for(people_of(session, seat.case_id), seat, circle),
        "doers": pages.doers_for(session, seat),
        "workers": pages.workers_for(session, seat),
        "speakers": pages.speakers_for(session, seat),
        "line_options": tuple((line.id, f"{line.n}. {line.text}") for line in lines),
        "child": seat.role == policy.CHILD,
    }
