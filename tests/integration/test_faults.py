"""When the store fails: an error page that gives the words back, and nothing half written."""

from pathlib import Path

from flask import Flask
from sqlalchemy import event, func, select, text

from config.settings import load_settings
from fgc.app import create_app
from fgc.audit import trail
from fgc.audit.models import AuditEntry
from fgc.cases.models import CircleEntry
from fgc.core import database, uow
from tests.factories.world import World, make_world
from tests.support import stores

WORDS = "She has been so brave this week."


def written(world: World) -> tuple[int, int]:
    """How many circle entries and audit entries of the case there are."""
    with world.app.app_context(), uow.read() as session:
        entries = session.scalar(select(func.count()).select_from(CircleEntry)) or 0
        audit = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.log == world.case_id)) or 0
    return entries, audit


def made(folder: Path, url: str) -> World:
    """A case on a SQLite store of its own."""
    return make_world(create_app(load_settings(data_dir=folder, database_url=url)))


def close(app: Flask) -> None:
    """Give everything back."""
    app.extensions["fgc.database"].close()
    app.extensions["fgc.vault"].keystore.close()


def test_a_locked_store_keeps_the_words_and_writes_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MS", 200)
    with stores.sqlite_store(tmp_path) as url:
        world = made(tmp_path, url)
        before = written(world)
        other = database.open_engine(url)
        with other.connect() as holder:
            holder.execute(text("SELECT 1"))
            answer = world.post("mum", "/notes", circle="everyone", body=WORDS)
            assert answer.status_code == 503
            assert WORDS in answer.text
            holder.rollback()
        assert written(world) == before
        assert world.post("mum", "/notes", circle="everyone", body=WORDS).status_code == 303
        assert written(world)[0] == before[0] + 1
        other.dispose()
        close(world.app)


def test_a_full_disk_keeps_the_words_and_writes_nothing(tmp_path: Path):
    with stores.sqlite_store(tmp_path) as url:
        world = made(tmp_path, url)
        before = written(world)
        engine = world.app.extensions["fgc.database"].engine
        engine.dispose()

        def no_room(connection, _record) -> None:
            connection.execute("PRAGMA max_page_count=1")

        event.listen(engine, "connect", no_room)
        answer = None
        for number in range(200):
            answer = world.post("mum", "/notes", circle="everyone", body=f"{WORDS} {number} " + "x" * 3000)
            if answer.status_code != 303:
                break
        assert answer is not None and answer.status_code == 503
        assert WORDS in answer.text
        event.remove(engine, "connect", no_room)
        engine.dispose()
        entries, audit = written(world)
        assert entries - before[0] == number, "every note that was taken is there, the refused one is not"
        assert audit >= before[1] + number
        with world.app.app_context(), uow.read() as session:
            assert trail.verify(session, world.case_id) == ""
        close(world.app)
