"""Forms of this slice. Both doors use `NoteForm`; what a text may be is checked by the actions."""

from datetime import date

from flask_babel import gettext as _
from wtforms import BooleanField, StringField, TextAreaField

from fgc.core.errors import Refused
from fgc.notes import rules
from fgc.notes.actions import NoteDraft, ReplyDraft, ThoughtDraft
from fgc.notes.files.accepting import NOTHING, Enclosed
from fgc.notes.queries.reports import ReportDraft
from fgc.web.forms import PageForm


class FilesForm(PageForm):
    """The words beside a picture and a voice, and whether what hangs there is to go; the files are `accepting`'s."""

    picture_words = StringField()
    voice_words = StringField()
    picture_drop = StringField()
    voice_drop = StringField()


class NoteForm(FilesForm):
    """A note: circle, words, the sender's own id of it, why hidden, who said it, what it answers."""

    circle = StringField()
    body = TextAreaField()
    client_id = StringField()
    kind = StringField()
    reason = StringField()
    reason_words = StringField()
    about = StringField()
    said_by = StringField()
    reply_to = StringField()

    def draft(self, enclosed: Enclosed = NOTHING) -> NoteDraft:
        """The note as somebody wants to send it."""
        return NoteDraft(
            circle=self.circle.data or "", body=self.body.data or "", client_id=self.client_id.data or None,
            kind=self.kind.data or rules.NOTE, reason=self.reason.data or "", about=self.about.data or "",
            said_by=self.said_by.data or "", reply_to=self.reply_to.data or "",
            reason_words=self.reason_words.data or "", enclosed=enclosed,
        )  # fmt: skip


class CorrectForm(PageForm):
    """Words that stand beside something."""

    body = TextAreaField()
    client_id = StringField()


class ShareForm(PageForm):
    """Where a note of one's own goes; `confirm` once the new readers were named."""

    circle = StringField()
    reason = StringField()
    reason_words = StringField()
    confirm = StringField()


class ReleaseForm(PageForm):
    """What is sent on, and to whom."""

    member = StringField()
    words = TextAreaField()


class SearchForm(PageForm):
    """Words to look for. Posted, so that no address or log carries them."""

    text = StringField()


class ReplyForm(PageForm):
    """A question, a “do not agree” or an answer beside a paragraph. `circle`: everyone, or only the coordinator."""

    paragraph = StringField()
    kind = StringField()
    circle = StringField()
    body = TextAreaField()
    reply_to = StringField()
    client_id = StringField()

    def draft(self, quiet: str, loud: str) -> ReplyDraft:
        """The reply, given the two circles that can be chosen. Raises `Refused` when none was."""
        if not self.reply_to.data and self.circle.data not in (quiet, loud):
            raise Refused(circle=_("Choose who can see this."))
        return ReplyDraft(
            self.paragraph.data or "", self.body.data or "", self.kind.data or rules.QUESTION,
            self.circle.data == quiet, self.reply_to.data or "", self.client_id.data or None,
        )  # fmt: skip


class ReportForm(PageForm):
    """The four boxes, the folded part for workers, and the revision that was on the page."""

    going_well = TextAreaField()
    worries = TextAreaField()
    needs_change = TextAreaField()
    help = TextAreaField()
    hidden = TextAreaField()
    reason = StringField()
    reason_words = StringField()
    rev = StringField()

    def draft(self) -> ReportDraft:
        """The report as typed."""
        parts = {part: rules.clean(self[part].data) for part in rules.PARTS}
        hidden, words = rules.clean(self.hidden.data), rules.clean(self.reason_words.data)
        return ReportDraft(parts, hidden, self.reason.data or "", words, whole(self.rev.data))


class SendReportForm(PageForm):
    """The check page: which report in which revision, and who tells the family first."""

    report = StringField()
    rev = StringField()
    told = StringField()


class AskForm(PageForm):
    """A worker and a day in three boxes."""

    member = StringField()
    day = StringField(name="due-day")
    month = StringField(name="due-month")
    year = StringField(name="due-year")

    def due(self) -> date:
        """The day. Raises `Refused`."""
        try:
            return date(*(int(field.data or "") for field in (self.year, self.month, self.day)))
        except ValueError:
            raise Refused(due=_("Write the date as day, month and year.")) from None


class ThoughtForm(FilesForm):
    """Who can see it, and what is in the box. `stop` in the middle; `again` to carry on with what was typed."""

    circle = StringField()
    words = TextAreaField()
    feeling = StringField()
    stop = StringField()
    again = StringField()

    def draft(self, box: str, enclosed: Enclosed = NOTHING) -> ThoughtDraft:
        """The thought as typed."""
        return ThoughtDraft(box, self.circle.data or "", self.words.data or "", self.feeling.data or "", enclosed)


class MoveForm(PageForm):
    """Who can see a thought from now on; `told` when somebody else was asked to share it."""

    circle = StringField()
    told = BooleanField()


def whole(text: str | None) -> int:
    """A whole number from a hidden field. Raises `Refused`."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(form=_("This could not be read."))
    return int(text)
