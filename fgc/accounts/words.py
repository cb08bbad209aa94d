"""Words about a professional: name, e-mail, agency — sealed as one under the system's accounts key."""

import json
from dataclasses import asdict, dataclass

from fgc.vault import SYSTEM, current_vault

ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class AccountWords:
    """What the service knows of a professional in words; of a family account only the language they chose."""

    name: str = ""
    email: str = ""
    agency: str = ""
    language: str = ""


def email_key(email: str) -> bytes:
    """The blind index by which an account is found by its e-mail address."""
    return current_vault().blind("email", email)


def seal_words(account_id: str, words: AccountWords) -> bytes:
    """Ciphertext of the words."""
    return current_vault().seal(SYSTEM, ACCOUNTS, "account", account_id, "profile", json.dumps(asdict(words)))


def open_words(account_id: str, blob: bytes | None) -> AccountWords:
    """The words from their ciphertext; empty when there are none."""
    if blob is None:
        return AccountWords()
    return AccountWords(**json.loads(current_vault().open(SYSTEM, ACCOUNTS, "account", account_id, "profile", blob)))


def seal_factor(account_id: str, secret: str) -> bytes:
    """Ciphertext of the seed of one-time codes."""
    return current_vault().seal(SYSTEM, ACCOUNTS, "account", account_id, "totp", secret)


def open_factor(account_id: str, blob: bytes) -> str:
    """The seed of one-time codes."""
    return current_vault().open(SYSTEM, ACCOUNTS, "account", account_id, "totp", blob)
