"""Laws of the templates: they parse, escape, carry no inline script or style, and every form carries the token."""

import re
from pathlib import Path

import pytest
from flask import Flask

from config.settings import ROOT

FOLDER = ROOT / "templates"
PAGES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


def text(name: str) -> str:
    """The source of a template."""
    return (FOLDER / name).read_text("utf-8")


def bare(name: str) -> str:
    """The source without Jinja comments."""
    return re.sub(r"\{#.*?#\}", "", text(name), flags=re.S)


def test_every_template_parses_with_the_filters_of_the_app(app: Flask):
    for name in PAGES:
        app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_has_nothing_inline_and_nothing_unescaped(name: str):
    source = bare(name)
    assert not re.search(r"\sstyle\s*=", source), "no inline style"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source), "no inline handlers"
    assert not re.search(r"<script(?![^>]*\ssrc=)", source), "no inline script"
    assert "<style" not in source
    assert "|safe" not in source.replace(" ", ""), "text goes in by autoescape"
    assert "autoescape false" not in source
    assert "javascript:" not in source


@pytest.mark.parametrize("name", PAGES)
def test_every_form_that_writes_carries_the_token(name: str):
    forms = re.findall(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)</form>", bare(name), flags=re.S)
    assert all("csrf" in form for form in forms)


NEUTRAL = r"\{\{(?!\s*(n?gettext|_)\(|\s*heading\s*\}\})"


@pytest.mark.parametrize("name", [page for page in PAGES if "/_" not in page and not page.startswith("components/")])
def test_a_page_has_a_neutral_title(name: str):
    title = re.search(r"\{% block title %\}(.*?)\{% endblock %\}", bare(name), flags=re.S)
    if title:
        assert not re.search(NEUTRAL, title.group(1)), "a title holds no words of a case"


def test_no_script_of_ours_writes_markup():
    for path in (ROOT / "static" / "src" / "js").rglob("*.js"):
        source = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert word not in source, f"{path.name}: {word}"


def test_this_check_can_fail(tmp_path: Path):
    assert re.search(r"\sstyle\s*=", '<p style="color:red">')
    assert re.search(r"<script(?![^>]*\ssrc=)", "<script>alert(1)</script>")
