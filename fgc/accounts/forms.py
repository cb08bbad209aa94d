"""Forms of signing in and of a family member's phones."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from fgc.accounts.rules import PASSWORD_MOST
from fgc.web.forms import PageForm

PHONES: list[Any] = ["shared", "own"]


DID_NOT_WORK = _("That did not work. Check the numbers, or ring the person who sent you this.")


def did_not_work() -> str:
    """The one sentence for everything that is wrong with a code, PIN, link or password."""
    return str(DID_NOT_WORK)


class SignInForm(PageForm):
    """First half of signing in."""

    email = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=200)])
    password = PasswordField(validators=[InputRequired(DID_NOT_WORK), Length(max=PASSWORD_MOST)])


class CodeForm(PageForm):
    """A one-time code, or a recovery code."""

    code = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=40)])


class SetUpForm(PageForm):
    """Set-up of a professional's account. The link's secret comes as `code`."""

    code = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=100)])
    name = StringField(validators=[DataRequired(_("Write your name as families will see it.")), Length(max=60)])
    password = PasswordField(validators=[InputRequired(DID_NOT_WORK), Length(max=PASSWORD_MOST)])
    again = PasswordField(validators=[EqualTo("password", _("The two passwords are not the same."))])


class PinForm(PageForm):
    """The own PIN."""

    pin = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=20)])


class ComeBackForm(PageForm):
    """A code made on another phone, and the own PIN."""

    code = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=20)])
    pin = StringField(validators=[InputRequired(DID_NOT_WORK), Length(max=20)])
    phone = RadioField(choices=PHONES, default="shared")
