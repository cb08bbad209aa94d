"""Counting what went wrong around an act: after too many wrong codes from one place, or for one account, 429."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort

from fgc.core.errors import Refused
from fgc.web.failures import failures, source


@contextmanager
def counted(kind: str, *accounts: str) -> Iterator[None]:
    """Count a `Refused` inside the block for this source (network) and these accounts; answer 429 when it is enough.

    The page is the same whether an account exists or not: keys are what was typed.
    """
    keys = [(kind, source()), *((f"{kind}-account", account) for account in accounts if account)]
    if any(failures().too_many(name, key) for name, key in keys):
        abort(429)
    try:
        yield
    except Refused:
        for name, key in keys:
            failures().count(name, key)
        raise
