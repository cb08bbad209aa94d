"""Rewrapping data keys after the master key was rotated. Data is not touched.

Idempotent and resumable: a page of slots at a time, each slot changed only if it is still under the master
key it was read with.
"""

from __future__ import annotations

from dataclasses import dataclass

from fgc.vault.keystore import KeyStore
from fgc.vault.master import MasterKey, slot_aad


@dataclass(frozen=True)
class Rewrapped:
    """`changed` slots are now under master key `kid`; with none `left`, old lines may leave the file."""

    kid: str
    changed: int
    left: int


def rewrap(master: MasterKey, keystore: KeyStore) -> Rewrapped:
    """Wrap every slot under the current master key; raises WrongMaster if an old one is missing."""
    changed = 0
    while page := keystore.not_under(master.current):
        changes = []
        for slot in page:
            aad = slot_aad(slot.case_id, slot.circle, slot.version)
            dek = master.unwrap(slot.kid, slot.wrapped, aad)
            changes.append((slot, master.current, master.wrap(dek, aad)))
        changed += keystore.replace(changes)
    return Rewrapped(master.current, changed, len(keystore.not_under(master.current)))
