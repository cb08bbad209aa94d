"""The throw-away stores that other tests stand on."""

import socket

import psycopg
import pytest
import redis
from sqlalchemy.engine import make_url

from tests.support import services
from tests.support.needs import needed
from tests.support.services import ServiceMissing, free_port, fresh_database, postgres_url, redis_url


@pytest.fixture
def forget(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Look for services anew in this test, and forget again afterwards what it found."""
    monkeypatch.setattr(services, "_postgres", services._postgres.__wrapped__)
    monkeypatch.setattr(services, "_redis", services._redis.__wrapped__)
    return monkeypatch


def exists(database: str) -> bool:
    server = make_url(postgres_url()).set(drivername="postgresql")
    with psycopg.connect(server.render_as_string(hide_password=False)) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    return found is not None


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        assert server.getsockname()[0] == "127.0.0.1"


@pytest.mark.service
def test_a_fresh_database_can_be_used_and_is_gone_afterwards() -> None:
    needed(postgres_url)
    with fresh_database("own_check") as url:
        database = make_url(url).database or ""
        assert url.startswith("postgresql+psycopg://")
        assert database.startswith("fgc_test_own_check_")
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        left_open = psycopg.connect(plain)
        left_open.execute("CREATE TABLE words (word text)")
        left_open.commit()
        assert exists(database)
    assert not exists(database)
    left_open.close()


@pytest.mark.service
def test_two_fresh_databases_of_one_name_never_meet() -> None:
    needed(postgres_url)
    with fresh_database("pair") as one, fresh_database("pair") as other:
        assert one != other


def test_a_name_that_is_not_plain_is_refused() -> None:
    with pytest.raises(ValueError, match="plain name"), fresh_database('x"; DROP DATABASE postgres'):
        pass


@pytest.mark.service
def test_numbered_redis_databases_are_apart() -> None:
    one, other = needed(lambda: (redis_url(14), redis_url(15)))
    with redis.Redis.from_url(one) as here, redis.Redis.from_url(other) as there:
        here.set("fgc-own-check", "1", ex=5)
        assert there.get("fgc-own-check") is None
        here.delete("fgc-own-check")


def test_a_named_postgresql_that_is_not_there_is_missing(forget: pytest.MonkeyPatch) -> None:
    forget.setenv("FGC_TEST_DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    with pytest.raises(ServiceMissing, match="FGC_TEST_DATABASE_URL"):
        postgres_url()


def test_a_named_redis_that_is_not_there_is_missing(forget: pytest.MonkeyPatch) -> None:
    forget.setenv("FGC_TEST_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    with pytest.raises(ServiceMissing, match="FGC_TEST_REDIS_URL"):
        redis_url()


def absent() -> str:
    raise ServiceMissing("the thing is not there")


def test_a_missing_service_skips_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FGC_TEST_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="the thing is not there"):
        needed(absent)


def test_a_missing_service_fails_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FGC_TEST_REQUIRE", "1")
    with pytest.raises(pytest.fail.Exception, match="the thing is not there"):
        needed(absent)
