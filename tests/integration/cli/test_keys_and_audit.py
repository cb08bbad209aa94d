"""`fgc keys`, `fgc audit`, `fgc jobs`, `fgc case`."""

import sqlite3
from pathlib import Path

from fgc.commands.running import service
from fgc.vault import current_vault
from tests.factories.world import make_world
from tests.integration.cli.conftest import Fgc, data


def test_a_master_key_can_be_changed_and_everything_still_opens(begun: Fgc):
    before = data(begun("keys", "check", "--json"))
    assert begun("keys", "rotate", text="y\n").exit_code == 0
    assert begun("keys", "rewrap").stdout.startswith(f"{before['data_keys']} data keys were wrapped")
    after = data(begun("keys", "check", "--json"))
    assert after["master"] != before["master"]
    assert after["signing_key"] == before["signing_key"]
    assert data(begun("user", "list", "--json"))[0]["email"] == "ann@example.org"


def test_keys_that_do_not_fit_are_said_in_one_sentence(begun: Fgc, folder: Path):
    (folder / "secrets" / "master.key").write_text("A" * 43 + "=\n")
    result = begun("keys", "check")
    assert result.exit_code == 1
    assert "is not in the key file" in result.stderr


def test_a_whole_trail_is_whole_and_a_changed_one_is_found(begun: Fgc, folder: Path):
    assert data(begun("audit", "verify", "--json"))["ok"] is True
    with sqlite3.connect(folder / "data" / "fgc.db") as store:
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f'DROP TRIGGER "{name}"')
        store.execute("UPDATE audit_entry SET who = 'somebody' WHERE log = 'system' AND seq = 1")
    store.close()
    result = begun("audit", "verify")
    assert result.exit_code == 1
    assert "The chain system breaks at entry 1." in result.stdout


def test_an_operator_can_read_the_trail_but_not_that_of_private_time(begun: Fgc):
    shown = data(begun("audit", "show", "--json"))
    assert [entry["act"] for entry in shown] == ["account:create", "account:invite"]
    assert "ann" not in str(shown)
    assert begun("audit", "show", "--case", "c_1:private").exit_code == 1
    assert begun("audit", "verify", "--case", "c_1").exit_code == 1


def test_an_operator_can_list_cases_but_not_shred_a_real_one(begun: Fgc):
    with service() as app:
        world = make_world(app)
    (line,) = data(begun("case", "list", "--json"))
    assert (line["id"], line["stage"], line["rehearsal"]) == (world.case_id, "preparing", False)
    assert begun("case", "shred", world.case_id).exit_code == 1
    assert data(begun("case", "list", "--json"))[0]["shredded"] is False


def test_a_sweep_removes_keys_of_cases_that_never_were(begun: Fgc, folder: Path):
    with service() as app:
        world = make_world(app)
        current_vault().seal("c_never", "everyone", "note", "n_1", "body", "words")
    with sqlite3.connect(folder / "keystore" / "keys.db") as keys:
        keys.execute("UPDATE key_slot SET created_at = created_at - 200000")
    keys.close()
    assert data(begun("jobs", "sweep", "--json")) == {"private_deleted": 0, "keys_removed": 1, "files_removed": 0}
    with service() as app, app.app_context():
        assert world.seat("mum").role == "family"


def test_serving_is_checked_without_starting(begun: Fgc):
    result = begun("serve", "--check")
    assert (result.exit_code, result.stdout) == (0, "Ready to serve on http://127.0.0.1:8000.\n")
