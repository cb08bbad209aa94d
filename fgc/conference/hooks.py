"""What this slice hooks into others: the meeting in the task list, in the next step and in “needs you now”; its gate;
notes as something the family can carry out of private time; fresh keys after a deletion.
"""

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import calling, contributions, policy
from fgc.cases.contributions import Need, Task
from fgc.cases.key_names import KeyNames
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.conference import contributing, gates, note_carrier, queries, room, rules, show
from fgc.conference.actions.help import press_for
from fgc.web.times import local


def connect(app: Flask) -> None:
    """Called once for each app, after all blueprints are known."""
    app.extensions["fgc.vault"].key_name = KeyNames(app.extensions["fgc.database"])
    contributions.register(task=_task, needs=_needs, step=contributing.step, appointment=contributing.appointment)
    gates.register_gate(policy.INFORMATION, gates.before_information)
    note_carrier.connect()
    calling.register(press_for)
    app.jinja_env.globals["stage_steps"] = show.stage_steps
    app.jinja_env.filters["local_time"] = lambda moment: local(moment).strftime("%H:%M")


def _task(session: Session, seat: Seat) -> Task:
    planned = queries.meeting_of(session, seat.case_id)
    href = url_for("meeting.settings", case_id=seat.case_id)
    return Task("meeting", 70, _("The meeting"), _("Date, place and how to join"), href, "done" if planned else "todo")


def _needs(session: Session, seat: Seat) -> list[Need]:
    presses = queries.open_presses(session, seat)
    known = {person.id: person.name for person in people_seen(session, seat)} if presses else {}
    href, meeting_href = url_for("help.page", case_id=seat.case_id), url_for("meeting.page", case_id=seat.case_id)
    found = [
        Need(0, _("%(name)s pressed for help.", name=known.get(press.member_id, "")), href, _("Look now"))
        for press in presses
    ]
    if policy.can(seat, "private.knock", seat.at()) and room.doorway(session, seat).called:
        found.append(Need(1, _("The family asks you to come in."), meeting_href, _("Go to the door")))
    if policy.can(seat, "meeting.lead", seat.at()):
        guests = room.guests_of(session, seat, queries.meeting_of(session, seat.case_id))
        if any(guest.state == rules.WAITING for guest in guests):
            found.append(Need(2, _("Somebody is in the waiting room."), meeting_href, _("Let people in")))
    return found
