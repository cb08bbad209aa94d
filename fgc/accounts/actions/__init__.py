"""What people and operators do with accounts and sessions, a file for each noun.

The names below are what other slices and the command line use; they need an app context and no request.
"""

from fgc.accounts.actions.accounts import (
    Created,
    add_family_account,
    create_account,
    create_ready_account,
    disable,
    invite_account,
    invite_professional,
    reset_factor,
    set_password,
)
from fgc.accounts.actions.languages import remember_language
from fgc.accounts.actions.phones import open_here, set_pin

__all__ = [
    "Created",
    "add_family_account",
    "create_account",
    "create_ready_account",
    "disable",
    "invite_account",
    "invite_professional",
    "open_here",
    "remember_language",
    "reset_factor",
    "set_password",
    "set_pin",
]
