"""The service's signature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fgc.vault import Signer, UnsafeKeyFile, fingerprint_of, verify

DOMAIN = b"fgc-decision/1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "signing.key"


def test_anyone_can_verify_what_was_signed(path: Path) -> None:
    signer = Signer.create(path)
    signature = Signer.from_file(path).sign(DOMAIN, b"{}")
    assert len(signature) == 64
    assert verify(signer.public_bytes, DOMAIN, b"{}", signature)


def test_forger_cannot_change_words_purpose_key_or_signature(path: Path) -> None:
    signer, other = Signer.create(path), Signer.create(path.with_name("other.key"))
    signature = signer.sign(DOMAIN, b"{}")
    assert not verify(signer.public_bytes, DOMAIN, b"{ }", signature)
    assert not verify(signer.public_bytes, b"fgc-checkpoint/1", b"{}", signature)
    assert not verify(other.public_bytes, DOMAIN, b"{}", signature)
    for bit in range(len(signature) * 8):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << (bit % 8)
        assert not verify(signer.public_bytes, DOMAIN, b"{}", bytes(changed))
    assert not verify(b"short", DOMAIN, b"{}", signature)
    assert not verify(signer.public_bytes, DOMAIN, b"{}", b"")


@pytest.mark.parametrize("domain", [b"", b"a\x00b"])
def test_signer_cannot_use_an_ambiguous_domain(path: Path, domain: bytes) -> None:
    with pytest.raises(ValueError, match="domain"):
        Signer.create(path).sign(domain, b"x")


def test_reader_can_compare_the_fingerprint(path: Path) -> None:
    signer = Signer.create(path)
    assert re.fullmatch(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", signer.fingerprint)
    assert signer.fingerprint == fingerprint_of(signer.public_bytes)
    assert signer.fingerprint.replace(" ", "").startswith(signer.kid)


def test_operator_cannot_overwrite_or_expose_the_key(path: Path) -> None:
    Signer.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        Signer.create(path)
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(UnsafeKeyFile, match="exactly one"):
        Signer.from_file(path)
    path.chmod(0o644)
    with pytest.raises(UnsafeKeyFile, match="0644"):
        Signer.from_file(path)
