"""Counts failures (wrong codes, PINs, passwords) by key, and says when it is enough.

Families and whole offices share one address, so people are never counted, only what went wrong. Keys are hashed
with a salt made at start: an address is not kept. Redis when it is set, memory otherwise or when Redis is gone.
"""

import hashlib
import secrets

from flask import current_app, request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from config.logs import log
from config.settings import Settings


class Failures:
    """Failure counters of the service."""

    def __init__(self, settings: Settings) -> None:
        self._salt = secrets.token_bytes(16)
        self._limit = RateLimitItemPerHour(settings.failures_per_hour)
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._shared: FixedWindowRateLimiter | None = None
        if settings.redis_url:
            storage = storage_from_string(settings.redis_url)
            if isinstance(storage, Storage):
                self._shared = FixedWindowRateLimiter(storage)
                self._salt = hashlib.sha256(b"failures" + settings.redis_url.encode()).digest()[:16]

    def _key(self, kind: str, who: str) -> str:
        return hashlib.blake2b(f"{kind}\0{who}".encode(), key=self._salt, digest_size=12).hexdigest()

    def count(self, kind: str, who: str) -> None:
        """One more failure of this kind from this source."""
        self._ask("hit", self._key(kind, who))

    def too_many(self, kind: str, who: str) -> bool:
        """Whether this source has used up its failures of this hour."""
        return not self._ask("test", self._key(kind, who))

    def _ask(self, what: str, key: str) -> bool:
        if self._shared is not None:
            try:
                return bool(getattr(self._shared, what)(self._limit, key))
            except Exception:  # noqa: BLE001 — whatever ails Redis, counting goes on in memory
                log("failures").warning("shared_counter_gone", exc_info=True)
        return bool(getattr(self._memory, what)(self._limit, key))


def failures() -> Failures:
    """The counters of the running app."""
    found: Failures = current_app.extensions["fgc.failures"]
    return found


def source() -> str:
    """Where a request comes from, as coarse as is useful: the address cut to its network."""
    address = request.remote_addr or ""
    return address.rsplit(".", 1)[0] if "." in address else ":".join(address.split(":")[:4])
