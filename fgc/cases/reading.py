"""Audit of reads: one entry for each session and circle opened, written before words are released (settled, 6).

If the entry cannot be written, nothing is shown. Deliveries over a socket are not entries of their own: the page that
opened the socket was.
"""

import threading

from fgc.audit import trail
from fgc.cases.policy import Seat
from fgc.core import uow

_seen: set[tuple[str, str, str]] = set()
_guard = threading.Lock()
MANY = 50_000


def note_reading(seat: Seat, *circles: str) -> None:
    """Record that this session opens these circles, where it has not done so before. Audit: `circle:read`."""
    fresh = [circle for circle in circles if (seat.session, seat.id, circle) not in _seen]
    if not fresh:
        return
    with uow.write() as work:
        for circle in fresh:
            trail.record(work, seat.case_id, "circle:read", who=seat.id, session=seat.session, circle=circle)
    with _guard:
        if len(_seen) > MANY:
            _seen.clear()
        _seen.update((seat.session, seat.id, circle) for circle in fresh)
