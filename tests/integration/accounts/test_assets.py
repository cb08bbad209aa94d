"""Built files: packed where the browser takes that, kept for ever by their name, with the same headers as pages."""

import gzip

import pytest
from flask import Flask


@pytest.mark.parametrize("name", ["app.css", "app.rtl.css", "base.js", "room.js"])
def test_a_file_comes_packed_and_is_kept_and_a_page_is_neither(app: Flask, name: str):
    address = f"/static/{app.extensions['fgc.assets'][name]}"
    plain = app.test_client().get(address, buffered=True)
    packed = app.test_client().get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert plain.status_code == packed.status_code == 200
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    smaller = app.test_client().get(address, headers={"Accept-Encoding": "br"}, buffered=True)
    assert smaller.headers["Content-Encoding"] == "br"
    for answer in (plain, packed):
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Accept-Encoding" in answer.headers["Vary"]
    page = app.test_client().get("/privacy", headers={"Accept-Encoding": "gzip, br"})
    assert page.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in page.headers


def test_nothing_beside_the_built_files_is_served(app: Flask):
    for path in ("/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml", "/static/nothing.css"):
        assert app.test_client().get(path).status_code == 404
