"""The key store: one wrapped data key per case, circle and version, apart from the data it opens.

A slot is committed here before the application commits what it sealed, so a crash can leave a slot without
data but never data without a key; `sweep` removes such orphans. Nothing here can unwrap a key.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Row, Select, delete, func, insert, select, update

from fgc.vault.engine import Store, key_slot
from fgc.vault.errors import KeyGone
from fgc.vault.shredder import Shredder
from fgc.vault.tombstones import TombstoneFile

SYSTEM = "*"
PAGE = 500
_DAY_S = 24 * 3600


class Slot(NamedTuple):
    """One wrapped data key. `created_at` is in seconds since 1970."""

    id: int
    case_id: str
    circle: str
    version: int
    kid: str
    wrapped: bytes
    created_at: int


class KeyStore:
    """Slots and tombstones over SQLite or PostgreSQL; safe between threads and processes."""

    def __init__(self, url: str, *, tombstones: Path | None = None, create: bool = True) -> None:
        """Open the store, make its tables, and finish or re-apply every shredding.

        `tombstones` is the append-only file kept outside the store's backup. With `create` false a missing
        SQLite file is KeysUnavailable instead of a new, empty store.
        """
        self._store = Store(url, create=create)
        self._shredder = Shredder(self._store, TombstoneFile(tombstones) if tombstones else None)
        try:
            self.replay()
        except BaseException:
            self.close()
            raise

    def latest(self, case_id: str, circle: str) -> Slot | None:
        """The slot of the highest version, or None."""
        return self._one(_of(case_id, circle).order_by(key_slot.c.version.desc()).limit(1))

    def get(self, case_id: str, circle: str, version: int) -> Slot | None:
        """The slot of one version, or None; KeyGone if it was shredded."""
        slot = self._one(_of(case_id, circle).where(key_slot.c.version == version))
        if slot is None:
            with self._store.read() as connection:
                if self._shredder.is_gone(connection, case_id, circle):
                    raise KeyGone("The key was shredded.")
        return slot

    def add(self, case_id: str, circle: str, version: int, kid: str, wrapped: bytes) -> Slot:
        """Keep a new wrapped key and return its slot; whoever comes second gets the first one's slot.

        Raises KeyGone for a shredded circle or case: they never get a key again.
        """
        new = {"case_id": case_id, "circle": circle, "version": version, "kid": kid, "wrapped": wrapped}
        wanted = _of(case_id, circle).where(key_slot.c.version == version)
        with self._store.write(case_id) as connection:
            if self._shredder.is_gone(connection, case_id, circle):
                raise KeyGone("The key was shredded.")
            if (there := connection.execute(wanted).first()) is not None:
                return _slot(there)
            connection.execute(insert(key_slot).values(**new, created_at=int(time.time())))
            return _slot(connection.execute(wanted).one())

    def is_empty(self) -> bool:
        """True if no key was ever made here (or every one was shredded)."""
        return self._one(select(key_slot).limit(1)) is None

    def slots(self) -> Iterator[Slot]:
        """All slots, page by page, so that no reader holds up a writer."""
        last = 0
        while page := self._page(select(key_slot).where(key_slot.c.id > last)):
            yield from page
            last = page[-1].id

    def not_under(self, kid: str) -> list[Slot]:
        """The next page of slots wrapped under another master key than this one."""
        return self._page(select(key_slot).where(key_slot.c.kid != kid))

    def one_per_master(self) -> list[Slot]:
        """For every master key in use, one slot wrapped under it."""
        firsts = select(func.min(key_slot.c.id)).group_by(key_slot.c.kid)
        return self._page(select(key_slot).where(key_slot.c.id.in_(firsts)))

    def replace(self, changes: list[tuple[Slot, str, bytes]]) -> int:
        """Put (kid, wrapped) in place of each slot's own, unless it changed meanwhile; one transaction."""
        done = 0
        with self._store.write() as connection:
            for slot, kid, wrapped in changes:
                same = (key_slot.c.id == slot.id) & (key_slot.c.kid == slot.kid)
                done += connection.execute(update(key_slot).where(same).values(kid=kid, wrapped=wrapped)).rowcount
        return done

    def sweep(self, is_known: Callable[[str], bool], older_than_s: int = _DAY_S) -> int:
        """Delete the keys of cases that were never committed; returns how many keys.

        Leaves alone the system's own keys and any case with a key younger than `older_than_s` seconds.
        """
        newest: dict[str, int] = {}
        for slot in self.slots():
            newest[slot.case_id] = max(slot.created_at, newest.get(slot.case_id, 0))
        limit = time.time() - older_than_s
        orphans = [case for case, made in newest.items() if case != SYSTEM and made < limit and not is_known(case)]
        removed = 0
        for case_id in orphans:
            with self._store.write(case_id) as connection:
                removed += connection.execute(delete(key_slot).where(key_slot.c.case_id == case_id)).rowcount
        return removed

    def shred(self, case_id: str, circle: str | None = None) -> int:
        """Destroy the keys of a case (circle None) or of one circle; returns how many."""
        return self._shredder.shred(case_id, circle)

    def replay(self) -> int:
        """Finish half-done shreddings and undo the return of shredded keys; returns how many were removed."""
        return self._shredder.replay()

    def close(self) -> None:
        """Close the connections."""
        self._store.close()

    def _one(self, query: Select[tuple[object, ...]]) -> Slot | None:
        with self._store.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else _slot(row)

    def _page(self, query: Select[tuple[object, ...]]) -> list[Slot]:
        with self._store.read() as connection:
            return [_slot(row) for row in connection.execute(query.order_by(key_slot.c.id).limit(PAGE))]


def _of(case_id: str, circle: str) -> Select[tuple[object, ...]]:
    return select(key_slot).where(key_slot.c.case_id == case_id, key_slot.c.circle == circle)


def _slot(row: Row[tuple[object, ...]]) -> Slot:
    return Slot(row.id, row.case_id, row.circle, row.version, row.kid, bytes(row.wrapped), row.created_at)
