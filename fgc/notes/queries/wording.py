"""Fixed words of this slice: kinds, reasons, parts of a report, feelings, questions, and how people are placed."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fgc.cases import policy
from fgc.cases.people import Person
from fgc.notes import rules

_KINDS = {
    rules.QUESTION: _l("Question"),
    rules.DISAGREE: _l("Does not agree with this"),
    rules.ANSWER: _l("Answer"),
    rules.CORRECTION: _l("Correction"),
    rules.THOUGHT: _l("Thoughts before the meeting"),
    rules.FEELING: _l("Thoughts before the meeting"),
    rules.RELEASE: _l("Sent on to you"),
    rules.REPORT_PART: _l("Part of a report, for workers only"),
    rules.CARRIED: _l("From private family time"),
}
_REASONS = {
    "third_party": _l("It is about somebody else"),
    "police": _l("The police asked us not to share it yet"),
    "someone_may_be_hurt": _l("Someone may be hurt"),
    "other": _l("Another reason"),
}
_PARTS = {
    "going_well": _l("What is going well"),
    "worries": _l("What we are worried about"),
    "needs_change": _l("What needs to change"),
    "help": _l("What help we can give"),
}
_FEELINGS = {
    "happy": (_l("Happy"), _l("I feel happy.")),
    "ok": (_l("OK"), _l("I feel OK.")),
    "sad": (_l("Sad"), _l("I feel sad.")),
    "angry": (_l("Angry"), _l("I feel angry.")),
    "worried": (_l("Worried"), _l("I feel worried.")),
    "not_safe": (_l("Not safe"), _l("I do not feel safe.")),
    "else": (_l("Something else"), ""),
}
_QUESTIONS = {
    "good": _l("What is going well for %(child)s?"),
    "worries": _l("What worries you?"),
    "hopes": _l("What would help?"),
    "feeling": _l("How do you feel today?"),
    "safe": _l("Who makes you feel safe?"),
    "wish": _l("What do you wish would happen?"),
}
_ROLES = {
    policy.CHILD: "",
    policy.FAMILY: _l("family"),
    policy.SUPPORTER: _l("supporter"),
    policy.ADVOCATE: _l("helper"),
    policy.INTERPRETER: _l("interpreter"),
    policy.PROFESSIONAL: _l("worker"),
    policy.SOCIAL_WORKER: _l("social worker"),
    policy.COORDINATOR: _l("coordinator"),
}


def kind(code: str) -> str:
    """What a note is, in words; empty for an ordinary one."""
    return str(_KINDS.get(code, ""))


def reason(code: str) -> str:
    """Why the family cannot see something."""
    return str(_REASONS[code])


def why(code: str, more: str) -> str:
    """The sentence on a note that the family cannot see."""
    words = " · ".join(part for part in (reason(code), more) if part)
    return str(_("Why the family cannot see this: %(why)s", why=words))


def reasons() -> list[tuple[str, str]]:
    """All reasons, for a form."""
    return [(code, reason(code)) for code in rules.REASONS]


def choose_who() -> str:
    """What is said when no audience was chosen."""
    return str(_("Choose who can see this."))


def part(code: str) -> str:
    """Heading of a part of a report."""
    return str(_PARTS[code])


def feeling(code: str) -> str:
    """A feeling as a sentence; empty for “something else”, whose words say it."""
    return str(_FEELINGS[code][1])


def feelings() -> list[tuple[str, str]]:
    """All feelings, for a form."""
    return [(code, str(_FEELINGS[code][0])) for code in rules.FEELINGS]


def question(box: str, child: str) -> str:
    """The question of a box. `child` is what the child is called."""
    return str(_QUESTIONS[box]) % {"child": child} if box == "good" else str(_QUESTIONS[box])


def place_of(person: Person) -> str:
    """Where somebody stands in this case: their agency, their relation, or their role."""
    return person.profile.agency or person.profile.relation or str(_ROLES.get(person.seat.role, ""))


def said_by(speaker: str, writer: str, confirmed: bool) -> str:
    """The sentence on words that somebody else wrote down."""
    if confirmed:
        yes = _(
            "Said by %(speaker)s, written by %(writer)s. %(speaker)s has said yes to it.",
            speaker=speaker,
            writer=writer,
        )
        return str(yes)
    return str(_("Said by %(speaker)s, written by %(writer)s.", speaker=speaker, writer=writer))
