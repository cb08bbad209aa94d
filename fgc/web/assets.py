"""Built front-end files: names with their hash, read once from `static/dist/manifest.json`."""

import json
from pathlib import Path

from flask import Flask, url_for


def read_manifest(folder: Path) -> dict[str, str]:
    """Plain name → built name. Empty when the front end has not been built yet."""
    path = folder / "manifest.json"
    if not path.exists():
        return {}
    return {str(key): str(value) for key, value in json.loads(path.read_text("utf-8")).items()}


def init_assets(app: Flask, folder: Path) -> None:
    """Offer `static_file(name)` to templates; a name that was not built is a mistake and says so."""
    manifest = read_manifest(folder)
    app.extensions["fgc.assets"] = manifest

    def static_file(name: str) -> str:
        return url_for("static", filename=manifest.get(name, name))

    app.jinja_env.globals["static_file"] = static_file
