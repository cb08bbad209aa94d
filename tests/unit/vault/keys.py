"""Where the keys of one test lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fgc.vault import KeyStore


@dataclass(frozen=True)
class Keys:
    """Where one test's keys lie."""

    master_file: Path
    keys_db: Path
    tombstones: Path

    @property
    def url(self) -> str:
        """The key store's URL."""
        return f"sqlite:///{self.keys_db}"

    def open_store(self) -> KeyStore:
        """Open the key store as a fresh process would."""
        return KeyStore(self.url, tombstones=self.tombstones)
