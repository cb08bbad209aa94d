"""The virtual environment in .venv and the hash-pinned packages inside it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

from config.setup.steps import (
    REQUIREMENTS,
    ROOT,
    VENV,
    SetupError,
    digest,
    is_done,
    mark_done,
    run,
    say,
    works,
)

PYTHON = VENV / "bin" / "python"
# Never fetch another Python, trust what the system trusts, and ignore settings of a folder above.
UV_ENV = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "UV_NO_CONFIG": "1", "VIRTUAL_ENV": str(VENV)}


def make_environment() -> None:
    """Create .venv unless a working one of this very Python version is there."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    same = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    if is_done("environment", version) and works([PYTHON, "-c", same]):
        return
    if PYTHON.exists() and not works([PYTHON, "-c", same]):
        say(".venv belongs to another Python: making it anew")
        shutil.rmtree(VENV)
    say(f"making .venv for Python {version}")
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        run([sys.executable, "-m", "venv", VENV])
    else:
        _with_virtualenv()
    mark_done("environment", version)


def _with_virtualenv() -> None:
    """For systems that ship Python without its venv module, Debian among them."""
    say("this python3 has no venv module, so virtualenv is used instead")
    if works([sys.executable, "-m", "virtualenv", "--version"]):
        run([sys.executable, "-m", "virtualenv", "--quiet", VENV])
    elif program := shutil.which("virtualenv"):
        run([program, "--quiet", "--python", sys.executable, VENV])
    elif works([sys.executable, "-m", "pip", "--version"]):
        with tempfile.TemporaryDirectory() as folder:
            run([sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "virtualenv"])
            run([sys.executable, "-m", "virtualenv", "--quiet", VENV], env={"PYTHONPATH": folder})
    elif apt_install("python3-venv"):
        run([sys.executable, "-m", "venv", VENV])
    else:
        raise SetupError("python3 has no venv module and no pip: install python3-venv, then try again.")


def apt_install(*packages: str) -> bool:
    """Install Debian packages when this is a Debian system and we are root; False when that cannot be."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installing {' '.join(packages)} with apt-get")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-qq"], env=quiet)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet)
    except SetupError as error:
        say(str(error))
        return False
    return True


def install_locked(kind: str) -> None:
    """Install config/requirements/<kind>.lock, refusing every file whose hash is not in it."""
    lock = REQUIREMENTS / f"{kind}.lock"
    state = digest([lock])
    if is_done(f"packages-{kind}", state):
        return
    say(f"installing the packages of {lock.relative_to(ROOT)}")
    if not _through_uv(lock):
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
    mark_done(f"packages-{kind}", state)


def get_uv() -> Path:
    """The pinned uv inside .venv, installed from its own small lock when it is not there yet."""
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        lock = REQUIREMENTS / "uv.lock"
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
    return uv


def _through_uv(lock: Path) -> bool:
    """Install with uv, which takes seconds; False when uv cannot be had or cannot do it here."""
    try:
        run([get_uv(), "pip", "install", "--quiet", "--require-hashes", "-r", lock], env=UV_ENV)
    except (SetupError, OSError) as error:
        say(f"uv could not do it, so pip does: {str(error).splitlines()[-1]}")
        return False
    return True


def install_project() -> None:
    """Put fgc, realtime and config on the path of .venv, editable, with the `fgc` command."""
    state = digest([ROOT / "pyproject.toml"])
    if is_done("project", state) and (VENV / "bin" / "fgc").exists():
        return
    say("installing fgc itself, editable")
    run([PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", "."])
    mark_done("project", state)
