"""Codes of this slice in words, for templates: roles, sides, stages, ways of taking part."""

from flask import Flask
from flask_babel import gettext as _

from fgc.cases.people import Person
from fgc.web import languages


def role_word(role: str) -> str:
    """A role on staff pages."""
    return str(
        {
            "child": _("child"),
            "family": _("family"),
            "supporter": _("friend or supporter"),
            "advocate": _("advocate"),
            "interpreter": _("interpreter"),
            "professional": _("professional"),
            "social_worker": _("social worker"),
            "coordinator": _("coordinator"),
        }[role]
    )


def stage_word(stage: str) -> str:
    """A stage on staff pages."""
    return str(
        {
            "preparing": _("Preparing"),
            "information": _("Information giving"),
            "private": _("Private family time"),
            "agreeing": _("Agreeing the plan"),
            "following": _("Plan going on"),
            "closed": _("Closed"),
        }[stage]
    )


def side_word(side: str) -> str:
    """Which side of the family."""
    return str(
        {
            "mother": _("mother's side"),
            "father": _("father's side"),
            "both": _("both sides"),
            "friend": _("friend of the family"),
            "": _("not said"),
        }[side]
    )


def part_word(way: str) -> str:
    """How somebody takes part."""
    return str(
        {
            "here": _("in the room"),
            "online": _("on a phone or computer"),
            "phone": _("by phone call"),
            "paper": _("on paper"),
            "views": _("sends thoughts, does not come"),
        }[way]
    )


def text_word(answer: str) -> str:
    """Whether it is safe to send a text."""
    return str({"yes": _("Yes"), "ring": _("Ring first"), "no": _("No"), "ask": _("Not asked yet")}[answer])


def language_word(code: str) -> str:
    """A language in its own script."""
    language = languages.BY_CODE.get(code)
    return language.name if language else _("another language")


def language_options(*, other: bool = True) -> list[tuple[str, str]]:
    """Choices for a form: every language of ours by its own name, and perhaps “another language”."""
    return [(one.code, one.name) for one in languages.LANGUAGES] + ([("other", _("another language"))] if other else [])


def zip_names(ids: list[str], people: tuple[Person, ...]) -> list[tuple[str, str]]:
    """Choices for a form: id and the name a person goes by."""
    names = {person.id: person.known_as for person in people}
    return [(member_id, names[member_id]) for member_id in ids]


def init_labels(app: Flask) -> None:
    """Offer the words as template filters, and `language_options` as a function."""
    app.jinja_env.globals["language_options"] = language_options
    app.jinja_env.filters["zip_names"] = zip_names
    for name, words in (
        ("role_word", role_word), ("stage_word", stage_word), ("side_word", side_word), ("part_word", part_word),
        ("text_word", text_word), ("language_word", language_word),
    ):  # fmt: skip
        app.jinja_env.filters[name] = words
