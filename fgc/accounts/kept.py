"""Words typed on a page whose session was locked meanwhile: carried sealed through the PIN page, stored nowhere.

They travel in a hidden field of the page that asks for the PIN, as ciphertext bound to the account: whoever picks the
phone up cannot read them, and nobody else can open them. After a day, or with too many words, they are not taken.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request

from fgc.accounts.rules import safe_path
from fgc.accounts.words import ACCOUNTS
from fgc.core import clock
from fgc.vault import SYSTEM, VaultError, current_vault
from fgc.web.csrf import FIELD

SECRET = frozenset({FIELD, "pin", "password", "code", "totp", "again", "kept"})
MOST = 300_000
FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was typed: where it goes, and its fields in order."""

    action: str
    fields: tuple[tuple[str, str], ...]


def posted_form() -> KeptForm:
    """The form of this request, without tokens, codes and PINs."""
    return KeptForm(
        request.path, tuple((name, text) for name, text in request.form.items(multi=True) if name not in SECRET)
    )


def form_from_page(action: str, words: str) -> KeptForm | None:
    """A form as a script of ours sends it: its address and a JSON list of name and text. None for anything else."""
    try:
        found = json.loads(words) if len(words) <= MOST else []
        fields = tuple((str(name), str(text)) for name, text in found if name not in SECRET)
    except (ValueError, TypeError):
        return None
    return KeptForm(safe_path(action), fields) if safe_path(action) and fields else None


def seal(account_id: str, form: KeptForm | None) -> str:
    """The form as a text for a hidden field; "" when there is nothing to keep."""
    if form is None or not any(text.strip() for _name, text in form.fields):
        return ""
    words = json.dumps({"action": form.action, "fields": form.fields, "at": clock.now().isoformat()})
    if len(words) > MOST:
        return ""
    sealed = current_vault().seal(SYSTEM, ACCOUNTS, "account", account_id, "kept", words)
    return base64.urlsafe_b64encode(sealed).decode()


def opened(account_id: str, text: str) -> KeptForm | None:
    """The form back, for the account it was sealed for, within a day; None for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(text.encode())
        words = current_vault().open(SYSTEM, ACCOUNTS, "account", account_id, "kept", sealed) if sealed else "{}"
        found = json.loads(words)
    except (VaultError, binascii.Error, ValueError):
        return None
    if not found or clock.now() - datetime.fromisoformat(found["at"]) > FOR:
        return None
    return KeptForm(found["action"], tuple((name, words) for name, words in found["fields"]))
