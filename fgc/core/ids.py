"""Opaque ids: 96 random bits, url-safe, with a short prefix that says what kind of thing it is."""

import re
import secrets

_SHAPE = re.compile(r"[a-z]{1,3}_[A-Za-z0-9_-]{16}")


def new_id(prefix: str) -> str:
    """A fresh id such as `n_k3J…` (prefix, underscore, 16 characters)."""
    return f"{prefix}_{secrets.token_urlsafe(12)}"


def looks_like_id(value: object) -> bool:
    """Whether a value from outside has the shape of an id; anything else is refused before any query."""
    return isinstance(value, str) and bool(_SHAPE.fullmatch(value))
