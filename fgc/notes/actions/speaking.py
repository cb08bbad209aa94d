"""Writing down what somebody else said: who may hold the pen, and the speaker's own yes afterwards (settled, 15)."""

from dataclasses import replace

from fgc.cases import access, policy
from fgc.cases.policy import Seat
from fgc.core.errors import NotFound
from fgc.core.uow import Work


def require_speaker(work: Work, seat: Seat, speaker_id: str, circle: str) -> None:
    """Go on only if this seat may write for that person, in a circle that person could hear (once confirmed).

    So nobody's words turn up where they could not have put them, and nobody apart is named among the others.
    """
    if speaker_id == seat.id:
        return
    speaker = next((one for one in access.seats_of(work.session, seat.case_id) if one.id == speaker_id), None)
    if speaker is None or speaker.state == "left" or not may_write_for(seat, speaker_id):
        raise NotFound
    if not policy.can(replace(speaker, state=policy.CONFIRMED), "note.read", seat.at(circle)):
        raise NotFound


def may_write_for(seat: Seat, speaker_id: str) -> bool:
    """Whether this seat may write down what that member said: coordinators for all, advocates for whom they support."""
    if seat.role == policy.COORDINATOR:
        return policy.can(seat, "people.manage", seat.at())
    return policy.can(seat, "note.write", seat.at(f"{policy.HELPER}:{speaker_id}")) and seat.supports == speaker_id
