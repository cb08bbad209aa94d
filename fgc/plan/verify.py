"""Check a decision record file, away from the service that made it.

Used by `fgc record verify FILE`. The file carries its own public key, so on its own it proves that nothing
was changed since that key signed it; whose key it is, the reader learns by comparing the fingerprint with
the one the service publishes, or by pinning it. No network, no database: the caller hands in the check.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from fgc.plan import canonical
from fgc.plan.canonical import JSON, CanonicalError
from fgc.plan.record_format import DOMAIN, RecordBody, base64url, fingerprint, key_id, short_code
from fgc.plan.record_reading import NotARecord, read_record
from fgc.plan.record_sense import contradictions

Check = Callable[[bytes, bytes, bytes, bytes], bool]
"""check(public key, domain, payload, signature) is True when the Ed25519 signature is good."""

MAX_BYTES = 5_000_000
_PARTS = {"record", "sha256", "signature", "public_key", "kid"}


@dataclass(frozen=True)
class Verdict:
    """What was found. `problem` is None when all is well, else a key such as "signature" or "plan_hash".

    `details` are plain lines about the file: its codes, version, audit head, key. Never words of the case.
    """

    ok: bool
    sentence: str
    details: tuple[str, ...] = ()
    problem: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True)
class _Parts:
    record: JSON
    sha256: str
    signature: bytes
    public_key: bytes
    kid: str


def verify_document(raw: bytes, pinned_key: str | None, check: Check) -> Verdict:
    """Check the bytes of a record file; `pinned_key` is a fingerprint or a base64url public key, or None.

    Never raises for what is in the file: whatever is wrong with it is a verdict.
    """
    parts = _opened(raw)
    if parts is None:
        return _no("file")
    key = fingerprint(parts.public_key)
    payload = canonical.encode(parts.record)
    if hashlib.sha256(payload).hexdigest() != parts.sha256 or key_id(parts.public_key) != parts.kid:
        return _no("hash", key)
    if not check(parts.public_key, DOMAIN, payload, parts.signature):
        return _no("signature", key)
    if pinned_key is not None and not _is_pinned(parts.public_key, pinned_key):
        return _no("key", key)
    try:
        body = read_record(parts.record)
    except NotARecord:
        return _no("shape", key)
    wrong = contradictions(body)
    if wrong:
        return _no(wrong[0], key, _details(body, parts))
    return Verdict(True, _yes(key, pinned=pinned_key is not None), _details(body, parts), None, key)


def _opened(raw: bytes) -> _Parts | None:
    if len(raw) > MAX_BYTES:
        return None
    try:
        file = canonical.decode(raw)
    except CanonicalError:
        return None
    if not isinstance(file, dict) or file.keys() != _PARTS:
        return None
    sha256, kid = file["sha256"], file["kid"]
    signature, public_key = _bytes_of(file["signature"], 64), _bytes_of(file["public_key"], 32)
    if signature is None or public_key is None or not isinstance(sha256, str) or not isinstance(kid, str):
        return None
    return _Parts(file["record"], sha256, signature, public_key, kid)


def _bytes_of(value: JSON, size: int) -> bytes | None:
    """Strict base64url: only the one spelling that we would write."""
    if not isinstance(value, str):
        return None
    try:
        data = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == size and base64url(data) == value else None


def _is_pinned(public_key: bytes, pinned_key: str) -> bool:
    given = "".join(pinned_key.split())
    return given == base64url(public_key) or given.lower() == fingerprint(public_key).replace(" ", "")


def _yes(key: str, *, pinned: bool) -> str:
    if pinned:
        return str(_("This record is whole. Nothing in it has changed since it was signed with the key you gave."))
    return str(
        _(
            "This record is whole. Nothing in it has changed since it was signed with the key %(key)s. "
            "Compare this key with the one the service publishes.",
            key=key,
        )
    )


def _no(problem: str, key: str | None = None, details: tuple[str, ...] = ()) -> Verdict:
    return Verdict(False, _sentence(problem), details, problem, key)


def _sentence(problem: str) -> str:
    sentences: dict[str, str] = {
        "file": _("This file is not a whole decision record. It may have been changed. Do not rely on it."),
        "hash": _("This record was changed after it was signed. Do not rely on it."),
        "signature": _("This record does not carry a good signature. Do not rely on it."),
        "key": _("This record was not signed with the key you gave. Do not rely on it."),
        "shape": _("This file was signed, but it is not a decision record."),
        "plan_hash": _("The parts do not fit: the plan in this record is not the plan that people saw."),
        "answer_version": _("The parts do not fit: an answer in this record was given to another version."),
        "person_twice": _("The parts do not fit: a person is in this record twice."),
        "answer_twice": _("The parts do not fit: a person has two answers in this record."),
        "answer_unknown_person": _("The parts do not fit: an answer is from someone not in this record."),
    }
    return sentences.get(problem) or str(_("This record was signed, but its parts do not fit."))


def _details(body: RecordBody, parts: _Parts) -> tuple[str, ...]:
    return (
        _("Code of this record: %(code)s", code=short_code(parts.sha256)),
        _("Code of the plan: %(code)s", code=short_code(body.plan_hash)),
        _("Version %(version)s, made at %(at)s", version=body.version, at=body.at),
        _("Audit: entry %(seq)s, %(head)s", seq=body.audit.seq, head=body.audit.head),
        _("Key: %(key)s", key=fingerprint(parts.public_key)),
    )
