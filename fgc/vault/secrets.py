"""Hashing what people type to get in: passwords and PINs.

Argon2id (19 MiB, two passes, one lane) over HMAC(pepper, text). The pepper comes from the vault, so hashes
stolen without the key store cannot be guessed at. At most four run at once, so that sign-ins cannot eat
the memory.
"""

from __future__ import annotations

import hmac
import os
import unicodedata
from threading import BoundedSemaphore

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fgc.vault.current import current_vault

PEPPER_LABEL = "pin-pepper"
_AT_ONCE = BoundedSemaphore(4)
_SALT_BYTES = 16
_DUMMY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A" * 43


def hash_secret(text: str, pepper: bytes | None = None) -> str:
    """The PHC string to store. Outside an app context (a worker thread) pass `vault.named("pin-pepper")`."""
    typed = _peppered(text, pepper)
    with _AT_ONCE:
        kdf = Argon2id(salt=os.urandom(_SALT_BYTES), length=32, iterations=2, lanes=1, memory_cost=19_456)
        return kdf.derive_phc_encoded(typed)


def verify_secret(phc: str, text: str, pepper: bytes | None = None) -> bool:
    """Whether `text` is the secret behind `phc`; a damaged hash matches nothing."""
    typed = _peppered(text, pepper)
    with _AT_ONCE:
        try:
            Argon2id.verify_phc_encoded(typed, phc)
        except (InvalidKey, ValueError):
            return False
        return True


def burn_time(text: str = "", pepper: bytes | None = None) -> None:
    """Take as long as `verify_secret` for someone we do not know, so that timing tells nothing."""
    verify_secret(_DUMMY, text, pepper)


def _peppered(text: str, pepper: bytes | None) -> bytes:
    """HMAC of the normalised text: keyboards write the same letter in different ways."""
    key = pepper if pepper is not None else current_vault().named(PEPPER_LABEL)
    typed = unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")
    return hmac.digest(key, typed, "sha256")
