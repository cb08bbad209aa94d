"""Shredding keys so that it is finished whatever happens in between.

The steps, each durable before the next: the intent in the key store, the mark in the tombstones file, the
deletion, then "done". `replay` at start finishes what a crash cut short, and removes keys that a restored,
older key store brought back: it compares every mark with every slot, so it does not trust "done".
"""

from __future__ import annotations

import time

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from fgc.vault.engine import Store, key_slot, tombstone
from fgc.vault.tombstones import WHOLE_CASE, Mark, TombstoneFile, mark_of


class Shredder:
    """Deletes keys for good, and knows which are gone."""

    def __init__(self, store: Store, file: TombstoneFile | None) -> None:
        self._store = store
        self._file = file

    def shred(self, case_id: str, circle: str | None = None) -> int:
        """Destroy the keys of a case, or of one circle; returns how many. Doing it again is harmless."""
        mark = mark_of(case_id, circle)
        self._intend(mark, case_id)
        if self._file is not None and mark not in self._file.marks():
            self._file.append(mark)
        removed = self._remove(case_id, circle)
        self._done({mark})
        return removed

    def replay(self) -> int:
        """Bring table and file together and finish every shredding; returns how many keys were removed."""
        in_table = self._marks_in_table()
        in_file = in_table
        if self._file is not None:
            in_file = self._file.marks()
            for mark in in_table - in_file:
                self._file.append(mark)
        for mark in in_file - in_table:
            self._intend(mark)
        marks = in_table | in_file
        removed = 0
        for case_id, circle in self._pairs() if marks else []:
            if marks & {mark_of(case_id, None), mark_of(case_id, circle)}:
                removed += self._remove(case_id, circle)
        self._done(marks)
        return removed

    @staticmethod
    def is_gone(connection: Connection, case_id: str, circle: str) -> bool:
        """Whether this circle, or its whole case, was shredded or is about to be."""
        one = mark_of(case_id, circle)
        either = tombstone.c.circle_hash.in_([WHOLE_CASE, one.circle_hash])
        found = connection.execute(select(tombstone.c.intent_at).where(tombstone.c.case_hash == one.case_hash, either))
        return found.first() is not None

    def _marks_in_table(self) -> set[Mark]:
        with self._store.read() as connection:
            rows = connection.execute(select(tombstone.c.case_hash, tombstone.c.circle_hash)).all()
        return {Mark(case_hash, circle_hash) for case_hash, circle_hash in rows}

    def _pairs(self) -> list[tuple[str, str]]:
        with self._store.read() as connection:
            rows = connection.execute(select(key_slot.c.case_id, key_slot.c.circle).distinct()).all()
        return [(case_id, circle) for case_id, circle in rows]

    def _intend(self, mark: Mark, case_id: str = "") -> None:
        with self._store.write(case_id) as connection:
            if connection.execute(select(tombstone.c.intent_at).where(_is(mark))).first() is None:
                connection.execute(insert(tombstone).values(**mark._asdict(), intent_at=int(time.time())))

    def _remove(self, case_id: str, circle: str | None) -> int:
        doomed = delete(key_slot).where(key_slot.c.case_id == case_id)
        if circle is not None:
            doomed = doomed.where(key_slot.c.circle == circle)
        with self._store.write(case_id) as connection:
            return connection.execute(doomed).rowcount

    def _done(self, marks: set[Mark]) -> None:
        with self._store.write() as connection:
            for mark in marks:
                finished = update(tombstone).where(_is(mark), tombstone.c.done_at.is_(None))
                connection.execute(finished.values(done_at=int(time.time())))


def _is(mark: Mark) -> ColumnElement[bool]:
    return (tombstone.c.case_hash == mark.case_hash) & (tombstone.c.circle_hash == mark.circle_hash)
