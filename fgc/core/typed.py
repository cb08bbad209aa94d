"""Text that somebody typed, as it is kept; and the sender's own id of what they send. Pure."""

import re
import unicodedata

INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def clean(text: object) -> str:
    """Text as it is kept: plain line ends, no spaces at the ends, no characters that no font can show.

    Marks that only steer other letters (direction, joiners) stay among letters; text of nothing else is empty.
    """
    if not isinstance(text, str):
        return ""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    kept = "".join(char for char in plain if char in "\n\t" or char >= " ").strip()
    return kept if any(unicodedata.category(char) not in INVISIBLE for char in kept) else ""


def is_client_id(value: object) -> bool:
    """Whether a value can be the sender's own id of a message (8 to 64 letters, digits, - and _)."""
    return isinstance(value, str) and bool(_CLIENT_ID.fullmatch(value))
