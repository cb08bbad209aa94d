"""The form of a translation; both doors use it, what a text may be is checked by the action."""

from wtforms import StringField, TextAreaField

from fgc.interpreting.actions import TranslationDraft
from fgc.web.forms import PageForm


class TranslationForm(PageForm):
    """Into which language, its name if it is not one of ours, the words, and who is on the phone."""

    lang = StringField()
    language = StringField()
    words = TextAreaField()
    by = StringField()
    client_id = StringField()

    def draft(self, kind: str, obj_id: str) -> TranslationDraft:
        """The translation as typed."""
        return TranslationDraft(
            kind, obj_id, self.lang.data or "", self.words.data or "", self.language.data or "", self.by.data or "",
            self.client_id.data or None,
        )  # fmt: skip
