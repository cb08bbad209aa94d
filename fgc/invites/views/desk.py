"""The coordinator's desk of invitations: where each person stands; invite, take back, confirm, refuse."""

import secrets

import segno
from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.settings import Settings
from fgc.accounts.rules import in_groups
from fgc.accounts.step_up import fresh_factor
from fgc.cases.guards import seated
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.invites import queries
from fgc.invites.actions import confirming, making
from fgc.invites.card import card_words
from fgc.invites.views import join

bp = join.bp  # one blueprint, two files


@bp.get("/c/<case_id>/invites")
@seated("invite.manage")
def desk(seat: Seat) -> str:
    """Everybody who comes in by invitation, and the workers."""
    return _desk(seat, {})


@bp.post("/c/<case_id>/invites/<member_id>/make")
@seated("invite.manage")
@fresh_factor
def make(seat: Seat, member_id: str) -> ResponseReturnValue:
    """Make an invitation; link, card and PIN are shown on this answer only."""
    made_with = request.form.get("made_with", "")[:40] or secrets.token_urlsafe(12)
    try:
        made = making.make_invite(seat, member_id, made_with)
    except Refused as refused:
        return _desk(seat, refused.errors), 422
    except Stale as stale:
        return _desk(seat, {"invite": stale.reason}), 409
    link = f"{own_origin()}{url_for('invites.join')}#{made.code}"
    picture = segno.make(link, error="m").svg_data_uri(scale=5, border=3)
    with uow.read() as session:
        found = people_of(session, seat.case_id, frozenset({member_id}))
    settings: Settings = current_app.extensions["fgc.settings"]
    card = card_words(found[0].profile.language if found else "", settings.service_phone)
    return render_template(
        "invites/made.html", card=card, made=made, link=link, typed=f"{own_origin()}{url_for('invites.join')}",
        code=in_groups(made.code), pin=in_groups(made.pin, 3), picture=picture,
    )  # fmt: skip


@bp.post("/c/<case_id>/invites/<member_id>/take-back")
@seated("invite.manage")
def take_back(seat: Seat, member_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    making.revoke_invite(seat, member_id)
    return _back(seat)


@bp.post("/c/<case_id>/invites/<member_id>/confirm")
@seated("invite.manage")
@fresh_factor
def confirm(seat: Seat, member_id: str) -> ResponseReturnValue:
    """Let a waiting person in."""
    try:
        confirming.confirm(seat, member_id)
    except Refused as refused:
        return _desk(seat, refused.errors), 422
    return _back(seat)


@bp.post("/c/<case_id>/invites/<member_id>/refuse")
@seated("invite.manage")
def refuse(seat: Seat, member_id: str) -> ResponseReturnValue:
    """It is somebody else: close their page."""
    confirming.refuse(seat, member_id)
    return _back(seat)


@bp.post("/c/<case_id>/invites/<member_id>/asked")
@seated("invite.manage")
def asked(seat: Seat, member_id: str) -> ResponseReturnValue:
    """The coordinator has asked about a second opening."""
    confirming.note_second_opener(seat, member_id)
    return _back(seat)


@bp.post("/c/<case_id>/invites/<member_id>/worker-link")
@seated("invite.manage")
@fresh_factor
def worker_link(seat: Seat, member_id: str) -> ResponseReturnValue:
    """A new set-up link for a worker, shown once."""
    token = making.renew_worker_link(seat, member_id)
    link = f"{own_origin()}{url_for('setup.account')}#{token}"
    return render_template("invites/worker_link.html", link=link)


def own_origin() -> str:
    """The origin the coordinator uses, when it is one of ours; else the first of ours."""
    settings: Settings = current_app.extensions["fgc.settings"]
    here = request.host_url.rstrip("/")
    return here if here in settings.origin_list else settings.origin_list[0]


def _back(seat: Seat) -> ResponseReturnValue:
    return redirect(url_for("invites.desk", case_id=seat.case_id), 303)


def _desk(seat: Seat, errors: dict[str, str]) -> str:
    with uow.read() as session:
        rows = queries.desk_rows(session, seat.case_id)
        workers = queries.worker_rows(session, seat.case_id)
        blocked = queries.obstacles(session, seat.case_id)
    return render_template(
        "invites/desk.html", rows=rows, workers=workers, blocked=blocked, errors=errors,
        made_with=secrets.token_urlsafe(12),
    )  # fmt: skip
