"""What this slice hooks into others: the task “Invitations”, and what needs the coordinator now."""

from datetime import timedelta

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import contributions, people, policy
from fgc.cases.contributions import Need, Task
from fgc.cases.policy import Seat
from fgc.core import clock
from fgc.invites import rules
from fgc.invites.models import Invite
from fgc.invites.queries import current_invites, desk_rows

UNOPENED_AFTER = timedelta(hours=48)


def connect(app: Flask) -> None:
    """Called once for each app, after all blueprints are known."""
    contributions.register(task=task, needs=needs)


def task(session: Session, seat: Seat) -> Task | None:
    """Inviting the family: done when everybody has been asked, started when somebody was."""
    if not policy.can(seat, "invite.manage", seat.at()):
        return None
    states = [row.status for row in desk_rows(session, seat.case_id) if row.status != rules.LEFT]
    asked = [state for state in states if state != rules.NONE]
    status = "todo" if not asked else "done" if len(asked) == len(states) else "started"
    hint = _("Link and PIN for each person. Needs consent first.")
    return Task("invites", 60, _("Invitations"), hint, url_for("invites.desk", case_id=seat.case_id), status)


def needs(session: Session, seat: Seat) -> list[Need]:
    """Somebody waits, an invitation is locked, somebody else opened one, or nobody opened it for two days."""
    if not policy.can(seat, "invite.manage", seat.at()):
        return []
    found = [(member, _text(invite)) for member, invite in current_invites(session, seat.case_id).items()]
    if not any(text for _member, text in found):
        return []
    everybody = {person.id: person for person in people.people_of(session, seat.case_id)}
    href = url_for("invites.desk", case_id=seat.case_id)
    return [
        Need(text[0], text[1] % {"name": everybody[member].name}, href, _("Open invitations"))
        for member, text in found
        if text and everybody[member].seat.state != "left"
    ]


def _text(invite: Invite) -> tuple[int, str] | None:
    now = clock.now()
    if invite.revoked_at is not None:
        said_no = invite.end == "not_them"
        return (3, _("Someone opened %(name)s's invitation and said: this is not me.")) if said_no else None
    if invite.second_at is not None:
        return 2, _("Someone opened %(name)s's invitation a second time. Ring them: was it them?")
    if invite.locked_at is not None:
        return 4, _("%(name)s's invitation is locked after wrong PINs. Ring them.")
    if invite.ready_at is not None and invite.answers is not None:
        return 1, _("%(name)s is waiting for you to let them in.")
    unopened = invite.claimed_at is None and now < invite.expires_at and now - invite.made_at > UNOPENED_AFTER
    return (30, _("%(name)s has not opened the invitation yet. Ring them.")) if unopened else None
