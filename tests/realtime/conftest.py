"""Real servers for the tests of the second door: threads on SQLite, gevent on PostgreSQL; one of each kind a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import services, stores
from tests.support.needs import needed
from tests.support.server import Server, running_server

BOTH = ["threads", pytest.param("gevent", marks=pytest.mark.service)]


@pytest.fixture(scope="session", params=BOTH)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of either kind."""
    folder: Path = tmp_path_factory.mktemp("server")
    if request.param == "threads":
        with stores.sqlite_store(folder) as url, running_server(folder, url) as running:
            yield running
        return
    needed(services.postgres_url)
    with stores.postgres_store() as url, running_server(folder, url, "gevent") as running:
        yield running
