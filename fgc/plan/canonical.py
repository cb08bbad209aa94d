"""Canonical JSON: one value, one row of bytes.

A record is hashed and signed as bytes, so the same record must always give the same bytes. This is the
subset of RFC 8785 that a decision needs: keys sorted by UTF-16 code units, no floats, whole numbers below
2**53, strings in NFC. What could make a signed text read differently for two people (bidi controls, other
control characters, the same key twice) is refused. `tidy` makes typed or pasted words fit, and is used
before a text is frozen.

Errors name the place (`$.rows[0].what`) and the kind of problem, never the words themselves.
"""

import json
import re
import unicodedata
from typing import TypeAlias, cast

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | bool | None"
_Steps: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 32
_TOO_BIG = 2**53

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
_FORBIDDEN = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, except the line feed
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates
    "\ud800-\udfff"  # surrogates that stand alone
    f"{_NONCHARACTERS}]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class CanonicalError(ValueError):
    """A value or file that has no canonical form. `path` says where."""

    problem = "cannot be written as a record"

    def __init__(self, steps: "_Steps" = ()) -> None:
        self.path = "$" + "".join(_step(step) for step in steps)
        super().__init__(f"{self.path}: {self.problem}")


class BadJson(CanonicalError):
    """The bytes are no JSON text in UTF-8."""

    problem = "is not JSON"


class BadKind(CanonicalError):
    """Neither object, list, text, whole number, true, false nor null."""

    problem = "is of a kind that records do not use"


class BadNumber(CanonicalError):
    """A fraction, or a whole number of 2**53 or more either way."""

    problem = "is not a whole number below 2**53"


class BadText(CanonicalError):
    """A text with control characters, lone surrogates, or not in NFC."""

    problem = "has characters that may not be in a record"


class DuplicateKey(CanonicalError):
    """The same key stands twice in one object."""

    problem = "is there twice"


class TooDeep(CanonicalError):
    """More than `MAX_DEPTH` objects and lists inside each other."""

    problem = "is nested too deeply"


class NotCanonical(CanonicalError):
    """Good JSON, but written differently from the one canonical way."""

    problem = "is not written in the canonical way"


def tidy(text: str) -> str:
    """The same words as a record may hold them: NFC, plain line ends, tabs as spaces, no hidden controls."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", lines))


def encode(value: object) -> bytes:
    """The canonical bytes of dicts, lists, tuples, texts, ints, bools and None. Raises CanonicalError."""
    return _written(value, ()).encode("utf-8")


def decode(raw: bytes) -> JSON:
    """The value of canonical bytes. Raises CanonicalError unless re-encoding gives the very same bytes."""
    try:
        parsed = json.loads(raw.decode("utf-8"), object_pairs_hook=_Pairs, parse_int=_short_int)
    except (ValueError, RecursionError):
        raise BadJson from None
    value = _plain(parsed, ())
    if encode(value) != raw:
        raise NotCanonical
    return value


class _Pairs(tuple[tuple[str, object], ...]):
    """An object as read, before it is known whether a key is there twice."""


def _short_int(digits: str) -> int:
    """Twenty characters are enough to know that a number is too big, however long it is written."""
    return int(digits[:20])


def _plain(value: object, path: _Steps) -> JSON:
    if len(path) > MAX_DEPTH:
        raise TooDeep(path)
    if isinstance(value, _Pairs):
        found: dict[str, JSON] = {}
        for key, item in value:
            here = (*path, key)
            if key in found:
                raise DuplicateKey(here)
            found[key] = _plain(item, here)
        return found
    if isinstance(value, list):
        return [_plain(item, (*path, index)) for index, item in enumerate(value)]
    return cast(JSON, value)


def _written(value: object, path: _Steps) -> str:
    if len(path) > MAX_DEPTH:
        raise TooDeep(path)
    if isinstance(value, str):
        return _written_text(value, path)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return _written_number(value, path)
    if isinstance(value, list | tuple):
        items = (_written(item, (*path, index)) for index, item in enumerate(value))
        return "[" + ",".join(items) + "]"
    if isinstance(value, dict):
        return _written_object(value, path)
    raise BadKind(path)


def _written_object(value: dict[object, object], path: _Steps) -> str:
    if not all(isinstance(key, str) for key in value):
        raise BadKind(path)
    named = cast("dict[str, object]", value)
    texts = {key: _written_text(key, (*path, key)) for key in named}
    ordered = sorted(named, key=lambda key: key.encode("utf-16-be"))
    members = (f"{texts[key]}:{_written(named[key], (*path, key))}" for key in ordered)
    return "{" + ",".join(members) + "}"


def _written_number(value: float, path: _Steps) -> str:
    if not isinstance(value, int) or not -_TOO_BIG < value < _TOO_BIG:
        raise BadNumber(path)
    return str(int(value))


def _written_text(value: str, path: _Steps) -> str:
    if _FORBIDDEN.search(value) or not unicodedata.is_normalized("NFC", value):
        raise BadText(path)
    return _quoted(value)


def _step(step: str | int) -> str:
    """One step of a path. A key that is no plain name is escaped, as the path may be shown on a terminal."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN_KEY.fullmatch(step) else f"[{json.dumps(step)}]"
