"""Fixed words of the plan: answers, decisions, outcomes, gaps, progress. Codes go in, plain words come out."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fgc.plan.gaps import Gap

_CHOICES: dict[str, Any] = {
    "agree": (_l("I agree"), _l("agrees"), "tick", _l("Yes, it is good")),
    "agree_worried": (
        _l("I agree, but I am worried about something"), _l("agrees, but is worried"), "tick-worry",
        _l("Yes, but something worries me"),
    ),
    "disagree": (_l("I do not agree"), _l("does not agree"), "cross", _l("No, I do not want it")),
    "more_time": (_l("I need more time"), _l("needs more time"), "more-time", _l("I do not know yet")),
}  # fmt: skip
_DECISIONS: dict[str, Any] = {
    "safe": _l("Safe enough"), "safe_if": _l("Safe if we change something"), "not_yet": _l("Not safe yet"),
}  # fmt: skip
_OUTCOMES: dict[str, Any] = {
    "agreed": _l("The plan is agreed"),
    "agreed_in_part": _l("Part of the plan is agreed"),
    "not_agreed": _l("The plan is not agreed"),
    "no_plan": _l("There is no plan"),
}
_COULD_SAY: dict[str, Any] = {"yes": _l("Yes"), "partly": _l("Partly"), "no": _l("No")}
_RESOURCES: dict[str, Any] = {"agreed": _l("agreed"), "refused": _l("refused")}
_CONCERNS: dict[str, Any] = {
    "": _l("Not a check-up"), "down": _l("The worry went down"), "same": _l("The worry is the same"),
    "up": _l("The worry went up"),
}  # fmt: skip
_SAFE: dict[str, Any] = {
    "": _l("Not said"), "yes": _l("The child was kept safe"), "partly": _l("The child was partly kept safe"),
    "no": _l("The child was not kept safe"),
}  # fmt: skip
_PROGRESS: dict[str, Any] = {
    "happening": _l("It is happening"), "some": _l("Some of it"), "not_yet": _l("Not yet"),
    "": _l("Nobody has said yet"), "no_longer_needed": _l("No longer needed"),
}  # fmt: skip
_GAPS: dict[str, Any] = {
    "row_without_what": _l("What will happen? You can leave it for now."),
    "row_without_who": _l("Who will do this? You can leave it for now."),
    "row_without_when": _l("When, or how often? You can leave it for now."),
    "row_without_checker": _l("Who will check? You can leave it for now."),
    "checker_is_doer": _l("The same person does this and checks it. Could somebody else look?"),
    "line_without_row": _l("Nothing in the plan answers this yet."),
    "no_review": _l("When do we meet again to see how it goes? There is no day yet."),
}
_PLACES: dict[str, Any] = {
    "here": _l("in the room"), "phone": _l("by phone"), "paper": _l("on paper"),
    "views_sent": _l("sent their thoughts"),
    "not_there": _l("was not there"),
}  # fmt: skip
FIELD_LABELS: dict[str, Any] = {
    "what": _l("What will happen?"), "who": _l("Who will do it?"), "doers": _l("Who of us will do it?"),
    "by_day": _l("By which day?"), "by_when": _l("By when, in your own words?"), "by": _l("By when?"),
    "how_often": _l("How often?"), "if_not": _l("What if it does not happen?"), "checks": _l("Who will check?"),
    "checker": _l("Who of us will check?"), "meets": _l("What does it answer?"), "steps": _l("What do we do then?"),
    "calls": _l("Who calls whom?"), "asked": _l("What do we ask for?"), "agency": _l("Who do we ask?"),
    "share_with": _l("Which workers may see this row?"),
}  # fmt: skip


def choice_options(child: bool = False) -> list[dict[str, str]]:
    """The four answers, as big cards; in a child's own words for a child."""
    return [
        {"value": code, "text": str(words[3] if child else words[0]), "icon": words[2]}
        for code, words in _CHOICES.items()
    ]


def choice_word(code: str) -> str:
    """An answer, said of somebody else."""
    return str(_CHOICES[code][1])


def choice_icon(code: str) -> str:
    """The icon of an answer."""
    return str(_CHOICES[code][2])


def decision_word(code: str) -> str:
    """What the social worker said."""
    return str(_DECISIONS[code])


def outcome_word(code: str) -> str:
    """How the meeting ended."""
    return str(_OUTCOMES[code])


def concern_word(code: str) -> str:
    """What became of the worry since last time."""
    return str(_CONCERNS[code])


def child_safe_word(code: str) -> str:
    """Whether the child was kept safe since last time."""
    return str(_SAFE[code])


def resource_word(code: str) -> str:
    """What an agency said to what it was asked for."""
    return str(_RESOURCES[code])


def progress_word(code: str) -> str:
    """How a job is going."""
    return str(_PROGRESS[code])


def could_say_word(code: str) -> str:
    """Whether somebody could say what they think."""
    return str(_COULD_SAY[code])


def place_word(code: str) -> str:
    """How somebody took part."""
    return str(_PLACES[code])


def gap_word(gap: Gap) -> str:
    """A gap as a gentle question."""
    return str(_GAPS[gap.kind])


def field_label(name: str) -> str:
    """The question of a field."""
    return str(FIELD_LABELS[name])


def options(words: Callable[[str], str], codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Codes with their words, for a form."""
    return [(code, words(code)) for code in codes]


def told(name: str, writer: str) -> str:
    """Whose answer it is when somebody else held the pen."""
    return str(_("%(name)s, told to %(writer)s", name=name, writer=writer)) if writer else name


def init_wording(app: Flask) -> None:
    """Offer the words as template filters, and the four answers as `choices(child)`."""
    app.jinja_env.globals["choices"] = choice_options
    for name, words in (
        ("choice_word", choice_word), ("choice_icon", choice_icon), ("decision_word", decision_word),
        ("outcome_word", outcome_word), ("concern_word", concern_word), ("child_safe_word", child_safe_word),
        ("resource_word", resource_word), ("progress_word", progress_word), ("could_say_word", could_say_word),
        ("place_word", place_word), ("gap_word", gap_word), ("field_label", field_label),
    ):  # fmt: skip
        app.jinja_env.filters[name] = words
