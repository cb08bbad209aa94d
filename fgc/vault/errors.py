"""What can go wrong with keys and seals.

These errors live beside the vault, not in `fgc.core`, so that the package can be read, tested and
moved on its own. Messages name files and versions, never words of a case, and never key material.
"""

from __future__ import annotations


class VaultError(Exception):
    """Base of everything the vault raises on purpose."""


class SealBroken(VaultError):
    """A sealed value was changed, cut, moved to another place, or never was one."""


class NotSealable(VaultError, ValueError):
    """The value handed in cannot be sealed: too long, or not valid Unicode."""


class KeyGone(VaultError):
    """The key was shredded. What it sealed can never be read again, by anyone."""


class KeysUnavailable(VaultError):
    """The key store or a key file is missing, unreachable or older than the data."""


class WrongMaster(VaultError):
    """The key store was wrapped under a master key that we do not hold."""


class UnsafeKeyFile(VaultError):
    """A key file or its folder could be read by others, or is not a key file."""
