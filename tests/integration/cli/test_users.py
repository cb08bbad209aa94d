"""`fgc user`: the first account, the way back, the end of an account."""

from pathlib import Path

from tests.integration.cli.conftest import Fgc, data


def test_an_operator_can_make_the_first_account_on_an_empty_folder(fgc: Fgc, folder: Path):
    made = data(fgc("user", "create", "ann@example.org", "--name", "Ann", "--agency", "family meetings", "--json"))
    assert made["link"].startswith("http://127.0.0.1:8000/set-up#")
    (row,) = data(fgc("user", "list", "--json"))
    assert (row["email"], row["state"], row["kind"]) == ("ann@example.org", "invited", "staff")
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_dir()} == {
        "data": 0o700, "keystore": 0o700, "secrets": 0o700,
    }  # fmt: skip


def test_an_operator_cannot_make_an_account_twice(begun: Fgc):
    again = begun("user", "create", "ann@example.org")
    assert again.exit_code == 1
    assert again.stderr == "Error: There is an account with this address already.\n"


def test_an_operator_can_reset_a_factor_and_gets_a_fresh_link(begun: Fgc):
    link = data(begun("user", "reset-factor", "ann@example.org", "--json"))["link"]
    assert link != data(begun("user", "reset-factor", "ann@example.org", "--json"))["link"]
    assert begun("user", "reset-factor", "nobody@example.org").exit_code == 1


def test_an_operator_can_close_an_account_after_saying_yes(begun: Fgc):
    assert begun("user", "disable", "ann@example.org", text="n\n").exit_code == 1
    assert data(begun("user", "list", "--json"))[0]["state"] == "invited"
    assert begun("user", "disable", "ann@example.org", text="y\n").exit_code == 0
    assert data(begun("user", "list", "--json"))[0]["state"] == "disabled"


def test_looking_makes_nothing(fgc: Fgc, folder: Path):
    for command in (["user", "list"], ["audit", "verify"], ["case", "list"], ["jobs", "sweep"], ["keys", "check"]):
        assert fgc(*command).exit_code == 1
    assert fgc("doctor").exit_code == 0
    assert not folder.exists()


def test_a_wrong_setting_ends_with_one_sentence(fgc: Fgc, monkeypatch):
    monkeypatch.setenv("FGC_TIME_ZONE", "Mars")
    for command in (["user", "list"], ["doctor"], ["serve", "--check"], ["keys", "check"], ["demo"]):
        result = fgc(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "Error: FGC_TIME_ZONE: is not a time zone such as Europe/London.\n"
