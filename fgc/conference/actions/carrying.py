"""What the family takes out of private time: the carriers of other slices, run for the choice that was confirmed."""

from sqlalchemy import delete

from fgc.audit import trail
from fgc.cases import access
from fgc.conference import carry, queries
from fgc.conference.models import ReadyChoice
from fgc.core.uow import Work


def carry_out(work: Work, case_id: str) -> None:
    """Copy the chosen rows and notes and forget the choice. The case is locked and already in stage `agreeing`.

    Who may: the system, in the name of who confirmed. Carriers announce what they write. Audit: `plan:carry` (counts).
    """
    ready = queries.ready_of(work.session, case_id)
    work.session.execute(delete(ReadyChoice).where(ReadyChoice.case_id == case_id))
    seats = {seat.id: seat for seat in access.seats_of(work.session, case_id)}
    seat = seats.get(ready.second_id or "") or seats.get(ready.first_id or "")
    if seat is None:
        return
    counts = {"row": 0, "note": 0}
    for carrier in carry.carriers():
        chosen = ready.chosen.get(carrier.kind, [])
        counts[carrier.kind] = carrier.carry(work, seat, chosen) if chosen else 0
    trail.record(
        work, case_id, "plan:carry", who=seat.id, session=seat.session, rows=counts["row"], notes=counts["note"]
    )
