"""Under which key the words of private time are sealed.

When the words of private time are deleted, their key is destroyed and its name can never be used again. A check-up
meeting has a private time of its own: its words are sealed under the next name (`private`, `private.1`, …). The vault
asks here for every circle, so that nobody else has to think of it.
"""

import time

from sqlalchemy import select

from fgc.cases.models import Case
from fgc.cases.policy import PRIVATE_CIRCLE
from fgc.core.database import Database

KEPT_S = 5.0
_rounds: dict[str, tuple[float, int]] = {}


class KeyNames:
    """Callable for `Vault.key_name`: (case, circle) → name of the key. Works in any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, case_id: str, circle: str) -> str:
        """The circle itself, but for `private` after its first deletion."""
        if circle != PRIVATE_CIRCLE:
            return circle
        known = _rounds.get(case_id)
        if known is None or known[0] < time.monotonic():
            with self._database.session(reading=True) as session, session.begin():
                past = session.scalar(select(Case.private_round).where(Case.id == case_id)) or 0
            known = _rounds[case_id] = (time.monotonic() + KEPT_S, past)
        return f"{circle}.{known[1]}" if known[1] else circle


def forget(case_id: str) -> None:
    """Ask the store again: the words of this case were just deleted."""
    _rounds.pop(case_id, None)
