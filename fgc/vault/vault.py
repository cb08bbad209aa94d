"""The vault: seal and open words and files by the place they belong to.

Everything above this package talks to `Vault` only: the caller names the case, the circle and the column,
and the vault finds the key. Keys are made on first use, shredded on demand, and never made anew where
sealed data already exists.
"""

from __future__ import annotations

import hmac
import os
import unicodedata
from collections.abc import Callable, Iterator

from fgc.vault.dek_cache import CURRENT, DataKey, DekCache
from fgc.vault.derive import KEY_BYTES, hkdf
from fgc.vault.errors import KeysUnavailable, SealBroken, VaultError
from fgc.vault.files import Readable, open_stream, read_header, seal_stream
from fgc.vault.keystore import SYSTEM, KeyStore, Slot
from fgc.vault.master import MasterKey, slot_aad
from fgc.vault.rewrap import Rewrapped, rewrap
from fgc.vault.seal import Place, open_field, seal_field, version_of

_SUB = "sub"
_CANARY = Place("canary", "canary", "canary", "1:0", "canary")


class Vault:
    """Seals and opens under keys of (case, circle). One object per process; safe between threads.

    `case_id` "*" (SYSTEM) stands for what belongs to no case, such as staff accounts.
    """

    def __init__(self, master: MasterKey, keystore: KeyStore, cache: DekCache | None = None) -> None:
        self.master = master
        self.keystore = keystore
        self._cache = cache or DekCache()
        # Under which name a circle is sealed at present; a circle whose key was shredded goes on under a fresh one.
        self.key_name: Callable[[str, str], str] = lambda _case_id, circle: circle

    def seal(
        self,
        case_id: str,
        circle: str,
        table: str,
        row: str,
        column: str,
        text: str,
        rev: int = 0,
    ) -> bytes:
        """Seal one field; raises NotSealable (over 256 KiB), KeyGone or KeysUnavailable."""
        circle = self.key_name(case_id, circle)
        key = self._cache.get(case_id, circle, CURRENT) or self._current_key(case_id, circle)
        return seal_field(key.dek, key.version, Place(case_id, circle, table, f"{row}:{rev}", column), text)

    def open(
        self,
        case_id: str,
        circle: str,
        table: str,
        row: str,
        column: str,
        blob: bytes,
        rev: int = 0,
    ) -> str:
        """Open one field; raises SealBroken, KeyGone (shredded) or KeysUnavailable."""
        circle = self.key_name(case_id, circle)
        version = version_of(blob)
        key = self._cache.get(case_id, circle, version) or self._key(case_id, circle, version)
        return open_field(key.dek, Place(case_id, circle, table, f"{row}:{rev}", column), blob)

    def seal_file(self, case_id: str, circle: str, file_id: str, source: Readable) -> Iterator[bytes]:
        """Seal a binary stream piece by piece; the key is found before the first piece is asked for."""
        circle = self.key_name(case_id, circle)
        key = self._cache.get(case_id, circle, CURRENT) or self._current_key(case_id, circle)
        return seal_stream(key.dek, key.version, Place(case_id, circle, "file", file_id, "body"), source)

    def open_file(self, case_id: str, circle: str, file_id: str, source: Readable) -> Iterator[bytes]:
        """Open a sealed stream piece by piece. SealBroken may come midway: then abort, do not end cleanly."""
        circle = self.key_name(case_id, circle)
        header = read_header(source)
        key = self._cache.get(case_id, circle, header.version) or self._key(case_id, circle, header.version)
        return open_stream(key.dek, header, Place(case_id, circle, "file", file_id, "body"), source)

    def named(self, label: str) -> bytes:
        """A 32-byte key for one purpose of the whole system, such as "pin-pepper"."""
        key = self._cache.get(SYSTEM, _SUB, 1) or self._key(SYSTEM, _SUB, 1)
        return hkdf(key.dek, b"", b"fgc1/sub/" + label.encode())

    def blind(self, label: str, value: str) -> bytes:
        """16 bytes to look a value up by equality, blind to case and spacing. Never for names or PINs."""
        plain = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
        return hmac.digest(self.named(f"bix/{label}"), plain.encode(), "sha256")[:16]

    def begin(self) -> None:
        """Make the system's own key on an empty store; fail if it is missing from one that has keys."""
        # In this order: whoever makes the first key makes this one, so a store with keys has it.
        if self.keystore.is_empty():
            self._new_slot(SYSTEM, _SUB, 1)
        elif self.keystore.get(SYSTEM, _SUB, 1) is None:
            raise KeysUnavailable("The key store has lost its system key; restore it from its backup.")

    def rotate_circle(self, case_id: str, circle: str) -> int:
        """Make a new data key version that seals from now on; old values still open. Returns the version."""
        latest = self.keystore.latest(case_id, circle)
        slot = self._new_slot(case_id, circle, latest.version + 1 if latest else 1)
        self.flush()
        return slot.version

    def shred_case(self, case_id: str) -> int:
        """Destroy every key of a case, for good; returns how many."""
        if case_id == SYSTEM:
            raise VaultError("The system's own keys are never shredded.")
        return self._shred(case_id, None)

    def shred_circle(self, case_id: str, circle: str) -> int:
        """Destroy every key of one circle, for good; the circle can never be sealed to again."""
        if (case_id, circle) == (SYSTEM, _SUB):
            raise VaultError("The system's own keys are never shredded.")
        return self._shred(case_id, circle)

    def rewrap(self) -> Rewrapped:
        """Wrap every data key under the current master key, after `LocalMaster.rotate`."""
        return rewrap(self.master, self.keystore)

    def flush(self) -> None:
        """Forget cached keys (call it when another process shredded or rotated)."""
        self._cache.flush()

    def self_test(self) -> None:
        """Fail before serving: every master key in use must be ours, and a canary must seal and open."""
        for slot in self.keystore.one_per_master():
            self._unwrap(slot)
        if not self.keystore.is_empty():
            self.named("canary")
        dek, aad = os.urandom(KEY_BYTES), slot_aad("canary", "canary", 1)
        again = self.master.unwrap(self.master.current, self.master.wrap(dek, aad), aad)
        if open_field(again, _CANARY, seal_field(dek, 1, _CANARY, "canary")) != "canary":
            raise SealBroken("The canary came back changed.")

    def _shred(self, case_id: str, circle: str | None) -> int:
        try:
            return self.keystore.shred(case_id, circle)
        finally:
            self.flush()

    def _current_key(self, case_id: str, circle: str) -> DataKey:
        generation = self._cache.generation
        slot = self.keystore.latest(case_id, circle)
        if slot is None:
            self.begin()
            slot = self._new_slot(case_id, circle, 1)
        return self._keep(slot, CURRENT, generation)

    def _key(self, case_id: str, circle: str, version: int) -> DataKey:
        generation = self._cache.generation
        slot = self.keystore.get(case_id, circle, version)
        if slot is None and (case_id, circle) == (SYSTEM, _SUB):
            self.begin()
            slot = self.keystore.get(case_id, circle, version)
        if slot is None:
            raise KeysUnavailable("The key store has no such key; it is older than the data or another's.")
        return self._keep(slot, version, generation)

    def _keep(self, slot: Slot, name: int, generation: int) -> DataKey:
        key = DataKey(slot.version, self._unwrap(slot))
        self._cache.put(slot.case_id, slot.circle, name, key, generation)
        return key

    def _unwrap(self, slot: Slot) -> bytes:
        return self.master.unwrap(slot.kid, slot.wrapped, slot_aad(slot.case_id, slot.circle, slot.version))

    def _new_slot(self, case_id: str, circle: str, version: int) -> Slot:
        if not case_id or not circle:
            raise VaultError("A key needs a case and a circle.")
        kid = self.master.current
        wrapped = self.master.wrap(os.urandom(KEY_BYTES), slot_aad(case_id, circle, version))
        return self.keystore.add(case_id, circle, version, kid, wrapped)
