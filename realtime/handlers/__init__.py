"""Socket events, a module for each noun. Importing this package fills `EVENTS`."""

from realtime.handlers import meeting, notes, reading, rows
from realtime.handlers.door import EVENTS, Handler, take

__all__ = ["EVENTS", "Handler", "meeting", "notes", "reading", "rows", "take"]
