"""Words are nowhere on disk and in no log, whatever was done with them."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from fgc.core import uow
from tests.factories.notes import father_apart, paragraphs, shared_report, write
from tests.factories.world import World

MARK = "Zq7-planted-words"


def _do_everything(world: World) -> None:
    father_apart(world)
    note = write(world, "mum", "family", MARK)
    write(world, "school", "workers", MARK, reason="other", reason_words=MARK)
    world.post("mum", f"/notes/{note}/correct", body=MARK)
    world.post("mum", "/notes", circle="", body=MARK)
    world.post("mum", "/notes", circle="workers", body=MARK)
    report = shared_report(world, worries=MARK)
    first = paragraphs(world.get("mum", f"/read/{report}").text)[0]
    world.post("mum", f"/read/{report}/reply", paragraph=first, circle="everyone", body=MARK)
    world.post("gp", "/report", going_well=MARK, hidden=MARK, reason="other", reason_words=MARK, rev="0")
    world.post("child", "/thoughts/feeling", circle="everyone", words=MARK, feeling="sad")
    world.post("mum", "/thoughts/good", circle=f"own:{world['mum'].id}", words=MARK)
    world.post("coordinator", f"/send-on/{report}", member=world["dad"].id, words=MARK)
    assert MARK in world.post("mum", "/notes/search", text=MARK).text


def test_planted_words_are_not_in_the_store_nor_in_the_logs(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd
):
    with caplog.at_level(logging.DEBUG):
        _do_everything(world)
    assert MARK not in caplog.text
    assert MARK not in "".join(capfd.readouterr())
    places = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert places
    for path in places:
        assert MARK.encode() not in path.read_bytes(), path.name
    with world.app.app_context(), uow.read() as session:
        for table in ("note", "report", "report_paragraph", "thought", "audit_entry", "circle_entry"):
            assert MARK not in str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608


def test_no_title_and_no_address_carries_words(world: World):
    answer = world.post("mum", "/notes", circle="family", body=MARK)
    assert MARK not in answer.headers["Location"]
    answer = world.post("child", "/thoughts/feeling", circle="everyone", words=MARK, feeling="not_safe")
    assert "safe" not in answer.headers["Location"]
    page = world.get("mum", "/notes").text
    assert "<title>Notes</title>" in page
