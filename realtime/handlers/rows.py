"""Plan rows over the socket: save, say that one is writing, take off. The same forms and actions as the pages."""

from dataclasses import asdict

from fgc.cases.policy import Seat
from fgc.plan.actions.holding import hold_row, let_go
from fgc.plan.actions.ordering import drop_row
from fgc.plan.actions.rows import RowClash, save_row
from fgc.plan.forms import RowForm
from realtime.handlers.door import Ack, Payload, on, switch, text, without

ROW = "row"


@on("row:save", "note.write")
def save(seat: Seat, data: Payload) -> Ack:
    """Add a row, or change the one named by `row`; `rev` is the revision the change was made to.

    Where two people changed the same part, nothing is saved and both versions come back to pick from.
    """
    row_id = text(data, ROW) if ROW in data else ""
    draft = RowForm.from_payload(without(data, "case", ROW)).check().draft(row_id)
    try:
        saved = save_row(seat, draft)
    except RowClash as clash:
        return {
            "ok": False, "reason": "clash", "words": clash.reason, "row": clash.row_id, "rev": clash.rev,
            "theirs": asdict(clash.theirs), "mine": asdict(clash.mine), "clashes": list(clash.clashes),
        }  # fmt: skip
    return {"ok": True, "id": saved.id, "seq": saved.seq, "rev": saved.rev}


@on("row:hold", "note.write")
def hold(seat: Seat, data: Payload) -> Ack:
    """Say that one is writing this row (`on` false: not any more)."""
    act = hold_row if switch(data, "on") else let_go
    act(seat, text(data, ROW))
    return {"ok": True}


@on("row:drop", "note.write")
def drop(seat: Seat, data: Payload) -> Ack:
    """Take a row off; it can be brought back on the page."""
    drop_row(seat, text(data, ROW))
    return {"ok": True}
