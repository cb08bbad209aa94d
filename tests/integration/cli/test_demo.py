"""`fgc demo`: made once, printed again, entered as anybody; never beside real accounts unless asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from fgc.cli import cli
from fgc.commands.running import service
from fgc.rehearsal.browser import Browser
from fgc.rehearsal.doors import House
from fgc.rehearsal.staff import Login
from tests.integration.cli.conftest import Fgc, data

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[Path]:
    """A data folder with a demonstration, made once for this file."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FGC_DATA_DIR", str(folder))
        patch.setenv("PORT", "8000")
        made = CliRunner().invoke(cli, ["demo", "--if-missing"])
        assert (made.exit_code, made.stderr) == (0, "")
        assert "Maureen (family · nan)" in made.stdout
        yield folder


@pytest.fixture
def ways(house: Path) -> dict[str, dict[str, str]]:
    """How to enter, by first name."""
    found = data(CliRunner().invoke(cli, ["demo", "--json"]))
    return {way["name"].split()[0]: way for way in found["people"]}


def test_what_is_kept_is_for_its_owner_only(house: Path):
    assert (house / "demo.json").stat().st_mode & 0o777 == 0o600


def test_a_worker_can_sign_in_with_what_was_printed(house: Path, ways):
    way = ways["Ruth"]
    with service() as app:
        browser = Browser("coordinator", House(app, ORIGIN))
        page = browser.submit(browser.open("/sign-in"), "/sign-in", email=way["email"], password=way["password"])
        browser.submit(page, "/sign-in/code", code=way["code"])
        assert "J" in browser.open("/work/cases").seen.words
    assert Login("", "", "", way["secret"]).code().isdigit()


def test_a_family_member_can_come_back_with_what_was_printed(house: Path, ways):
    way = ways["Maureen"]
    with service() as app:
        browser = Browser("nan", House(app, ORIGIN))
        page = browser.submit(browser.open("/come-back"), "/come-back", code=way["code"], pin=way["pin"], phone="own")
        assert page.path.endswith("/home")
        assert "Craig" not in browser.open(page.path.replace("/home", "/around")).text


def test_somebody_invited_can_open_their_card(house: Path, ways):
    way = ways["Terry"]
    link, _, code = way["link"].partition("#")
    assert link == f"{ORIGIN}/j"
    with service() as app:
        browser = Browser("uncle", House(app, ORIGIN))
        page = browser.submit(browser.open("/j"), "/j", code=code, pin=way["pin"])
        assert page.path.endswith("/wait")
        assert "Terry" in page.seen.words


def test_it_is_made_once_and_codes_are_fresh_each_time(house: Path, ways):
    again = data(CliRunner().invoke(cli, ["demo", "--if-missing", "--json"]))
    assert len(data(CliRunner().invoke(cli, ["case", "list", "--json"]))) == 1
    assert {way["name"].split()[0]: way for way in again["people"]}["Bev"]["code"] != ways["Bev"]["code"]


def test_it_is_not_added_beside_real_accounts(begun: Fgc, folder: Path):
    result = begun("demo", "--if-missing")
    assert (result.exit_code, result.stdout) == (0, "")
    assert not (folder / "demo.json").exists()
