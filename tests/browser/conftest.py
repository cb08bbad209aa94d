"""A real server, a real Chromium and people in front of it; a test also fails on what a browser complained about."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.album import Album
from tests.browser.house import House
from tests.support import stores
from tests.support.needs import chromium_path, needed
from tests.support.server import running_server

CHROMIUM_ARGS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-quic",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts Chromium."""
    return {"executable_path": needed(chromium_path), "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server on a fresh store, and the doors into it. Every test makes a case of its own."""
    folder = tmp_path_factory.mktemp("house")
    with (
        stores.sqlite_store(folder) as url,
        running_server(folder, url, service_phone="0113 496 0001", row_lock_s=5) as server,
    ):
        made = House(browser, server)
        yield made
        made.close()


@pytest.fixture(autouse=True)
def nothing_to_complain(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: no console error, no refused script or style, no word of a case in a title, URL or console."""
    yield
    if "house" in request.fixturenames:
        house: House = request.getfixturevalue("house")
        assert house.complaints() == []


@pytest.fixture(scope="session")
def album() -> Album:
    """Where pictures go."""
    return Album()


@pytest.fixture
def guests(house: House) -> Iterator[Callable[..., Any]]:
    """`guests(world["mum"], "phone")`: somebody of a made-up world at a phone or a desk; they leave with the test."""
    came = []

    def come(who: Any, kind: str = "phone", **options: Any) -> Any:
        person = house.seat(who, kind, **options)
        came.append(person)
        return person

    yield come
    for person in came:
        person.leave()
