"""Forms about a case and its people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from fgc.accounts.rules import looks_like_email
from fgc.cases import policy, reading_help
from fgc.cases.people import ChildCard, Contact, Profile
from fgc.web import languages
from fgc.web.forms import PageForm

FAMILY_ROLES = (policy.FAMILY, policy.SUPPORTER, policy.CHILD, policy.ADVOCATE, policy.INTERPRETER)
WORKER_ROLES = (policy.SOCIAL_WORKER, policy.PROFESSIONAL)
SIDES = ("mother", "father", "both", "friend", "")
TAKES_PART = ("here", "online", "phone", "paper", "views")
SAFE_TO_TEXT = ("yes", "ring", "no", "ask")
LANGUAGES = (*languages.CODES, "other")


def codes(values: Iterable[str]) -> list[Any]:
    """Choices that are their own labels: the words stand in the templates."""
    return list(values)


def iso_day(_form: PageForm, field: StringField) -> None:
    """A date such as 2026-05-14, or nothing."""
    if not field.data:
        return
    try:
        date.fromisoformat(field.data)
    except ValueError:
        raise ValidationError(_("Write the date as day, month and year.")) from None


def an_address(_form: PageForm, field: StringField) -> None:
    """An e-mail address."""
    if not looks_like_email(field.data or ""):
        raise ValidationError(_("This does not look like an e-mail address."))


class ChildForm(PageForm):
    """A child, or a child to be born."""

    called = StringField(validators=[InputRequired(_("Tell us what the child likes to be called.")), Length(max=60)])
    born = StringField(validators=[iso_day])
    due = StringField(validators=[iso_day])
    how = TextAreaField(validators=[Length(max=500)])

    def card(self, child_id: str = "") -> ChildCard:
        """The child as the case speaks of them."""
        called, born, due, how = ((field.data or "").strip() for field in (self.called, self.born, self.due, self.how))
        return ChildCard(child_id, called, born, due, how)


class OpenCaseForm(ChildForm):
    """A new case: its first child, the coordinator's name as families see it, a reference."""

    coordinator = StringField(
        validators=[InputRequired(_("Write your name as the family will see it.")), Length(max=60)]
    )
    reference = StringField(validators=[Length(max=60)])


class PersonForm(PageForm):
    """Somebody of the family, a friend, or a helper."""

    name = StringField(validators=[InputRequired(_("Write the name this person uses.")), Length(max=60)])
    role = RadioField(choices=codes(FAMILY_ROLES), default=policy.FAMILY)
    relation = StringField(validators=[Length(max=60)])
    side = RadioField(choices=codes(SIDES), default="")
    language = SelectField(choices=codes(LANGUAGES), default="en")
    takes_part = RadioField(choices=codes(TAKES_PART), default="here")
    parental = BooleanField()
    phone = StringField(validators=[Length(max=40)])
    safe_to_text = RadioField(choices=codes(SAFE_TO_TEXT), default="ask")
    contact_notes = TextAreaField(validators=[Length(max=1000)])
    shared_phone = BooleanField()
    supports = StringField(validators=[Length(max=40)])
    apart = BooleanField()
    no_contact = SelectMultipleField(choices=[], validate_choice=False)

    def profile(self) -> Profile:
        """What others may see."""
        return Profile(
            name=(self.name.data or "").strip(),
            relation=(self.relation.data or "").strip(),
            side=self.side.data or "",
            language=self.language.data or "en",
            takes_part=self.takes_part.data or "here",
            parental=bool(self.parental.data),
        )

    def contact(self) -> Contact:
        """What only the coordinator sees."""
        return Contact(
            phone=(self.phone.data or "").strip(),
            safe_to_text=self.safe_to_text.data or "ask",
            notes=(self.contact_notes.data or "").strip(),
            shared_phone=bool(self.shared_phone.data),
        )


class WorkerForm(PageForm):
    """A worker: they sign in with their own account."""

    name = StringField(validators=[InputRequired(_("Write the name this person uses.")), Length(max=60)])
    role = RadioField(choices=codes(WORKER_ROLES), default=policy.PROFESSIONAL)
    agency = StringField(validators=[InputRequired(_("Write the agency or team.")), Length(max=60)])
    email = StringField(
        validators=[
            InputRequired(_("Give the e-mail address this worker signs in with.")),
            Length(max=120),
            an_address,
        ]
    )


class ColleagueForm(PageForm):
    """A second coordinator to hand over to."""

    email = StringField(
        validators=[
            InputRequired(_("Give the e-mail address.")),
            Length(max=120),
            an_address,
        ]
    )
    name = StringField(validators=[InputRequired(_("Write the name as the family will see it.")), Length(max=60)])


class PairForm(PageForm):
    """Two people who must not be in a room together."""

    first = StringField(validators=[InputRequired(_("Choose two people."))])
    second = StringField(validators=[InputRequired(_("Choose two people."))])
    reason = TextAreaField(validators=[Length(max=1000)])


class BarForm(PageForm):
    """Somebody who can never be invited."""

    barred_name = StringField(validators=[InputRequired(_("Write the name.")), Length(max=60)])
    barred_reason = TextAreaField(validators=[Length(max=1000)])


class ConsentForm(PageForm):
    """What a person with parental responsibility said."""

    member = StringField(validators=[InputRequired(_("Say who was asked."))])
    given = RadioField(choices=codes(("yes", "no")), validators=[InputRequired(_("Say what they answered."))])
    how = RadioField(choices=codes(("in_person", "phone", "letter", "video")))


class CaseWordsForm(PageForm):
    """Reference and duty contact."""

    reference = StringField(validators=[Length(max=60)])
    duty_name = StringField(validators=[Length(max=60)])
    duty_phone = StringField(validators=[Length(max=40)])


class DetailsForm(PageForm):
    """What members change about themselves."""

    called = StringField(validators=[InputRequired(_("Write the name you like to be called.")), Length(max=60)])
    takes_part = RadioField(choices=codes(TAKES_PART), default="here")
    language = SelectField(choices=codes(LANGUAGES), default="en")
    safe_to_text = RadioField(choices=codes(SAFE_TO_TEXT), validators=[Optional()], default="ask")
    reading = RadioField(choices=codes(("", *reading_help.READINGS)), default="")
    aloud = RadioField(choices=codes(("", *reading_help.ANSWERS)), default="")


class ComingForm(PageForm):
    """How somebody takes part, and words for the coordinator that may go with it."""

    takes_part = RadioField(choices=codes(TAKES_PART), validators=[InputRequired(_("Choose one."))])
    body = TextAreaField(validators=[Length(max=1000)])
