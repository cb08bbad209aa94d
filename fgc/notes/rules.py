"""Pure rules of words: kinds and reasons, parts of a report, how text is cleaned and cut, where a thought may go.

No database and no language in here, so everything can be tested by itself. Who may do something is the policy's.
"""

import re

from fgc.cases import policy
from fgc.core.typed import clean as clean
from fgc.core.typed import is_client_id as is_client_id

# what may stand in a circle; the first four may be sent from outside as they are
NOTE, QUESTION, DISAGREE, ANSWER = "note", "question", "disagree", "answer"
CORRECTION, THOUGHT, FEELING, RELEASE, REPORT_PART, CARRIED = (
    "correction", "thought", "feeling", "release", "report_part", "carried",
)  # fmt: skip
OPEN_KINDS = frozenset({NOTE, QUESTION, DISAGREE, ANSWER})
REPLIES = frozenset({QUESTION, DISAGREE, ANSWER})
THOUGHTS = frozenset({THOUGHT, FEELING})  # moved and taken back on their own page only

# why the family cannot see something (ux J3)
REASONS = ("third_party", "police", "someone_may_be_hurt", "other")
OTHER = "other"
REASON_CHARS = 500

# parts of an agency report, in the order in which the family reads them (strengths first: domain.md 3.2)
PARTS = ("going_well", "worries", "needs_change", "help")
TOLD = ("me", "coordinator")
WORDS_A_MINUTE = 150

FAMILY_BOXES = ("good", "worries", "hopes")
CHILD_BOXES = ("feeling", "safe", "wish")
FEELINGS = ("happy", "ok", "sad", "angry", "worried", "not_safe", "else")
NOT_SAFE = "not_safe"  # the coordinators are told at once that help is needed, whoever can see the words
NEEDS_HELP = frozenset({"worried", NOT_SAFE})

_WIDTH = {policy.OWN: 0, policy.HELPER: 1, policy.DIRECT: 2, policy.FAMILY_CIRCLE: 3, policy.EVERYONE: 4}
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def paragraphs(text: str) -> tuple[str, ...]:
    """A text cut at its empty lines."""
    return tuple(part.strip() for part in _BLANK_LINES.split(clean(text)) if part.strip())


def minutes_to_read(texts: tuple[str, ...]) -> int:
    """Whole minutes a slow reader needs; at least one."""
    words = sum(len(text.split()) for text in texts)
    return max(1, -(-words // WORDS_A_MINUTE))


def boxes_for(role: str) -> tuple[str, ...]:
    """Which questions somebody is asked before the meeting."""
    return CHILD_BOXES if role == policy.CHILD else FAMILY_BOXES


def width(circle: str) -> int:
    """How far a thought is heard: 0 only its owner … 4 everyone. `KeyError` for a circle thoughts never go to."""
    return _WIDTH[circle.partition(":")[0]]


def may_move(stage: str, old: str, new: str) -> bool:
    """Whether a thought may go from one circle to another (`old` may be equal to `new`, or empty when it is new).

    Until the meeting starts it may go anywhere. Afterwards what was held back can still be released, and what was
    released stays: people have heard it.
    """
    if stage == policy.PREPARING or not old:
        return True
    return width(new) > width(old) or (old == new and width(old) <= 1)
