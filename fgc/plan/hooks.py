"""What this slice hooks into others: cards, what can be carried out of private time, the gate before following, panels,
tasks, next steps, needs.
"""

from collections.abc import Callable

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import contributions, policy
from fgc.cases import keepsake as copies
from fgc.cases.cards import register_opener
from fgc.cases.events import StageChanged
from fgc.cases.policy import Seat
from fgc.conference.carry import Carrier, register_carrier, register_remover
from fgc.conference.gates import Obstacle, register_gate
from fgc.interpreting.originals import register_original
from fgc.plan import contributing, keepsake, panels
from fgc.plan.actions import carrying
from fgc.plan.queries.lines import line_cards
from fgc.plan.queries.rows import row_cards
from fgc.plan.queries.translated import find_row
from fgc.plan.wording import init_wording


def connect(app: Flask) -> None:
    """Called once for each app, after all blueprints are known."""
    register_opener("row", row_cards)
    register_opener("line", line_cards)
    register_original("row", find_row)
    register_carrier(Carrier("row", 10, carrying.heading, carrying.candidates, carrying.carry))
    register_remover("row", carrying.remove_private)
    register_gate(policy.FOLLOWING, before_following)
    panels.register()
    contributions.register(task=contributing.lines_task)
    contributions.register(step=contributing.answer_step)
    contributions.register(step=contributing.jobs_step, needs=contributing.needs, rows=contributing.rows)
    contributions.register(step=contributing.decided_step)
    copies.register(keepsake.circles, keepsake.things)
    init_wording(app)
    app.extensions["fgc.announcer"].subscribe(StageChanged, _bring_in_of(app))


def before_following(_session: Session, seat: Seat) -> list[Obstacle]:
    """The meeting ends by signing the record, which changes the stage itself; it cannot simply be left."""
    href = url_for("record.sign", case_id=seat.case_id)
    return [Obstacle("record", _("The record is not signed yet. Signing it ends the meeting."), True, href)]


def _bring_in_of(app: Flask) -> Callable[[StageChanged], None]:
    def bring_in(event: StageChanged) -> None:
        """When private time begins again, the plan's rows are there. The plan's page does the same, if this failed."""
        if event.stage == policy.PRIVATE:
            with app.app_context():
                carrying.bring_in(event.case_id)

    return bring_in
