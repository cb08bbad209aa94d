"""Marks of what was shredded, kept twice: in the key store and in a file outside its backup.

Restoring last month's key store brings shredded keys back. The file does not travel with that backup,
so opening the store applies its marks again. A mark is a hash: it shows that something was erased, not what.
The file is only ever appended to (it may carry the append-only attribute).
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from fgc.vault.derive import packed
from fgc.vault.errors import VaultError
from fgc.vault.keyfile import check_private_file, sync_dir

WHOLE_CASE = ""
_WHOLE_CASE_IN_FILE = "0" * 64
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9a-f]{64})")
_LINE_LENGTH = 129


class Mark(NamedTuple):
    """A shredded case, or one shredded circle of a case. `circle_hash` is empty for the whole case."""

    case_hash: str
    circle_hash: str


def mark_of(case_id: str, circle: str | None) -> Mark:
    """The mark for a case (circle None) or for one of its circles."""
    case_hash = hashlib.sha256(packed(b"fgc1/tomb", case_id.encode())).hexdigest()
    if circle is None:
        return Mark(case_hash, WHOLE_CASE)
    return Mark(case_hash, hashlib.sha256(packed(b"fgc1/tomb", case_id.encode(), circle.encode())).hexdigest())


class TombstoneFile:
    """The append-only file of marks, one a line, mode 0600."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def marks(self) -> set[Mark]:
        """All marks. A line cut short by a crash is left out: its shredding is finished by replay."""
        if not self._path.exists():
            return set()
        check_private_file(self._path, self._path.stat())
        return {_parsed(line) for line in self._path.read_text("ascii").splitlines() if len(line) >= _LINE_LENGTH}

    def append(self, mark: Mark) -> None:
        """Write one mark through to the disk."""
        line = f"{mark.case_hash} {mark.circle_hash or _WHOLE_CASE_IN_FILE}\n"
        is_new = not self._path.exists()
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            os.write(handle, (("\n" if torn else "") + line).encode("ascii"))
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync_dir(self._path.parent)


def _parsed(line: str) -> Mark:
    match = _LINE.fullmatch(line)
    if match is None:
        raise VaultError("The tombstones file holds a line that is not a mark; restore it from a copy.")
    case_hash, circle_hash = match.groups()
    return Mark(case_hash, WHOLE_CASE if circle_hash == _WHOLE_CASE_IN_FILE else circle_hash)
