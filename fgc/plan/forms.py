"""Forms of the plan. The same fields serve a posted page and a socket's payload."""

from datetime import date

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from fgc.cases.forms import iso_day
from fgc.core.errors import Refused
from fgc.plan import rules
from fgc.plan.actions.answering import AnswerDraft
from fgc.plan.actions.lines import LineDraft
from fgc.plan.actions.record_body import Closing
from fgc.plan.actions.rows import RowDraft
from fgc.plan.actions.signing import SignDraft
from fgc.plan.row_words import ACTION, PARTS, RowWords
from fgc.web.forms import PageForm

LONGEST = 4_000


def _text(field: StringField) -> str:
    return str(field.data or "")


class LineForm(PageForm):
    """A bottom line or a question."""

    text = TextAreaField(validators=[Length(max=LONGEST)])
    kind = StringField(default=rules.LINE, validators=[AnyOf(rules.LINE_KINDS)])
    client_id = StringField(validators=[Length(max=64)])

    def draft(self, line_id: str = "") -> LineDraft:
        """What the social worker wants."""
        return LineDraft(_text(self.text), self.kind.data or rules.LINE, line_id, _text(self.client_id) or None)


class ReplyForm(PageForm):
    """A challenge, a question or an answer to a line."""

    body = TextAreaField(validators=[Length(max=LONGEST)])
    kind = StringField(default="question", validators=[AnyOf(("question", "disagree", "answer"))])
    client_id = StringField(validators=[Length(max=64)])


class RowForm(PageForm):
    """A row of the plan. `rev` is the revision it was based on."""

    what = TextAreaField(validators=[Length(max=LONGEST)])
    who = StringField(validators=[Length(max=LONGEST)])
    doers = SelectMultipleField(choices=[], validate_choice=False)
    by_day = StringField(validators=[iso_day])
    by_when = StringField(validators=[Length(max=LONGEST)])
    how_often = StringField(validators=[Length(max=LONGEST)])
    if_not = TextAreaField(validators=[Length(max=LONGEST)])
    checks = StringField(validators=[Length(max=LONGEST)])
    checker = StringField(validators=[Length(max=40)])
    meets = SelectMultipleField(choices=[], validate_choice=False)
    steps = TextAreaField(validators=[Length(max=LONGEST)])
    calls = TextAreaField(validators=[Length(max=LONGEST)])
    asked = StringField(validators=[Length(max=LONGEST)])
    agency = StringField(validators=[Length(max=LONGEST)])
    share_with = SelectMultipleField(choices=[], validate_choice=False)
    said_by = StringField(validators=[Length(max=40)])
    part = StringField(default=ACTION, validators=[AnyOf(PARTS)])
    circle = StringField(validators=[Length(max=40)])
    rev = IntegerField(validators=[Optional()], default=0)
    client_id = StringField(validators=[Length(max=64)])

    def words(self) -> RowWords:
        """The row's words."""
        return RowWords(
            what=_text(self.what), who=_text(self.who), doers=tuple(self.doers.data or ()), by_day=_text(self.by_day),
            by_when=_text(self.by_when), how_often=_text(self.how_often), if_not=_text(self.if_not),
            checks=_text(self.checks), checker=_text(self.checker), meets=tuple(self.meets.data or ()),
            steps=_text(self.steps), calls=_text(self.calls), asked=_text(self.asked), agency=_text(self.agency),
            share_with=tuple(self.share_with.data or ()), said_by=_text(self.said_by),
        )  # fmt: skip

    def draft(self, row_id: str = "") -> RowDraft:
        """The row as somebody wants it."""
        part, rev, client_id = self.part.data or ACTION, self.rev.data or 0, _text(self.client_id) or None
        return RowDraft(self.words(), _text(self.circle), part, row_id, rev, client_id)


def row_fields(words: RowWords) -> MultiDict[str, str]:
    """A row's words as fields of its form."""
    pairs: list[tuple[str, str]] = []
    for name in words.__slots__:
        value = getattr(words, name)
        pairs += [(name, item) for item in value] if isinstance(value, tuple) else [(name, value)]
    return MultiDict(pairs)


class AnswerForm(PageForm):
    """Do you agree with this plan? `member` is for whom somebody writes, empty for oneself."""

    choice = StringField(validators=[InputRequired(_("Choose one answer."))])
    says = TextAreaField(validators=[Length(max=LONGEST)])
    audience = StringField(default=rules.HERE)
    number = IntegerField(validators=[InputRequired()])
    member = StringField(validators=[Length(max=40)])

    def draft(self) -> AnswerDraft:
        """The answer."""
        return AnswerDraft(
            _text(self.choice), _text(self.says), _text(self.audience) or rules.HERE, self.number.data or 0,
            _text(self.member),
        )  # fmt: skip


class CouldSayForm(PageForm):
    """Could you say what you think?"""

    said = StringField(validators=[InputRequired(_("Choose yes, partly or no."))])
    words = TextAreaField(validators=[Length(max=LONGEST)])


class AcceptanceForm(PageForm):
    """Is it safe?"""

    decision = StringField(validators=[InputRequired(_("Choose one answer."))])
    reason = TextAreaField(validators=[Length(max=LONGEST)])
    line = IntegerField(validators=[Optional()], default=0)
    number = IntegerField(validators=[InputRequired()])


class ResourceForm(PageForm):
    """Will the agency give it?"""

    decision = StringField(validators=[InputRequired(_("Choose yes or no."))])
    reason = TextAreaField(validators=[Length(max=LONGEST)])


class SignForm(PageForm):
    """Closing the meeting. Words for people who take part apart come in fields `apart-<member>`."""

    outcome = StringField(validators=[InputRequired(_("Choose how the meeting ended."))])
    not_agreed = TextAreaField(validators=[Length(max=LONGEST)])
    next_steps = TextAreaField(validators=[Length(max=LONGEST)])
    review = StringField(validators=[iso_day])
    concern = StringField()
    child_safe = StringField()
    well = TextAreaField(validators=[Length(max=LONGEST)])
    hard = TextAreaField(validators=[Length(max=LONGEST)])
    number = IntegerField(validators=[Optional()], default=0)
    read_out = BooleanField()

    def draft(self, apart: tuple[tuple[str, str], ...]) -> SignDraft:
        """What the coordinator wants to sign."""
        closing = Closing(
            _text(self.outcome), _text(self.not_agreed), _text(self.next_steps), day_of(_text(self.review)),
            _text(self.concern), _text(self.child_safe), _text(self.well), _text(self.hard), apart,
        )  # fmt: skip
        return SignDraft(closing, self.number.data or 0, bool(self.read_out.data))


class MarkForm(PageForm):
    """How is it going?"""

    state = StringField(validators=[InputRequired(_("Choose one answer."))])
    words = TextAreaField(validators=[Length(max=LONGEST)])
    ring = BooleanField()


class ReviewForm(PageForm):
    """When do we meet again?"""

    review = StringField(validators=[InputRequired(_("Choose a day.")), iso_day])

    def day(self) -> date:
        """The day."""
        found = day_of(_text(self.review))
        if found is None:
            raise Refused(review=str(_("Choose a day.")))
        return found


def day_of(text: str) -> date | None:
    """A date from its ISO text, None for none. Raises `ValidationError` for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError(_("Write the date as day, month and year.")) from None
