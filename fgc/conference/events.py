"""What happens to the meeting itself. Ids and times only; signs without a number are `fgc.cases.events.Signal`.

Names of signals: `attendance:changed hand:changed unclear:changed floor:changed let-in door knock ready:changed
help:pressed stage:notice`.
"""

from dataclasses import dataclass
from datetime import datetime

from fgc.core.events import Event


@dataclass(frozen=True, slots=True)
class StageNoticed(Event):
    """The case will be in `stage` at `due_at`, unless somebody stops it. An alarm calls `apply_due` then."""

    due_at: datetime
    before: str
    stage: str


@dataclass(frozen=True, slots=True)
class MeetingChanged(Event):
    """A meeting was set, moved or cancelled (`part`)."""

    meeting: str
    part: str
