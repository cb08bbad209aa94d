"""Pure rules of signing in: what a good password and PIN are, when a one-time code counts, where a page may lead on.

Passwords: at least twelve characters, none of the well-known ones, nothing made of the service's own words or of the
person's own address (ASVS 6.2). PINs: six digits, none of the obvious ones.
"""

import hmac
import re
import secrets
from datetime import datetime
from itertools import pairwise

import pyotp

from fgc.accounts.well_known import PASSWORDS, WORDS

PASSWORD_LEAST, PASSWORD_MOST = 12, 128
STEP_S = 30
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECOVERY_CODES = 10
_LEET = str.maketrans("013457@$!", "oleastasi")
_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]{1,190}$")
_PATH = re.compile(r"^/(?![/\\])[A-Za-z0-9_./~-]*$")


def looks_like_email(text: str) -> bool:
    """Whether a text has the shape of an e-mail address."""
    return bool(_EMAIL.match(text.strip()))


def is_weak_password(password: str, email: str = "", name: str = "") -> bool:
    """Whether a long enough password is easy to guess: well known, one pattern, or made of words everybody knows."""
    plain = password.casefold()
    if plain in PASSWORDS or len(set(plain)) < 5 or _runs(plain):
        return True
    own = [part for part in re.split(r"[^a-z0-9]+", f"{email} {name}".casefold()) if len(part) >= 4]
    core = plain.strip("0123456789!?.#*-_ ").translate(_LEET)
    return any(len(_without(text, [*own, *WORDS])) < 4 for text in (plain, core))


def _without(text: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return re.sub(r"[^a-z]", "", text)


def _runs(text: str) -> bool:
    """Whether a text is mostly one run up or down, such as 1234… or qwerty written twice."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    longest = max((sum(step == kind for step in steps) for kind in (-1, 0, 1)), default=0)
    half = text[: len(text) // 2]
    return longest >= len(steps) * 3 // 4 or (len(text) % 2 == 0 and half * 2 == text and len(half) < 8)


def is_weak_pin(pin: str) -> bool:
    """Whether six digits are among the first that somebody would try."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 or len(set(pin)) < 3 or pin[:3] == pin[3:] or pin[:2] * 3 == pin


def digits_of(text: str) -> str:
    """What was typed without spaces, dots and dashes, digits of other scripts as 0–9."""
    kept = re.sub(r"[\s.\-–]", "", text)
    return "".join(str(int(char)) if char.isdecimal() else char for char in kept)


def letters_of(text: str) -> str:
    """A code of letters as stored: upper case, without spaces and dashes."""
    return re.sub(r"[\s.\-–]", "", text).upper()


def matching_step(secret: str, code: str, moment: datetime, last: int) -> int | None:
    """The time step whose one-time code this is (one step of drift either way), if later than the last one used."""
    totp, current, found = pyotp.TOTP(secret), int(moment.timestamp()) // STEP_S, None
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()) and step > last:
            found = step
    return found


def new_letters(length: int) -> str:
    """A random code of letters and digits without look-alikes: five bits a character."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def new_digits(length: int) -> str:
    """A random code of digits."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def in_groups(code: str, size: int = 4) -> str:
    """A code as people read it: groups with spaces between."""
    return " ".join(code[at : at + size] for at in range(0, len(code), size))


def safe_path(to: str) -> str:
    """A path of this site to go on to, or an empty text: never another site."""
    return to if _PATH.match(to) and ".." not in to else ""
