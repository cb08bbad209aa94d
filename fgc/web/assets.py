"""Built front-end files: names with their hash, read once from `static/dist/manifest.json`."""

import json
from collections.abc import Mapping
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, url_for
from whitenoise import WhiteNoise


def read_manifest(folder: Path) -> dict[str, str]:
    """Plain name → built name. Empty when the front end has not been built yet."""
    path = folder / "manifest.json"
    if not path.exists():
        return {}
    return {str(key): str(value) for key, value in json.loads(path.read_text("utf-8")).items()}


def init_assets(app: Flask, folder: Path, headers: Mapping[str, str]) -> None:
    """Offer `static_file(name)` to templates, and serve the files, packed where the browser takes that.

    `headers` go with every file, and each may be kept for ever, because its name changes with its words. Pages
    themselves are never packed: they carry words and a form token, and the size of packed secrets tells.
    """
    manifest = read_manifest(folder)
    app.extensions["fgc.assets"] = manifest
    hashed = frozenset(manifest.values())

    def dress(kept: Headers, _path: str, url: str) -> None:
        for name, value in headers.items():
            kept[name] = value
        if url.rpartition("/")[2] not in hashed:
            kept["Cache-Control"] = "no-store"

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix="static/", max_age=0, allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.rpartition("/")[2] in hashed, add_headers_function=dress,
    )  # fmt: skip

    def static_file(name: str) -> str:
        return url_for("static", filename=manifest.get(name, name))

    app.jinja_env.globals["static_file"] = static_file
