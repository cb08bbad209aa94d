"""My thoughts before the meeting (ux F7, F7c): a question at a time, who can see it, what happened with it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import children_of, people_of
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes import rules
from fgc.notes.actions import move_thought, put_thought
from fgc.notes.forms import MoveForm, ThoughtForm
from fgc.notes.queries import thoughts as queries
from fgc.notes.queries import wording
from fgc.notes.queries.thoughts import OneThought

bp = Blueprint("thoughts", __name__)


@bp.get("/c/<case_id>/thoughts")
@seated("thought.write")
def page(seat: Seat) -> str:
    """The questions with what was answered, and who can see each answer."""
    values = _about(seat)
    found: list[OneThought] = values["thoughts"]
    worried = any(thought.said.feeling in rules.NEEDS_HELP for thought in found)
    return render_template("notes/thoughts.html", worried=worried, **values)


@bp.route("/c/<case_id>/thoughts/<box>", methods=["GET", "POST"])
@seated("thought.write")
def box(seat: Seat, box: str) -> ResponseReturnValue:
    """One question."""
    values = _about(seat)
    if box not in values["questions"]:
        raise NotFound
    known = next((one for one in values["thoughts"] if one.mine and one.box == box), None)
    form = ThoughtForm.posted().check()
    typed = {"circle": form.circle.data, "words": form.words.data, "feeling": form.feeling.data}
    if request.method == "POST":
        try:
            put_thought(seat, form.draft(box))
            return redirect(url_for("thoughts.page", case_id=seat.case_id), 303)
        except Refused as refused:
            return _box(seat, box, typed, refused.errors, values), 422
        except Stale as stale:
            return _box(seat, box, typed, {"words": stale.reason}, values), 409
    if known:
        typed = {"circle": known.circle, "words": known.said.words, "feeling": known.said.feeling}
    return _box(seat, box, typed, {}, values)


@bp.route("/c/<case_id>/thoughts/<thought_id>/who", methods=["GET", "POST"])
@seated("thought.write")
def who(seat: Seat, thought_id: str) -> ResponseReturnValue:
    """Change who can see a thought; a helper says that they were told to."""
    values = _about(seat)
    thought = next((one for one in values["thoughts"] if one.id == thought_id), None)
    if thought is None:
        raise NotFound
    form, errors, status = MoveForm.posted(), {}, 200
    if request.method == "POST":
        try:
            move_thought(seat, thought_id, form.circle.data or "", told=bool(form.told.data))
            return redirect(url_for("thoughts.page", case_id=seat.case_id), 303)
        except Refused as refused:
            errors, status = refused.errors, 422
        except Stale as stale:
            errors, status = {"circle": stale.reason}, 409
    chosen = form.circle.data or thought.circle
    return render_template("notes/thought_who.html", thought=thought, chosen=chosen, errors=errors, **values), status


def _box(seat: Seat, box: str, typed: dict[str, Any], errors: dict[str, str], values: dict[str, Any]) -> str:
    return render_template(
        "notes/thought.html", box=box, question=values["questions"][box], typed=typed, feelings=wording.feelings(),
        errors=errors, **values,
    )  # fmt: skip


def _about(seat: Seat) -> dict[str, Any]:
    """What all pages of thoughts need: whose they are, the questions, the thoughts opened, where they may go."""
    with uow.read() as session:
        subject = queries.subject_of(session, seat)
        people = people_of(session, seat.case_id)
    reading.note_reading(seat, *_read_here(seat, subject))
    with uow.read() as session:
        child = ", ".join(one.called for one in children_of(session, seat.case_id))
        found = queries.thoughts_of(session, seat, subject)
        options = queries.audiences(session, seat, subject)
    name = next(person.name for person in people if person.id == subject.id)
    helper = next((p.name for p in people if p.seat.role == policy.ADVOCATE and p.seat.supports == subject.id), "")
    return {
        "subject": subject, "subject_name": name, "mine": subject.id == seat.id, "helper": helper,
        "for_child": subject.role == policy.CHILD, "thoughts": found, "options": options,
        "questions": {one: wording.question(one, child) for one in rules.boxes_for(subject.role)},
        "started": seat.stage != policy.PREPARING,
    }  # fmt: skip


def _read_here(seat: Seat, subject: Seat) -> tuple[str, ...]:
    names = (f"{policy.OWN}:{subject.id}", queries.helper_circle(subject), f"{policy.DIRECT}:{subject.id}")
    wide = (policy.FAMILY_CIRCLE, policy.EVERYONE)
    return tuple(name for name in (*names, *wide) if policy.can(seat, "note.read", seat.at(name)))
