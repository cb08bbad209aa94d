"""The running application's vault and signer. The only place in this package that knows Flask."""

from __future__ import annotations

from flask import current_app

from fgc.vault.errors import KeysUnavailable
from fgc.vault.signing import Signer
from fgc.vault.vault import Vault

VAULT_EXTENSION = "fgc.vault"
SIGNER_EXTENSION = "fgc.signer"


def current_vault() -> Vault:
    """The vault that `create_app` put in place; KeysUnavailable if there is none."""
    vault = current_app.extensions.get(VAULT_EXTENSION)
    if not isinstance(vault, Vault):
        raise KeysUnavailable("This application was started without a vault.")
    return vault


def current_signer() -> Signer:
    """The signer that `create_app` put in place; KeysUnavailable if there is none."""
    signer = current_app.extensions.get(SIGNER_EXTENSION)
    if not isinstance(signer, Signer):
        raise KeysUnavailable("This application was started without a signing key.")
    return signer
