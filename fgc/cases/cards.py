"""Cards: what stands in a circle, opened for the wire. One shape for all kinds, one opener a kind.

A card is the same for every reader, so it is opened once and encoded once. Slices register an opener for each kind of
entry they write: `register_opener("note", open_notes)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from fgc.cases import circles, policy
from fgc.cases.policy import Seat

Value = str | int | bool | list[str] | list[dict[str, str | list[str]]]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing in a circle. `at` is ISO to the minute, `when` the same in words; `extra` is per kind."""

    kind: str
    id: str
    circle: str
    at: str
    when: str
    author_id: str
    author: str
    role: str
    body: str
    extra: dict[str, Value] = field(default_factory=dict)

    def as_wire(self, seq: int) -> dict[str, Any]:
        """The card as JSON for a socket or for `/since`."""
        fixed = {
            "kind": self.kind, "id": self.id, "circle": self.circle, "seq": seq, "at": self.at, "when": self.when,
            "author_id": self.author_id, "author": self.author, "role": self.role, "body": self.body,
        }  # fmt: skip
        return {**self.extra, **fixed}


Opener = Callable[[Session, str, Sequence[str]], dict[str, Card]]
_openers: dict[str, Opener] = {}


def register_opener(kind: str, opener: Opener) -> None:
    """Say how cards of a kind are opened: (session, case_id, ids) → id → card. Missing ids are left out."""
    _openers[kind] = opener


def open_card(session: Session, case_id: str, kind: str, obj_id: str) -> Card | None:
    """One card, or None when the thing is gone (withdrawn, deleted, shredded)."""
    return _openers[kind](session, case_id, [obj_id]).get(obj_id)


def cards_after(session: Session, seat: Seat, circle: str, after: int, limit: int = 100) -> list[dict[str, Any]]:
    """What this member missed in a circle, oldest first; entries whose thing is gone come as `{"kind": "gone"}`.

    The caller must not have asked for a circle the policy refuses: then the answer is empty.
    """
    if not policy.can(seat, "note.read", seat.at(circle)):
        return []
    happenings = circles.entries_after(session, seat.case_id, circle, after, limit)
    by_kind: dict[str, list[str]] = {}
    for entry in happenings:
        by_kind.setdefault(entry.kind, []).append(entry.obj_id)
    opened = {kind: _openers[kind](session, seat.case_id, ids) for kind, ids in by_kind.items() if kind in _openers}
    found: list[dict[str, Any]] = []
    for entry in happenings:
        card = opened.get(entry.kind, {}).get(entry.obj_id)
        gone = {"kind": "gone", "id": entry.obj_id, "circle": circle, "seq": entry.seq}
        found.append(card.as_wire(entry.seq) if card else gone)
    return found
