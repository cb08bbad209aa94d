"""Accounts of the workers who play: made through the configured store, because nobody can make them from outside."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

import pyotp

from fgc.accounts import actions
from fgc.accounts.actions.accounts import STAFF
from fgc.rehearsal.cast import Part

_WORDS = (
    "amber", "basil", "cedar", "delta", "ember", "fable", "grove", "haven", "inlet", "jolly", "kayak", "lilac", "maple",
    "noble", "otter", "plume", "quill", "raven", "sable", "tulip", "ultra", "vivid", "willow", "yonder", "zephyr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Login:
    """How a worker gets in."""

    account_id: str
    email: str
    password: str
    secret: str

    def code(self) -> str:
        """The one-time code of this moment."""
        return pyotp.TOTP(self.secret).now()


def new_password() -> str:
    """Four words and a number: easy to read from a screen, more than 30 random bits."""
    return "-".join([*(secrets.choice(_WORDS) for _word in range(4)), str(1000 + secrets.randbelow(9000))])


def make_login(part: Part, address: str) -> Login:
    """A ready account for one part. Needs the app context of the store."""
    password, secret = new_password(), pyotp.random_base32()
    account_id = actions.create_ready_account(address, part.name, part.agency, STAFF, password, secret)
    return Login(account_id, address, password, secret)


def close_accounts(logins: Iterable[Login]) -> None:
    """Close accounts for good. Needs the app context of the store."""
    for login in logins:
        actions.disable(login.account_id)


def new_pin() -> str:
    """Six digits nobody would refuse as too easy."""
    return "".join(str(digit) for digit in secrets.SystemRandom().sample(range(10), 6))
