"""What stands in a plan row: one frozen value, one sealed text. Pure: no store, no keys.

`doers`, `checker`, `share_with` and `said_by` hold member ids, `meets` ids of bottom lines; the rest are words.
In a Plan B row `what` is how we will notice, `steps` what we do then, `calls` who calls whom.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from fgc.plan import canonical

ACTION, PLAN_B = "action", "plan_b"
PARTS = (ACTION, PLAN_B)
LONG, SHORT = 1_000, 200


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row. `by_day` is an ISO date or "", `by_when` the same in words; all texts are tidy."""

    what: str = ""
    who: str = ""
    doers: tuple[str, ...] = ()
    by_day: str = ""
    by_when: str = ""
    how_often: str = ""
    if_not: str = ""
    checks: str = ""
    checker: str = ""
    meets: tuple[str, ...] = ()
    steps: str = ""
    calls: str = ""
    asked: str = ""
    agency: str = ""
    share_with: tuple[str, ...] = ()
    said_by: str = ""

    @property
    def empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return not any(getattr(self, name) for name in TEXTS)


TEXTS = ("what", "who", "by_day", "by_when", "how_often", "if_not", "checks", "steps", "calls", "asked", "agency")
LISTS = ("doers", "meets", "share_with")
# who said it belongs to one writing of the row, not to its content
MERGED = tuple(field.name for field in fields(RowWords) if field.name != "said_by")
MOST = {name: LONG if name in ("what", "if_not", "steps", "calls") else SHORT for name in TEXTS}


def tidied(words: RowWords) -> RowWords:
    """The same words as a record may hold them, without spaces at the ends; lists without repeats."""
    texts = {name: canonical.tidy(getattr(words, name)).strip() for name in TEXTS}
    lists = {name: tuple(dict.fromkeys(item for item in getattr(words, name) if item)) for name in LISTS}
    return replace(words, **texts, **lists)  # type: ignore[arg-type]


def typed(words: RowWords) -> str:
    """Everything somebody typed into a row, one part a line: what its language is told by, and what is translated."""
    return "\n".join(value for name in TEXTS if name != "by_day" and (value := getattr(words, name)))


def to_text(words: RowWords) -> str:
    """The words as one text, to be sealed."""
    return json.dumps(asdict(words), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> RowWords:
    """The words from their text."""
    found: dict[str, Any] = json.loads(text)
    return RowWords(**{key: thaw(value) for key, value in found.items()})


def thaw(value: Any) -> Any:
    """A list as the tuple it was before it became JSON; anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def is_day(text: str) -> bool:
    """Whether a text is a date such as 2027-05-18."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
