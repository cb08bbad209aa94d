"""My thoughts before the meeting (ux F7, F7c): a question at a time, who can see it, what happened with it."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy, reading
from fgc.cases.guards import seated
from fgc.cases.people import children_of, helper_of, people_of
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes import rules
from fgc.notes.actions import ThoughtDraft, keep_thought, move_thought, put_thought
from fgc.notes.files.accepting import accept
from fgc.notes.forms import MoveForm, ThoughtForm
from fgc.notes.queries import thoughts as queries
from fgc.notes.queries import wording
from fgc.notes.queries.childs_words import for_child, story
from fgc.notes.queries.thoughts import OneThought
from fgc.web.headers import allow_recording
from fgc.web.languages import listed
from fgc.web.pages import wants_data
from fgc.web.uploads import takes_files

bp = Blueprint("thoughts", __name__)


@bp.get("/c/<case_id>/thoughts")
@seated("thought.write")
def page(seat: Seat) -> str:
    """The questions with what was answered, and who can see each answer."""
    values = _about(seat)
    found: list[OneThought] = values["thoughts"]
    felt = {thought.said.feeling for thought in found}
    return render_template(
        "notes/thoughts.html", worried=bool(felt & rules.NEEDS_HELP), told=rules.NOT_SAFE in felt, **values
    )


@bp.route("/c/<case_id>/thoughts/<box>", methods=["GET", "POST"])
@seated("thought.write")
@takes_files
def box(seat: Seat, box: str) -> ResponseReturnValue:
    """One question."""
    values = _about(seat)
    if box not in values["questions"]:
        raise NotFound
    known = next((one for one in values["thoughts"] if one.mine and one.box == box), None)
    form = ThoughtForm.posted().check()
    typed = form.data
    if request.method == "POST":
        try:
            draft = form.draft(box, accept(request.files, request.form))
            if form.stop.data:
                return _stop(seat, draft, form, values)
            if not form.again.data:
                put_thought(seat, draft)
                to = _after(seat, box, form, values)
                return jsonify(ok=True, to=to) if wants_data() else redirect(to, 303)
        except Refused as refused:
            if wants_data():
                raise
            return _box(seat, box, typed, refused.errors, values), 422
        except Stale as stale:
            if wants_data():
                raise
            return _box(seat, box, typed, {"words": stale.reason}, values), 409
    elif known:
        typed = {"circle": known.circle, "words": known.said.words, "feeling": known.said.feeling, **_beside(known)}
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


def _beside(known: OneThought) -> dict[str, str]:
    """The words that stand beside the files of a thought, to be changed."""
    return {f"{file.kind}_words": file.words for file in (known.picture, known.voice) if file}


def _stop(seat: Seat, draft: ThoughtDraft, form: ThoughtForm, values: dict[str, Any]) -> ResponseReturnValue:
    """To the calm page. What cannot be kept quietly goes along in the page, for who wants to carry on."""
    if keep_thought(seat, draft):
        return redirect(url_for("child.calm", case_id=seat.case_id, kept=1), 303)
    return render_template("notes/thought_stop.html", box=draft.box, typed=form.data, **values)


def _after(seat: Seat, box: str, form: ThoughtForm, values: dict[str, Any]) -> str:
    """Where to go when a question is answered: a child to the next open one, unless they need help first."""
    upset = form.feeling.data in rules.NEEDS_HELP
    if values["mine"] and values["for_child"] and not upset and (then := _next(box, values)):
        return url_for("thoughts.box", case_id=seat.case_id, box=then)
    return url_for("thoughts.page", case_id=seat.case_id)


def _next(box: str, values: dict[str, Any]) -> str:
    """The question after this one that has no answer yet; "" when there is none."""
    boxes = list(values["questions"])
    answered = {one.box for one in values["thoughts"] if one.mine}
    if box in answered:
        return ""
    return next((one for one in boxes[boxes.index(box) + 1 :] if one not in answered), "")


def _box(seat: Seat, box: str, typed: dict[str, Any], errors: dict[str, str], values: dict[str, Any]) -> str:
    allow_recording()
    known = next((one for one in values["thoughts"] if one.mine and one.box == box), None)
    return render_template(
        "notes/thought.html", box=box, question=values["questions"][box], typed=typed, known=known,
        feelings=wording.feelings(), errors=errors, then=_next(box, values), helped=rules.NEEDS_HELP, **values,
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
    helper, mine = helper_of(people, subject), subject.id == seat.id
    is_child = subject.role == policy.CHILD
    return {
        "subject": subject, "subject_name": name, "mine": mine, "helper": helper.name if helper else "",
        "for_child": is_child, "thoughts": found, "stories": {one.id: story(one, mine, name) for one in found},
        "options": for_child(options, people, subject) if mine and is_child else options,
        "coordinators": listed([one.name for one in people if one.seat.role == policy.COORDINATOR]),
        "questions": {one: wording.question(one, child) for one in rules.boxes_for(subject.role)},
        "started": seat.stage != policy.PREPARING,
    }  # fmt: skip


def _read_here(seat: Seat, subject: Seat) -> tuple[str, ...]:
    names = (f"{policy.OWN}:{subject.id}", queries.helper_circle(subject), f"{policy.DIRECT}:{subject.id}")
    wide = (policy.FAMILY_CIRCLE, policy.EVERYONE)
    return tuple(name for name in (*names, *wide) if policy.can(seat, "note.read", seat.at(name)))
