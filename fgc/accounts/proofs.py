"""Checking what people type to get in, out of the way of everybody else (`core.offload`), in steady time.

The vault hashes; this module finds the pepper inside the app context, because the pool's threads have none. Short
codes that must be found by their value (recovery, another phone) are kept as keyed hashes.
"""

import hmac

from fgc.core.offload import offload
from fgc.vault import PEPPER_LABEL, burn_time, current_vault, hash_secret, verify_secret


def hashed(text: str) -> str:
    """What to store of a password or PIN."""
    return offload(hash_secret, text, current_vault().named(PEPPER_LABEL))


def matches(stored: str | None, text: str) -> bool:
    """Whether a text is the secret behind `stored`; takes as long when there is nothing to compare with."""
    pepper = current_vault().named(PEPPER_LABEL)
    if stored is None:
        offload(burn_time, text, pepper)
        return False
    return offload(verify_secret, stored, text, pepper)


def keyed(label: str, text: str) -> bytes:
    """A hash of a short random code under a key of its own: 32 bytes."""
    return hmac.digest(current_vault().named(label), text.encode(), "sha256")
