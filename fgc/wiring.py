"""Which slices the app has, and how they hook into one another. Imported by `fgc.app` only.

A slice offers `views.BLUEPRINTS` (its pages) and `hooks.connect(app)` (cards, tasks, next steps, reactions to events).
"""

from collections.abc import Callable

from flask import Blueprint, Flask

from fgc.accounts.hooks import connect as connect_accounts
from fgc.accounts.views import BLUEPRINTS as ACCOUNTS
from fgc.cases.hooks import connect as connect_cases
from fgc.cases.views import BLUEPRINTS as CASES
from fgc.conference.hooks import connect as connect_conference
from fgc.conference.views import BLUEPRINTS as CONFERENCE
from fgc.interpreting.hooks import connect as connect_interpreting
from fgc.interpreting.views import BLUEPRINTS as INTERPRETING
from fgc.invites.hooks import connect as connect_invites
from fgc.invites.views import BLUEPRINTS as INVITES
from fgc.notes.hooks import connect as connect_notes
from fgc.notes.views import BLUEPRINTS as NOTES
from fgc.plan.hooks import connect as connect_plan
from fgc.plan.views import BLUEPRINTS as PLAN

_BLUEPRINTS: tuple[Blueprint, ...] = (*ACCOUNTS, *CASES, *INTERPRETING, *INVITES, *NOTES, *CONFERENCE, *PLAN)
_CONNECT: tuple[Callable[[Flask], None], ...] = (
    connect_accounts, connect_cases, connect_interpreting, connect_invites, connect_notes,
    connect_conference, connect_plan,
)  # fmt: skip


def connect(app: Flask) -> None:
    """Register every page and every hook between slices."""
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    for hook in _CONNECT:
        hook(app)
