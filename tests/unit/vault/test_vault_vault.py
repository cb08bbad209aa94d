"""The vault as the rest of the program uses it: places, purposes, rotation, the cache, the self-test."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fgc.vault import (
    SYSTEM,
    KeyStore,
    KeysUnavailable,
    LocalMaster,
    SealBroken,
    Signer,
    Vault,
    VaultError,
    WrongMaster,
    current_signer,
    current_vault,
)
from fgc.vault.dek_cache import DataKey, DekCache
from tests.unit.vault.keys import Keys

NOTE = ("c_1", "family", "note", "n_1", "body")


def reopened(keys: Keys, store: KeyStore) -> Vault:
    """The vault as another process would open it: nothing cached."""
    return Vault(LocalMaster.from_file(keys.master_file), store)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(st.characters(exclude_categories=["Cs"])), rev=st.integers(0, 9))
def test_member_can_read_back_what_was_sealed(vault: Vault, text: str, rev: int) -> None:
    assert vault.open(*NOTE, vault.seal(*NOTE, text, rev), rev) == text


@pytest.mark.parametrize("position", range(5))
def test_thief_cannot_move_a_sealed_value(vault: Vault, position: int) -> None:
    there = list(NOTE)
    there[position] = "other"
    vault.seal(*there, "so that the other place has a key too")
    with pytest.raises(SealBroken):
        vault.open(*there, vault.seal(*NOTE, "words"))


def test_thief_cannot_roll_a_value_back_to_an_earlier_revision(vault: Vault) -> None:
    first = vault.seal(*NOTE, "first", rev=1)
    with pytest.raises(SealBroken):
        vault.open(*NOTE, first, rev=2)


def test_thief_cannot_point_a_value_at_another_key_version(vault: Vault) -> None:
    blob = vault.seal(*NOTE, "words")
    with pytest.raises(KeysUnavailable):
        vault.open(*NOTE, blob[:5] + b"\x02" + blob[6:])
    vault.rotate_circle("c_1", "family")
    with pytest.raises(SealBroken):
        vault.open(*NOTE, blob[:5] + b"\x02" + blob[6:])


def test_thief_cannot_swap_wrapped_keys_between_circles(vault: Vault, keys: Keys, store: KeyStore) -> None:
    blob = vault.seal(*NOTE, "words")
    vault.seal("c_1", "everyone", *NOTE[2:], "words")
    mine, other = store.get("c_1", "family", 1), store.get("c_1", "everyone", 1)
    assert mine is not None and other is not None
    store.replace([(mine, other.kid, other.wrapped)])
    with pytest.raises(SealBroken):
        reopened(keys, store).open(*NOTE, blob)


def test_member_can_read_old_and_new_after_a_circle_was_rotated(vault: Vault, keys: Keys, store: KeyStore) -> None:
    old = vault.seal(*NOTE, "old")
    assert vault.rotate_circle("c_1", "family") == 2
    new = vault.seal(*NOTE, "new")
    fresh = reopened(keys, store)
    assert (old[5], new[5]) == (1, 2)
    assert (fresh.open(*NOTE, old), fresh.open(*NOTE, new)) == ("old", "new")


def test_operator_can_rotate_the_master_without_touching_data(vault: Vault, keys: Keys, store: KeyStore) -> None:
    old_line = keys.master_file.read_bytes()
    blob = vault.seal(*NOTE, "words")
    pepper = vault.named("pin-pepper")
    LocalMaster.rotate(keys.master_file)
    both = reopened(keys, store)
    both.self_test()
    new = both.seal("c_2", *NOTE[1:], "sealed between the steps")
    first, second = both.rewrap(), both.rewrap()
    assert (first.changed, first.left, second.changed, second.left) == (2, 0, 0, 0)
    keys.master_file.write_bytes(keys.master_file.read_bytes().splitlines(keepends=True)[0])
    only_new = reopened(keys, store)
    only_new.self_test()
    assert only_new.open(*NOTE, blob) == "words"
    assert only_new.open("c_2", *NOTE[1:], new) == "sealed between the steps"
    assert only_new.named("pin-pepper") == pepper
    keys.master_file.write_bytes(old_line)
    with pytest.raises(WrongMaster):
        reopened(keys, store).open(*NOTE, blob)


def test_operator_cannot_start_with_another_master(vault: Vault, keys: Keys, store: KeyStore) -> None:
    vault.self_test()
    other = Vault(LocalMaster.create(keys.master_file.with_name("other.key")), store)
    with pytest.raises(WrongMaster):
        other.self_test()
    with pytest.raises(WrongMaster):
        other.named("pin-pepper")


def test_vault_cannot_make_a_second_system_key(vault: Vault, store: KeyStore) -> None:
    vault.seal(*NOTE, "words")
    store.shred(SYSTEM, "sub")
    vault.flush()
    for attempt in (vault.begin, vault.self_test, lambda: vault.named("pin-pepper")):
        with pytest.raises(VaultError):
            attempt()


def test_new_circle_can_be_first_on_an_empty_store(keys: Keys, store: KeyStore) -> None:
    vault = Vault(LocalMaster.create(keys.master_file), store)
    vault.self_test()
    assert vault.open(*NOTE, vault.seal(*NOTE, "words")) == "words"
    assert vault.named("a") == reopened(keys, store).named("a")


def test_purposes_cannot_share_a_key(vault: Vault) -> None:
    assert len({vault.named(label) for label in ("pin-pepper", "totp", "audit-mac", "bix/email")}) == 4


def test_lookup_can_find_a_value_however_it_was_typed(vault: Vault) -> None:
    found = vault.blind("email", "Nan.Jo@Example.org")
    assert len(found) == 16
    assert vault.blind("email", "  nan.jo@EXAMPLE.ORG ") == found
    assert vault.blind("ref", "ab  12") == vault.blind("ref", "AB 12")
    assert vault.blind("email", "other@example.org") != found
    assert vault.blind("ref", "Nan.Jo@Example.org") != found


def test_vault_cannot_seal_without_a_case_or_circle(vault: Vault) -> None:
    for case_id, circle in [("", "family"), ("c_1", "")]:
        with pytest.raises(VaultError):
            vault.seal(case_id, circle, "note", "n", "body", "words")


def test_cached_key_cannot_outlive_its_minute() -> None:
    now = [0.0]
    cache = DekCache(clock=lambda: now[0])
    key = DataKey(1, b"k")
    cache.put("c", "family", 1, key, cache.generation)
    now[0] = 59.9
    assert cache.get("c", "family", 1) == key
    now[0] = 60.0
    assert cache.get("c", "family", 1) is None


def test_key_fetched_before_a_flush_cannot_be_cached_after_it() -> None:
    cache = DekCache()
    before = cache.generation
    cache.flush()
    cache.put("c", "family", 1, DataKey(1, b"k"), before)
    assert cache.get("c", "family", 1) is None


def test_cache_cannot_grow_without_end() -> None:
    cache = DekCache()
    for number in range(10_000):
        cache.put(f"c{number}", "family", 1, DataKey(1, b"k"), cache.generation)
    kept = [number for number in range(10_000) if cache.get(f"c{number}", "family", 1)]
    assert 0 < len(kept) <= 4096
    assert kept[-1] == 9_999


def test_application_can_reach_its_vault_and_cannot_go_on_without(vault: Vault) -> None:
    app = Flask("vault-test")
    with app.app_context():
        for missing in (current_vault, current_signer):
            with pytest.raises(KeysUnavailable):
                missing()
        app.extensions["fgc.vault"] = vault
        app.extensions["fgc.signer"] = signer = Signer(bytes(32))
        assert current_vault() is vault
        assert current_signer() is signer
