"""Words that are chosen for who reads them: audiences as a child would say them, and a thought's way as a story."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from fgc.cases import policy
from fgc.cases.people import Person
from fgc.cases.policy import Seat
from fgc.cases.see_strip import Strip, readers_of
from fgc.notes.queries.thoughts import OneThought, Step
from fgc.web.languages import listed


@dataclass(frozen=True, slots=True)
class Event:
    """One sentence of the story of a thought, and when it was."""

    at: datetime
    text: str


def for_child(options: list[Strip], people: tuple[Person, ...], child: Seat) -> list[Strip]:
    """The same audiences, in the same order, in words a child knows. Who they are is still the policy's answer."""
    return [_childs(option, people, child) for option in options]


def _childs(option: Strip, people: tuple[Person, ...], child: Seat) -> Strip:
    readers = [one for one in readers_of(people, child, option.circle) if one.id != child.id]
    names = listed([one.name for one in readers])
    if option.kind == policy.OWN or not readers:
        return replace(option, words=_("Just me"), button=_("Keep it for me"), names=())
    if option.kind == policy.HELPER:
        return replace(option, words=_("Just %(name)s, my helper", name=names), button=_("Tell %(name)s", name=names))
    if option.kind == policy.DIRECT:
        words = _("Just %(name)s, who runs the meeting", name=names)
        return replace(option, words=words, button=_("Tell %(name)s", name=names))
    if option.kind == policy.FAMILY_CIRCLE:
        return replace(option, words=_("My family: %(names)s", names=names), button=_("Tell my family"))
    return replace(option, words=_everyone(readers), button=_("Tell everyone"))


def _everyone(readers: list[Person]) -> str:
    count = len(readers)
    helpers = listed([one.name for one in readers if one.seat.role in policy.HELPERS])
    if not helpers:
        return str(
            ngettext(
                "Everyone in the meeting: you and %(num)d other person",
                "Everyone in the meeting: you and %(num)d other people",
                count,
            )
        )
    return str(
        ngettext(
            "Everyone in the meeting: you and %(num)d other person, with %(helpers)s",
            "Everyone in the meeting: you and %(num)d other people, with %(helpers)s",
            count,
            helpers=helpers,
        )
    )


def story(thought: OneThought, mine: bool, name: str) -> list[Event]:
    """What happened with what somebody said, oldest first. `name` is whose thought it is."""
    return [Event(step.at, _sentence(step, place > 0, mine, name)) for place, step in enumerate(thought.history)]


def _sentence(step: Step, later: bool, mine: bool, name: str) -> str:
    who = listed(list(step.names))
    if step.by:
        return _by_another(step, mine, name, who)
    if step.kind == policy.OWN or not step.names:
        if mine:
            return str(_("You took it back. Now only you can see it.") if later else _("You kept it for yourself."))
        return str(_("%(name)s keeps it alone.", name=name))
    if step.kind == policy.EVERYONE:
        return str(
            _("You showed it to everyone in the meeting.")
            if mine
            else _("%(name)s showed it to everyone in the meeting.", name=name)
        )
    if mine:
        return str(_("You showed it to %(who)s.", who=who))
    return str(_("%(name)s showed it to %(who)s.", name=name, who=who))


def _by_another(step: Step, mine: bool, name: str, who: str) -> str:
    if not step.told:
        return str(
            _("%(by)s wrote it down. You and %(by)s can see it.", by=step.by)
            if mine
            else _("%(by)s wrote it down with %(name)s.", by=step.by, name=name)
        )
    if step.kind == policy.EVERYONE and mine:
        return str(_("%(by)s showed it to everyone in the meeting. You told %(by)s to share it.", by=step.by))
    if step.kind == policy.EVERYONE:
        return str(
            _(
                "%(by)s showed it to everyone in the meeting. Released by %(name)s, told to %(by)s.",
                by=step.by,
                name=name,
            )
        )
    if mine:
        return str(_("%(by)s showed it to %(who)s. You told %(by)s to share it.", by=step.by, who=who))
    return str(_("%(by)s showed it to %(who)s. Released by %(name)s, told to %(by)s.", by=step.by, name=name, who=who))
