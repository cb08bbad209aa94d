"""Passwords, PINs, one-time codes and onward paths: the pure rules."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from fgc.accounts import rules

NOON = datetime(2026, 3, 2, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    ["Password1234", "Welcome2024!!", "FamilyMeeting1", "family meeting 2026", "SocialWorker99", "123456789012",
     "qwertyuiop123", "aaaaaaaaaaaa", "abcabcabcabc", "P@ssw0rd12345", "CouncilConference", "abcdefghijklm"],
)  # fmt: skip
def test_anybody_can_guess_these_passwords(password: str):
    assert rules.is_weak_password(password)


@pytest.mark.parametrize(
    "password", ["seven purple lanterns sing", "xK9#mQ2$vL5@pR", "gravel-otter-mandolin", "drizzle over Ilkley 31"]
)
def test_nobody_guesses_these_passwords(password: str):
    assert not rules.is_weak_password(password, "sam.field@agency.example", "Sam Field")


def test_a_password_cannot_be_the_own_address():
    assert rules.is_weak_password("samfield.agency1", "samfield@agency.example")


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "121212", "123123", "111222", "890123"])
def test_anybody_can_guess_these_pins(pin: str):
    assert rules.is_weak_pin(pin)


def test_an_ordinary_pin_is_taken():
    assert not rules.is_weak_pin("274916")


def test_a_code_counts_once_and_with_one_step_of_drift():
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(NOON)
    step = rules.matching_step(secret, code, NOON, 0)
    assert step is not None
    assert rules.matching_step(secret, code, NOON, step) is None
    assert rules.matching_step(secret, code, NOON + timedelta(seconds=30), 0) == step
    assert rules.matching_step(secret, code, NOON + timedelta(seconds=90), 0) is None


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "https://evil.example", "/a/../b", "x", "", "/a?b"]
)
def test_a_page_never_leads_to_another_site(to: str):
    assert rules.safe_path(to) == ""


def test_a_page_leads_on_inside():
    assert rules.safe_path("/c/c_abcDEF-1/home") == "/c/c_abcDEF-1/home"


def test_what_people_type_is_read_kindly():
    assert rules.digits_of(" 12 34-56 ") == "123456"
    assert rules.digits_of("١٢٣") == "123"
    assert rules.letters_of("abcd efgh-jk") == "ABCDEFGHJK"


def test_codes_have_no_look_alikes():
    code = rules.new_letters(2_000)
    assert not set(code) & set("01IO")
    assert len(set(code)) == 32
