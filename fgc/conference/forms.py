"""Forms of the meeting. Both doors use them."""

from datetime import date, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional

from fgc.conference.actions.meetings import KINDS, MeetingDraft
from fgc.conference.queries import MeetingWords
from fgc.core.errors import Refused
from fgc.web.forms import PageForm

LONG = Length(max=1000, message=_l("Use fewer words."))


class MeetingForm(PageForm):
    """Date as three boxes, time as “15:30”, and the sealed words."""

    kind = StringField(validators=[AnyOf(KINDS, message=_l("Choose what kind of meeting it is."))])
    day = StringField(name="day-day")
    month = StringField(name="day-month")
    year = StringField(name="day-year")
    at = StringField()
    place = TextAreaField(validators=[Optional(), LONG])
    join = StringField(validators=[Optional(), LONG])
    bring = TextAreaField(validators=[Optional(), LONG])
    message = TextAreaField(validators=[Optional(), LONG])

    def draft(self) -> MeetingDraft:
        """What was asked for. Raises `Refused` naming the field."""
        self.check()
        words = MeetingWords(*(_text(field.data) for field in (self.place, self.join, self.bring, self.message)))
        return MeetingDraft(self.kind.data or "", self._day(), self._time(), words)

    def _day(self) -> date:
        parts = [_text(field.data) for field in (self.year, self.month, self.day)]
        try:
            year, month, day = (int(part) for part in parts)
            return date(year, month, day)
        except ValueError:
            raise Refused(day=_("Write the date as day, month and year.")) from None

    def _time(self) -> time:
        text = _text(self.at.data).replace(".", ":")
        try:
            hour, minute = text.split(":")
            return time(int(hour), int(minute))
        except ValueError:
            raise Refused(at=_("Write the time like 15:30.")) from None


class MemberForm(PageForm):
    """One member, by id; empty where that means nobody."""

    member = StringField(validators=[Optional(), Length(max=40)])


class OnForm(PageForm):
    """A switch: `on` is “y” or empty."""

    on = StringField(validators=[Optional(), Length(max=5)])

    @property
    def is_on(self) -> bool:
        """Whether it was switched on."""
        return bool(_text(self.on.data))


class WordForm(PageForm):
    """A short code or text: an answer at the door, a kind of help, a reason, a row."""

    answer = StringField(validators=[Optional(), Length(max=20)])
    kind = StringField(validators=[Optional(), Length(max=20)])
    reason = TextAreaField(validators=[Optional(), LONG])
    row = StringField(validators=[Optional(), Length(max=40)])
    press = StringField(validators=[Optional(), Length(max=40)])


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
