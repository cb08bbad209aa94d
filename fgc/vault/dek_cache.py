"""Unwrapped data keys, kept in this process for at most a minute.

Reading takes no lock. A key fetched before a flush is not put in after it (the `generation` counter sees
to that), so shredding in this process takes hold at once; other processes follow within the TTL or when told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

CURRENT = 0
_MOST_KEYS = 4096


class DataKey(NamedTuple):
    """An unwrapped data key and its version."""

    version: int
    dek: bytes


class DekCache:
    """Data keys by (case, circle, version); version CURRENT is the one that seals now."""

    def __init__(self, ttl_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._ttl_s = ttl_s
        self._clock = clock
        self._lock = Lock()
        self._keys: dict[tuple[str, str, int], tuple[float, DataKey]] = {}
        self.generation = 0

    def get(self, case_id: str, circle: str, version: int) -> DataKey | None:
        """The key, if it is here and fresh."""
        entry = self._keys.get((case_id, circle, version))
        if entry is None or entry[0] <= self._clock():
            return None
        return entry[1]

    def put(self, case_id: str, circle: str, version: int, key: DataKey, generation: int) -> None:
        """Keep a key, unless a flush came after `generation` was read."""
        with self._lock:
            if generation != self.generation:
                return
            if len(self._keys) >= _MOST_KEYS:
                self._make_room()
            self._keys[case_id, circle, version] = (self._clock() + self._ttl_s, key)

    def flush(self) -> None:
        """Forget every key."""
        with self._lock:
            self.generation += 1
            self._keys = {}

    def _make_room(self) -> None:
        now = self._clock()
        fresh = {name: entry for name, entry in self._keys.items() if entry[0] > now}
        self._keys = fresh if len(fresh) < _MOST_KEYS else {}
