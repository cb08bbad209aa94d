"""`fgc record verify` works away from the service: no settings, no data."""

from pathlib import Path

import pytest

from fgc.plan.canonical import encode
from fgc.plan.record_format import sealed_document
from tests.integration.cli.conftest import Fgc, data
from tests.unit.plan.samples import BODY, SIGNER


@pytest.fixture
def file(tmp_path: Path, monkeypatch) -> Path:
    """A signed record; the settings of this machine are wrong, and nobody minds."""
    monkeypatch.setenv("FGC_TIME_ZONE", "Mars")
    path = tmp_path / "record.json"
    path.write_bytes(encode(sealed_document(BODY, SIGNER.sign, SIGNER.public_bytes)))
    return path


def test_anybody_can_check_a_record_and_learns_whose_key_it_is(fgc: Fgc, file: Path, folder: Path):
    found = data(fgc("record", "verify", str(file), "--json"))
    assert (found["ok"], found["fingerprint"]) == (True, SIGNER.fingerprint)
    plain = fgc("record", "verify", str(file))
    assert (plain.exit_code, SIGNER.fingerprint in plain.stdout) == (0, True)
    assert not folder.exists()


def test_a_pinned_key_must_be_the_one_that_signed(fgc: Fgc, file: Path):
    assert fgc("record", "verify", str(file), "--key", SIGNER.fingerprint).exit_code == 0
    wrong = fgc("record", "verify", str(file), "--key", "0000 " * 16)
    assert (wrong.exit_code, "was not signed with the key you gave" in wrong.stdout) == (1, True)


def test_a_changed_record_is_found(fgc: Fgc, file: Path):
    file.write_bytes(file.read_bytes().replace(b"Gran", b"Aunt", 1))
    assert fgc("record", "verify", str(file)).exit_code == 1


def test_a_file_that_is_not_there_is_a_mistake_of_the_caller(fgc: Fgc, tmp_path: Path):
    assert fgc("record", "verify", str(tmp_path / "none.json")).exit_code == 2
