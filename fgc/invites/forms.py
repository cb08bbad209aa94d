"""Forms of coming in by invitation."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp

from fgc.accounts.forms import DID_NOT_WORK, PHONES
from fgc.accounts.rules import digits_of
from fgc.cases.reading_help import ANSWERS, READINGS
from fgc.web import languages
from fgc.web.forms import PageForm

LANGUAGES: list[Any] = [*languages.CODES]
READING: list[Any] = ["", *READINGS]
ALOUD: list[Any] = ["", *ANSWERS]
TEXTS: list[Any] = ["yes", "ring", "no"]


def _digits(typed: str | None) -> str | None:
    return digits_of(typed) if typed else typed


class JoinForm(PageForm):
    """Code and PIN. Whatever is wrong with them, the answer is one sentence."""

    code = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=60, message=DID_NOT_WORK)])
    pin = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=20, message=DID_NOT_WORK)])


class SettleForm(PageForm):
    """What the person chooses after “Yes, I am …”."""

    called = StringField(
        validators=[DataRequired(_("Write the name you want to be called.")), Length(max=60)],
        filters=[lambda text: text.strip() if text else text],
    )
    pin = StringField(validators=[Regexp(r"^[0-9]{6}$", message=_("A PIN has 6 numbers."))], filters=[_digits])
    again = StringField(validators=[EqualTo("pin", _("The two PINs are not the same."))], filters=[_digits])
    phone = RadioField(
        choices=PHONES, validators=[InputRequired(_("Choose one."))]
    )  # fmt: skip
    text = RadioField(choices=TEXTS, default="ring")
    language = SelectField(choices=LANGUAGES, default="en")
    reading = RadioField(choices=READING, default="")
    aloud = RadioField(choices=ALOUD, default="")
