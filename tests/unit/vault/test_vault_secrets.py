"""Hashing of passwords and PINs."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from flask import Flask

from fgc.vault import PEPPER_LABEL, Vault, burn_time, hash_secret, secrets, verify_secret

PEPPER = bytes(range(32))


def test_owner_can_use_the_secret_and_others_cannot() -> None:
    stored = hash_secret("428 913", PEPPER)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "428" not in stored
    assert verify_secret(stored, "428 913", PEPPER)
    assert not verify_secret(stored, "428 914", PEPPER)
    assert not verify_secret(stored, "", PEPPER)


def test_thief_cannot_guess_without_the_pepper() -> None:
    assert not verify_secret(hash_secret("428913", PEPPER), "428913", b"another pepper")


def test_same_secret_cannot_be_recognised() -> None:
    assert hash_secret("428913", PEPPER) != hash_secret("428913", PEPPER)


def test_owner_can_type_the_same_letter_on_another_keyboard() -> None:
    assert verify_secret(hash_secret("caf\u00e9", PEPPER), "cafe\u0301", PEPPER)


@pytest.mark.parametrize("stored", ["", "rubbish", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "$2b$12$abcdef"])
def test_nobody_can_use_a_damaged_hash(stored: str) -> None:
    assert not verify_secret(stored, "428913", PEPPER)


def test_pepper_can_come_from_the_applications_vault(vault: Vault) -> None:
    app = Flask("secrets-test")
    app.extensions["fgc.vault"] = vault
    with app.app_context():
        stored = hash_secret("428913")
        assert verify_secret(stored, "428913")
        burn_time("428913")
    assert verify_secret(stored, "428913", vault.named(PEPPER_LABEL))


def test_unknown_user_cannot_be_told_by_the_time_it_takes() -> None:
    stored = hash_secret("428913", PEPPER)

    def best(work: object) -> float:
        assert callable(work)
        times = []
        for _ in range(4):
            start = time.thread_time()
            work()
            times.append(time.thread_time() - start)
        return min(times)

    known = best(lambda: verify_secret(stored, "000000", PEPPER))
    assert 0.4 < best(lambda: burn_time("000000", PEPPER)) / known < 2.5


def test_fifth_cannot_hash_while_four_do(monkeypatch: pytest.MonkeyPatch) -> None:
    all_inside, may_leave = Barrier(5), Event()

    class Held:
        @staticmethod
        def verify_phc_encoded(_typed: bytes, _phc: str) -> None:
            all_inside.wait(timeout=20)
            assert may_leave.wait(timeout=20)

    monkeypatch.setattr(secrets, "Argon2id", Held)
    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(verify_secret, "x", "y", PEPPER) for _ in range(4)]
        all_inside.wait(timeout=20)
        assert not secrets._AT_ONCE.acquire(blocking=False)
        may_leave.set()
        assert all(result.result() for result in results)
    assert secrets._AT_ONCE.acquire(blocking=False)
    secrets._AT_ONCE.release()
