"""The decision record: what is frozen, hashed and signed at the end of a meeting.

Only plain values live here, no database and no keys. A record says what was decided, who was there, what
each person answered in their own words, what is not agreed, and when it is looked at again. Dissent is part
of what is signed. Texts must have been through `canonical.tidy`.
"""

import base64
import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from fgc.plan import canonical
from fgc.plan.canonical import JSON

RECORD_TYPE: Literal["fgc-decision/1"] = "fgc-decision/1"
DOMAIN = RECORD_TYPE.encode()

How = Literal["here", "phone", "paper", "views_sent", "not_there"]
Choice = Literal["agree", "agree_worried", "disagree", "more_time"]
Decision = Literal["safe", "safe_if", "not_yet"]
Outcome = Literal["agreed", "agreed_in_part", "not_agreed", "no_plan"]
Kind = Literal["main", "apart"]

Sign = Callable[[bytes, bytes], bytes]
"""sign(domain, payload) gives the 64 bytes of an Ed25519 signature."""


@dataclass(frozen=True)
class RecordPerson:
    """Someone the record speaks of. `how` says how they took part; `name` is the name they use."""

    id: str
    name: str
    role: str
    attended: bool
    how: How


@dataclass(frozen=True)
class RecordRow:
    """One line of the plan. `meets` holds numbers of the bottom lines it answers. Parts left open are ""."""

    n: int
    what: str
    who: str
    by: str
    how_often: str
    if_not: str
    checks: str
    meets: tuple[int, ...]


@dataclass(frozen=True)
class RecordBottomLine:
    """What the plan had to include, which rows (by number) answer it, and how, in the family's words."""

    n: int
    text: str
    version: int
    met_by: tuple[int, ...]
    how: str


@dataclass(frozen=True)
class RecordAnswer:
    """One person's answer to one version. Ids, not names; `said_by` and `written_by` go together."""

    person: str
    answer: Choice
    says: str
    said_by: str | None
    written_by: str | None
    version: int


@dataclass(frozen=True)
class RecordAcceptance:
    """The referrer's answer. `bottom_line` is the number of the bottom line it is about, if any."""

    person: str
    decision: Decision
    reason: str
    bottom_line: int | None


@dataclass(frozen=True)
class RecordAudit:
    """Where the case's audit chain stood when the record was made: entry number and its hash (hex)."""

    seq: int
    head: str


@dataclass(frozen=True)
class RecordBody:
    """Everything that is signed.

    `at` is UTC as 2026-11-23T14:05:00Z; `meeting` and `review` are dates as 2026-11-23; `prev`, `policy` and
    `plan_hash` are SHA-256 in hex, `prev` that of the record before this one.
    """

    type: Literal["fgc-decision/1"]
    case: str
    kind: Kind
    version: int
    prev: str | None
    at: str
    lang: str
    children: tuple[str, ...]
    meeting: str
    rows: tuple[RecordRow, ...]
    plan_b: tuple[RecordRow, ...]
    bottom_lines: tuple[RecordBottomLine, ...]
    people: tuple[RecordPerson, ...]
    answers: tuple[RecordAnswer, ...]
    acceptances: tuple[RecordAcceptance, ...]
    outcome: Outcome
    not_agreed: str
    next_steps: str
    review: str | None
    audit: RecordAudit
    policy: str
    app: str
    plan_hash: str


def plan_hash(rows: Sequence[RecordRow], plan_b: Sequence[RecordRow], lines: Sequence[RecordBottomLine]) -> str:
    """SHA-256 in hex of the plan alone: what people look at, and agree to, before any answer is known."""
    plan = _plain((tuple(rows), tuple(plan_b), tuple(lines)))
    return hashlib.sha256(canonical.encode(plan)).hexdigest()


def to_document(body: RecordBody) -> dict[str, JSON]:
    """The record as plain JSON values, keys named as the fields are."""
    return cast("dict[str, JSON]", _plain(body))


def record_hash(body: RecordBody) -> str:
    """SHA-256 in hex of the canonical bytes of the record."""
    return hashlib.sha256(canonical.encode(to_document(body))).hexdigest()


def sealed_document(body: RecordBody, sign: Sign, public_key: bytes) -> dict[str, JSON]:
    """The record with its hash, signature and public key. `canonical.encode` of it is the file to keep.

    Raises CanonicalError for words that were not tidied first.
    """
    record = to_document(body)
    payload = canonical.encode(record)
    return {
        "record": record,
        "sha256": hashlib.sha256(payload).hexdigest(),
        "signature": base64url(sign(DOMAIN, payload)),
        "public_key": base64url(public_key),
        "kid": key_id(public_key),
    }


def short_code(sha256: str) -> str:
    """The first 48 bits of a hash in three groups of four, to compare by eye and by ear: 4f2a-91bc-07de."""
    return "-".join(sha256[at : at + 4] for at in (0, 4, 8))


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of a public key in sixteen groups of four, as printed on every page of the service."""
    digest = hashlib.sha256(public_key).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 64, 4))


def key_id(public_key: bytes) -> str:
    """A short name for a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def base64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _plain(value: object) -> JSON:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return cast(JSON, value)
