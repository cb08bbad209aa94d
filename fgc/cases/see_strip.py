"""The see-strip: who can see this, in words, drawn from the policy itself for one reader.

Names up to three, counts above; helpers and interpreters are always named, because a count hides them. People whom
the reader may not know of are neither named nor counted.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from fgc.cases import policy
from fgc.cases.people import Person
from fgc.cases.policy import Seat
from fgc.web.languages import listed

LOOKS = {
    policy.EVERYONE: ("ring", "all"),
    policy.PLAN_CIRCLE: ("ring", "all"),
    policy.FAMILY_CIRCLE: ("house", "family"),
    policy.PRIVATE_CIRCLE: ("house", "family"),
    policy.WORKERS_CIRCLE: ("case", "work"),
    policy.COORDINATOR_CIRCLE: ("pair", "pair"),
    policy.DIRECT: ("pair", "pair"),
    policy.HELPER: ("pair", "pair"),
    policy.OWN: ("padlock", "me"),
}


@dataclass(frozen=True, slots=True)
class Strip:
    """What a strip shows. `words` stands on a note, `button` on the button that posts."""

    circle: str
    kind: str
    shape: str
    edge: str
    words: str
    button: str
    names: tuple[str, ...]
    count: int

    @property
    def key(self) -> str:
        """The circle, as the value of a choice in a form."""
        return self.circle

    @property
    def audience_key(self) -> str:
        """The kind of audience, without any id."""
        return self.kind


def readers_of(people: tuple[Person, ...], viewer: Seat, circle: str) -> tuple[Person, ...]:
    """Those who can read a circle now, and whom the viewer may know of."""
    return tuple(
        person for person in people
        if policy.sees(viewer, person.seat) and policy.can(person.seat, "note.read", viewer.at(circle))
    )  # fmt: skip


def strip_for(people: tuple[Person, ...], viewer: Seat, circle: str) -> Strip:
    """The strip of a circle for this viewer; `people` is everybody of the case."""
    readers = readers_of(people, viewer, circle)
    kind = circle.partition(":")[0]
    shape, edge = LOOKS[kind]
    others = [person for person in readers if person.id != viewer.id]
    names = tuple(_("you") if person.id == viewer.id else person.known_as for person in readers)
    words, button = _words(kind, viewer, readers, others)
    return Strip(circle, kind, shape, edge, words, button, names, len(readers))


def _words(kind: str, viewer: Seat, readers: tuple[Person, ...], others: list[Person]) -> tuple[str, str]:
    count = len(readers)
    if not others:
        return _("Only you can see this"), _("Save for me")
    if kind in (policy.DIRECT, policy.HELPER, policy.COORDINATOR_CIRCLE, policy.OWN) or len(others) <= 2:
        names = [person.name for person in others]
        inside = any(person.id == viewer.id for person in readers)
        words = _("Only %(who)s", who=listed([_("you"), *names] if inside else names))
        return _with_warning(kind, words), _("Send to %(who)s only", who=listed(names))
    if kind in (policy.FAMILY_CIRCLE, policy.PRIVATE_CIRCLE):
        return _family_words(readers)
    if kind == policy.WORKERS_CIRCLE:
        words = _("Workers only (%(count)d)", count=count)
        return _with_warning(kind, words), ngettext("Share with %(num)d worker", "Share with %(num)d workers", count)
    if kind == policy.PLAN_CIRCLE:
        words = _("Family, the social worker and the coordinator (%(count)d people)", count=count)
    else:
        words = _("Everyone in the meeting (%(count)d people)", count=count)
    helpers = [person.name for person in readers if person.seat.role in policy.HELPERS]
    if helpers:
        words = _("%(words)s, with %(helpers)s", words=words, helpers=listed(helpers))
    return words, ngettext("Share with %(num)d person", "Share with %(num)d people", count)


def _family_words(readers: tuple[Person, ...]) -> tuple[str, str]:
    family = [person for person in readers if person.seat.family_side]
    helpers = [person.name for person in readers if person.seat.role in policy.HELPERS]
    words = ngettext("Only family (%(num)d person)", "Only family (%(num)d people)", len(family))
    button = ngettext("Share with %(num)d family member", "Share with %(num)d family members", len(family))
    if helpers:
        who = listed(helpers)
        return _("%(words)s and %(who)s", words=words, who=who), _("%(button)s and %(who)s", button=button, who=who)
    return words, button


def _with_warning(kind: str, words: str) -> str:
    return _("%(words)s. Family cannot see this", words=words) if kind == policy.WORKERS_CIRCLE else words
