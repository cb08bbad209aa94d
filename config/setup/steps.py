"""The small things every set-up step needs: say a line, run a command, remember what was done."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "config" / "requirements"
_STAMPS = VENV / ".fgc"


class SetupError(Exception):
    """Set-up cannot go on. The text is for the person at the terminal: what is missing, what to do."""


def say(line: str) -> None:
    """Tell the person at the terminal what happens, one line."""
    sys.stdout.write(f"· {line}\n")
    sys.stdout.flush()


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a command to its end; its output is shown only when it fails, as part of the `SetupError`."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"`{' '.join(words)}` ended with {done.returncode}:\n{done.stdout.strip()}")


def works(command: Sequence[str | Path]) -> bool:
    """Whether a command can be run and ends well."""
    try:
        run(command)
    except (SetupError, OSError):
        return False
    return True


def digest(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files; folders are walked, absent ones count as absent."""
    total = hashlib.sha256()
    for top in sorted(paths):
        inside = sorted(part for part in top.rglob("*") if part.is_file()) if top.is_dir() else [top]
        for path in inside:
            total.update(f"{path.relative_to(ROOT)}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"absent")
    return total.hexdigest()


def is_done(name: str, state: str) -> bool:
    """Whether the step `name` was finished for exactly this state."""
    stamp = _STAMPS / name
    return stamp.is_file() and stamp.read_text() == state


def mark_done(name: str, state: str) -> None:
    """Remember that the step `name` was finished for this state."""
    _STAMPS.mkdir(parents=True, exist_ok=True)
    (_STAMPS / name).write_text(state)
