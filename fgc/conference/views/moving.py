"""From stage to stage: the page that says what will happen, the notice, “Not ready yet”, and who may stay."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from fgc.cases import admissions, policy
from fgc.cases.guards import seated
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.conference import gates, room, rules, show
from fgc.conference.actions import private, stages
from fgc.conference.views.blueprint import bp, posted, to_meeting
from fgc.core import uow
from fgc.core.errors import NotFound, Refused


@bp.get("/c/<case_id>/meeting/stage/<to>")
@seated("stage.set")
def confirm(seat: Seat, to: str) -> str:
    """Before a move: who leaves, who stays, what is missing."""
    return _confirm(stages.current(seat), to)


@bp.post("/c/<case_id>/meeting/stage/<to>")
@seated("stage.set")
def move(seat: Seat, to: str) -> ResponseReturnValue:
    """Say aloud that the meeting moves on."""
    reason = request.form.get("reason", "")
    try:
        stages.give_notice(seat, to, reason)
    except Refused as refused:
        return _confirm(seat, to, show.Kept(refused.errors, reason=reason)), 422
    return to_meeting(seat)


@bp.post("/c/<case_id>/meeting/stop")
@seated("stage.stop")
def stop(seat: Seat) -> ResponseReturnValue:
    """“Not ready yet.”"""
    if seat.stage == policy.PRIVATE:
        private.not_ready(seat)
    else:
        stages.stop_notice(seat)
    return to_meeting(seat)


@bp.get("/c/<case_id>/meeting/helpers")
@seated("helper.admit")
def helpers(seat: Seat) -> str:
    """Which helpers may be there: one's own advocate, and interpreters."""
    with uow.read() as session:
        people = [one for one in people_seen(session, seat) if policy.may_admit(seat, one.seat)]
    return render_template("conference/helpers.html", people=people)


@bp.post("/c/<case_id>/meeting/helpers")
@seated("helper.admit")
def admit(seat: Seat) -> ResponseReturnValue:
    """Let a helper in, or send them out (`on` empty)."""
    act = admissions.admit_helper if posted("on") else admissions.revoke_helper
    act(seat, posted("member"), posted("scope"))
    return to_meeting(seat)


def _confirm(seat: Seat, to: str, kept: show.Kept | None = None) -> str:
    if not rules.may_move(seat.stage, to):
        raise NotFound
    with uow.read() as session:
        leaving, staying = room.leaving_and_staying(session, seat)
        missing = gates.obstacles(session, seat, to)
    kept = kept or show.Kept()
    return render_template(
        "conference/confirm.html", to=to, leaving=leaving, staying=staying, missing=missing, kept=kept,
        errors=kept.errors, title=_title(to), hard=any(one.hard for one in missing),
    )  # fmt: skip


def _title(to: str) -> str:
    titles: dict[str, str] = {
        policy.INFORMATION: _("Start: sharing"),
        policy.PRIVATE: _("Move to private family time"),
        policy.FOLLOWING: _("End the meeting: the plan starts"),
        policy.CLOSED: _("Close this family meeting"),
    }
    return titles[to]
