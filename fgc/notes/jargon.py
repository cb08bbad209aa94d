"""Hints for hard words in a report (ux P2): what families trip over, and what can be said instead. English only."""

import re

from flask_babel import lazy_gettext as _l

_SAY = {
    "parental conflict": _l("arguing"),
    "verbal altercation": _l("shouting"),
    "physical altercation": _l("fighting"),
    "non-compliant": _l("say what happened"),
    "non compliant": _l("say what happened"),
    "failed to engage": _l("say what you asked for, and what happened"),
    "did not engage": _l("say what you asked for, and what happened"),
    "disclosed": _l("said"),
    "disclosure": _l("what somebody said"),
    "presented as": _l("looked, or seemed"),
    "substance misuse": _l("drinking too much, or using drugs"),
    "contact": _l("seeing each other"),
    "significant harm": _l("being hurt badly"),
    "safeguarding": _l("keeping safe"),
    "attainment": _l("how somebody does at school"),
    "placement": _l("where somebody lives"),
    "respite": _l("a break"),
    "multi-agency": _l("several services together"),
    "inappropriate": _l("say what happened"),
    "dysregulated": _l("very upset"),
    "implement": _l("do"),
}
_FIND = re.compile(r"\b(" + "|".join(re.escape(word) for word in sorted(_SAY, key=len, reverse=True)) + r")\b")


def hints(text: str) -> list[tuple[str, str]]:
    """Hard words found in a text, each once, with something to try instead."""
    found = dict.fromkeys(match.group(1) for match in _FIND.finditer(text.lower()))
    return [(word, str(_SAY[word])) for word in found]
