"""Fixtures for every test: settings in an empty folder, an app on either store, a world of people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from config.settings import ROOT, Settings, load_settings
from fgc.app import create_app
from tests.factories.world import World, make_world
from tests.support import services, stores
from tests.support.needs import needed

# compiled templates, kept by the hash of their source: compiling them costs more than most tests
_KEPT = ROOT / ".pytest_cache" / "templates"
_KEPT.mkdir(parents=True, exist_ok=True)
TEMPLATES = FileSystemBytecodeCache(str(_KEPT))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated store: each test using it runs on both kinds."""
    if request.param == "sqlite":
        with stores.sqlite_store(tmp_path) as url:
            yield url
        return
    needed(services.postgres_url)
    with stores.postgres_store() as url:
        yield url


@pytest.fixture
def settings(store_url: str, tmp_path: Path) -> Settings:
    """Settings of a test server: short waits, an empty data folder."""
    return load_settings(data_dir=tmp_path, database_url=store_url, stage_notice_s=0, port=8000)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The HTTP side alone, without sockets."""
    made = create_app(settings)
    made.jinja_env.bytecode_cache = TEMPLATES
    yield made
    made.extensions["fgc.database"].close()
    made.extensions["fgc.vault"].keystore.close()


@pytest.fixture
def world(app: Flask) -> World:
    """A case in preparation with the usual people."""
    return make_world(app)


@pytest.fixture
def world_in(app: Flask) -> Callable[[str], World]:
    """Make a case in a stage: `world_in("private")`."""
    return lambda stage: make_world(app, stage)
