"""Alarms of announced stage changes: at the moment named in the notice, the conference carries it out.

Nothing depends on one process living: every process that hears of a notice sets its alarm, every start sets those that
are left over, and the act itself does what is due once, however often it is asked.
"""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Flask

from config.logs import log
from fgc.conference.actions.stages import apply_due
from fgc.conference.events import StageNoticed
from fgc.conference.queries import all_notices
from fgc.core import clock, uow
from fgc.core.errors import FgcError
from fgc.core.events import Event

Spawn = Callable[[Callable[[], None]], object]
TRIES, AGAIN_S = 5, 1.0


class Alarms:
    """The alarms of one process."""

    def __init__(self, app: Flask, spawn: Spawn) -> None:
        self._app = app
        self._spawn = spawn

    def heard(self, event: Event) -> None:
        """Set an alarm for a notice; other events are none of its business."""
        if isinstance(event, StageNoticed):
            self.set(event.case_id, event.due_at)

    def set_those_left(self) -> None:
        """At the start: every notice that has not been carried out, overdue ones at once."""
        with self._app.app_context(), uow.read() as session:
            left = all_notices(session)
        for case_id, due_at in left:
            self.set(case_id, due_at)

    def set(self, case_id: str, due_at: datetime) -> None:
        """Carry out what is due in this case at this moment."""
        self._spawn(partial(self._ring, case_id, due_at))

    def _ring(self, case_id: str, due_at: datetime) -> None:
        time.sleep(max(0.0, (due_at - clock.now()).total_seconds()) + 0.02)
        for _try in range(TRIES):
            try:
                with self._app.app_context():
                    apply_due(case_id)
            except FgcError:
                log("alarm").warning("not_yet", case=case_id, exc_info=True)
                time.sleep(AGAIN_S)
            else:
                return
