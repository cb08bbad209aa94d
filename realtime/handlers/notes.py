"""Notes over the socket: the same form and the same action as a posted note."""

from fgc.cases.policy import Seat
from fgc.notes.actions import add_note
from fgc.notes.forms import NoteForm
from realtime.handlers.door import Ack, Payload, on, without


@on("note:add", "note.write")
def add(seat: Seat, data: Payload) -> Ack:
    """Write a note; the ack comes after COMMIT. The same `client_id` again gives the same ack and stores nothing."""
    sent = add_note(seat, NoteForm.from_payload(without(data, "case")).check().draft())
    return {"ok": True, "id": sent.id, "seq": sent.seq}
