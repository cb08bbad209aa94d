"""Carriers and shredders: what leaves private family time, and what goes for good.

“We are ready” lets the family choose what others may read. Each slice with words in the circle `private` registers a
carrier (what can be chosen, how it is copied out) and a remover (how its rows are deleted when their time is over).
Both run inside the transaction of the conference slice, with the case locked.

Seal words of private time under the circle `private` as any other. After a deletion its key is gone for good, and the
private time of a later meeting goes on under a fresh one (`fgc.cases.key_names`); slices notice nothing of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fgc.cases.policy import Seat
from fgc.core.uow import Work


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the family can take along. `text` and `more` are opened words; `ticked` is the first proposal."""

    id: str
    text: str
    more: str = ""
    ticked: bool = False


Candidates = Callable[[Session, Seat], list[Candidate]]
Carry = Callable[[Work, Seat, Sequence[str]], int]
Remover = Callable[[Work, str], int]
Heading = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Carrier:
    """How one kind of thing is carried from `private` into what everyone can see.

    `heading`: words above the list. `candidates(session, seat)`: what could be carried, in order.
    `carry(work, seat, ids)`: copies the chosen ones, in the order given, and gives back how many. When it runs, the
    case is locked and already in stage `agreeing`, and `seat` (who confirmed) says so too; unknown ids are passed over.
    It announces and audits its own writes; the audit never says more than a count.
    """

    kind: str
    order: int
    heading: Heading
    candidates: Candidates
    carry: Carry


_carriers: dict[str, Carrier] = {}
_removers: dict[str, Remover] = {}


def register_carrier(carrier: Carrier) -> None:
    """Add a carrier; the same kind again replaces it. Kinds: `row` (plan), `note` (notes)."""
    _carriers[carrier.kind] = carrier


def carriers() -> list[Carrier]:
    """All carriers in order."""
    return sorted(_carriers.values(), key=lambda carrier: carrier.order)


def register_remover(kind: str, remover: Remover) -> None:
    """Say how the private rows of a kind are deleted: (work, case_id) → how many. Only rows of `private` may go."""
    _removers[kind] = remover


def removers() -> list[Remover]:
    """All removers."""
    return list(_removers.values())
