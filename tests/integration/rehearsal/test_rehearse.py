"""`fgc rehearse` against the real server: all is well in a good house, and a broken rule is found."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fgc.cli import cli
from tests.integration.cli.conftest import data
from tests.support import stores
from tests.support.phone import until
from tests.support.server import ROOT, Server, running_server

pytestmark = pytest.mark.slow
MARKER = "mk-words-of-a-family"


def rehearse(server: Server, *words: str) -> Result:
    """Run the command with the settings of this server."""
    env = {name: value for name, value in server.env.items() if name.startswith("FGC_") or name == "PORT"}
    return CliRunner().invoke(cli, ["rehearse", "--people", "7", "--seconds", "3", *words], env=env)


def test_a_whole_conference_loses_doubles_and_leaks_nothing(tmp_path: Path):
    record = tmp_path / "kept" / "record.json"
    record.parent.mkdir()
    folder = tmp_path / "var"
    with stores.sqlite_store(folder) as url, running_server(folder, url, stage_notice_s=20) as server:
        result = rehearse(server, "--marker", MARKER, "--record", str(record), "--json")
        found = data(result)
        assert (found["faults"], found["leaks"]) == ([], [])
        assert (found["lost"], found["doubled"], found["leaked"], found["good"]) == (0, 0, 0, True)
        assert result.exit_code == 0
        assert found["sent"] >= 15
        assert found["delivered"] > found["sent"]
        env = {"FGC_DATA_DIR": str(folder), "FGC_DATABASE_URL": url}
        cases = data(CliRunner().invoke(cli, ["case", "list", "--json"], env=env))
        assert [(case["rehearsal"], case["shredded"]) for case in cases] == [(True, True)]
        assert {one["state"] for one in data(CliRunner().invoke(cli, ["user", "list", "--json"], env=env))} == {
            "disabled"
        }
        assert data(CliRunner().invoke(cli, ["audit", "verify", "--json"], env=env))["ok"]
        assert MARKER not in server.log
    assert CliRunner().invoke(cli, ["record", "verify", str(record)]).exit_code == 0
    stored = [path for path in folder.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
    assert stored == [], "words of a family lie open on the disk"


def test_a_house_where_the_coordinator_hears_private_time_fails(tmp_path: Path):
    with stores.sqlite_store(tmp_path) as url, running_server(tmp_path, url) as server:
        server.stop()
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]
        broken = [*command, "tests.integration.rehearsal.broken_house:wsgi"]
        with (tmp_path / "broken.log").open("wb") as out:
            process = subprocess.Popen(broken, cwd=ROOT, env=server.env, stdout=out, stderr=out)  # noqa: S603
        try:
            assert until(server._answers, 40)
            result = rehearse(server, "--json")
        finally:
            process.terminate()
            process.wait(20)
    assert result.exit_code == 1
    assert data(result)["leaked"] > 0
    assert any("/coordinator: socket" in leak for leak in data(result)["leaks"])


def test_a_server_that_is_not_there_is_said_in_one_sentence():
    result = CliRunner().invoke(cli, ["rehearse", "--url", "http://127.0.0.1:1"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Nobody answers at http://127.0.0.1:1. Start `fgc serve` first.\n"
    assert CliRunner().invoke(cli, ["rehearse", "--marker", "<b>"]).exit_code == 2
