"""Pure rules of invitations: shapes of code and PIN, what state an invitation is in, the two words to compare."""

import hashlib
import re
import secrets
from datetime import datetime
from typing import Protocol

from fgc.accounts.rules import CODE_LETTERS, letters_of, new_digits, new_letters

CODE_LENGTH, PIN_LENGTH, TRIES = 16, 6, 5
_CODE = re.compile(rf"^[{CODE_LETTERS}]{{{CODE_LENGTH}}}$")
THINGS = tuple(
    """
    maple drum river candle apple kettle button garden ladder pebble basket window feather anchor bottle carpet
    dolphin engine forest guitar hammer island jacket kitten lemon mirror needle orange paper quilt rocket saddle
    table umbrella violin wagon yellow zebra bridge cherry donkey eagle flower glove helmet iron jelly koala
    lantern marble napkin onion pencil ribbon silver tiger velvet walnut acorn badger cloud daisy ember fern
    """.split()  # noqa: SIM905
)

NONE, MADE, OPENED, WAITING, IN = "none", "made", "opened", "waiting", "in"
LOCKED, EXPIRED, REVOKED, NOT_THEM, LEFT = "locked", "expired", "revoked", "not_them", "left"


class Facts(Protocol):
    """What of an invitation decides its state."""

    expires_at: datetime
    locked_at: datetime | None
    claimed_at: datetime | None
    ready_at: datetime | None
    revoked_at: datetime | None
    end: str | None


def new_code() -> str:
    """A code of 16 characters, 80 random bits."""
    return new_letters(CODE_LENGTH)


def new_pin() -> str:
    """Six random digits."""
    return new_digits(PIN_LENGTH)


def new_words() -> str:
    """Two different neutral words to compare by eye and ear."""
    first = secrets.choice(THINGS)
    return f"{first} {secrets.choice([thing for thing in THINGS if thing != first])}"


def code_key(typed: str) -> str:
    """What is stored of a code: its SHA-256. A text that is no code gets a hash that nothing has."""
    code = letters_of(typed)
    return hashlib.sha256(code.encode() if _CODE.match(code) else b"no code\0" + code.encode()).hexdigest()


def status_of(member_state: str, invite: Facts | None, now: datetime) -> str:
    """Where a person stands on the way in."""
    if member_state in ("left", "confirmed"):
        return LEFT if member_state == "left" else IN
    if invite is None:
        return NONE
    if invite.revoked_at is not None:
        return NOT_THEM if invite.end in ("not_them", "refused") else REVOKED
    if invite.claimed_at is not None:
        return WAITING if invite.ready_at else OPENED
    if invite.locked_at is not None:
        return LOCKED
    return EXPIRED if now >= invite.expires_at else MADE
