"""Keys, seals and signatures: the only package that imports `cryptography`.

What is sealed here opens only with the key store, the master key and the right place together.
The rest of the program uses the names below and nothing deeper.
"""

from fgc.vault.current import SIGNER_EXTENSION, VAULT_EXTENSION, current_signer, current_vault
from fgc.vault.errors import (
    KeyGone,
    KeysUnavailable,
    NotSealable,
    SealBroken,
    UnsafeKeyFile,
    VaultError,
    WrongMaster,
)
from fgc.vault.keystore import SYSTEM, KeyStore
from fgc.vault.master import LocalMaster, MasterKey
from fgc.vault.provision import Opened, open_existing, provision
from fgc.vault.rewrap import Rewrapped
from fgc.vault.secrets import PEPPER_LABEL, burn_time, hash_secret, verify_secret
from fgc.vault.signing import Signer, fingerprint_of, verify
from fgc.vault.vault import Vault

__all__ = [
    "PEPPER_LABEL",
    "SIGNER_EXTENSION",
    "SYSTEM",
    "VAULT_EXTENSION",
    "KeyGone",
    "KeyStore",
    "KeysUnavailable",
    "LocalMaster",
    "MasterKey",
    "NotSealable",
    "Opened",
    "Rewrapped",
    "SealBroken",
    "Signer",
    "UnsafeKeyFile",
    "Vault",
    "VaultError",
    "WrongMaster",
    "burn_time",
    "current_signer",
    "current_vault",
    "fingerprint_of",
    "hash_secret",
    "open_existing",
    "provision",
    "verify",
    "verify_secret",
]
