"""Laws of the house, read from the source itself: sizes, docstrings, banned words, where models may go."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import ROOT

OURS = ("fgc", "realtime", "config")
BANNED = {
    "print": "write through click.echo or the log",
    "eval": "never",
    "exec": "never",
    "render_template_string": "templates live in templates/",
    "Markup": "text goes in by autoescape",
}
ONLY_IN = {
    "current_user": ("fgc/accounts/identity.py",),
    "emit": ("realtime/deliver.py",),
    "pickle": (),
    "marshal": (),
}


def sources() -> list[Path]:
    """Every module of ours but migrations."""
    return sorted(path for part in OURS for path in (ROOT / part).rglob("*.py") if "versions" not in path.parts)


def name_of(path: Path) -> str:
    """Path below the top, with slashes."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text("utf-8"))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, nested ones included."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_module_is_short_and_says_what_lives_in_it(path: Path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300, "split it by noun"
    assert ast.get_docstring(tree(path)) or not text.strip(), "say what lives here and why"


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_function_is_short_and_public_ones_are_described(path: Path):
    module = tree(path)
    for node in functions(module):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= 40, f"{node.name} has {length} lines"
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} needs a docstring"


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_nothing_banned_is_called_and_some_things_only_in_one_place(path: Path):
    here = name_of(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = called(node)
            assert name not in BANNED or isinstance(node.func, ast.Attribute), f"{name}: {BANNED.get(name)}"
            assert name not in ONLY_IN or here in ONLY_IN[name], f"{name} only in {ONLY_IN[name]}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                assert alias.name not in ONLY_IN or here in ONLY_IN[alias.name], f"{alias.name} not here"
                is_session = isinstance(node, ast.ImportFrom) and node.module == "flask" and alias.name == "session"
                assert not is_session, "our sessions are rows, not Flask's"


@pytest.mark.parametrize("path", [path for path in sources() if name_of(path).startswith("fgc/")], ids=name_of)
def test_tables_of_a_slice_stay_inside_it_and_out_of_its_pages(path: Path):
    here = name_of(path)
    if here.startswith("fgc/migrations/"):
        return
    slice_name = here.split("/")[1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and re.fullmatch(r"fgc\.\w+\.models", node.module):
            owner = node.module.split(".")[1]
            assert "/views/" not in here and not here.endswith("views.py"), "a page asks queries and actions"
            assert owner == slice_name, f"{node.module} belongs to {owner}: ask its queries"


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_file_of_pages_has_at_most_eight(path: Path):
    if "views" not in path.parts:
        return
    views = [
        node for node in functions(tree(path))
        if any(isinstance(deco, ast.Call) and called(deco) in ("get", "post", "route") for deco in node.decorator_list)
    ]  # fmt: skip
    assert len(views) <= 8, "split it by noun"


def test_no_grab_bags():
    bad = {"utils", "helpers", "common", "services", "misc"}
    assert [name_of(path) for path in sources() if path.stem in bad or path.parent.name in bad] == []


def test_no_left_overs():
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b(?! #\d)")
    files = [*sources(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "src").rglob("*.*")]
    assert [name_of(path) for path in files if pattern.search(path.read_text("utf-8", "ignore"))] == []


def test_actions_never_import_flask_sockets_nor_does_anything_else_in_fgc():
    for path in (ROOT / "fgc").rglob("*.py"):
        assert "flask_socketio" not in path.read_text("utf-8"), name_of(path)
