"""What can go wrong in an action, in four kinds. Both doors translate them the same way.

`NotFound` answers 404 whether a thing is missing or simply not yours. `Refused` is bad input: it carries message
texts by field so that a form can show them beside the words typed. `Stale` is a world that moved on.
"""

from collections.abc import Mapping


class FgcError(Exception):
    """Base of everything an action raises on purpose."""


class NotFound(FgcError):
    """Not there, or not yours: nobody outside can tell which."""


class Refused(FgcError):
    """Input that cannot be taken. `errors` maps a field name to a sentence for the person."""

    def __init__(self, errors: Mapping[str, str] | None = None, **fields: str) -> None:
        super().__init__("refused")
        self.errors: dict[str, str] = {**(errors or {}), **fields}


class Stale(FgcError):
    """The thing changed since it was read, or somebody else holds it. `reason` is a sentence for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__("stale")
        self.reason = reason


class Busy(FgcError):
    """The store did not answer in time or has no room; nothing was written."""
