"""How long texts may be (settings), with the one sentence that says so."""

from flask import current_app
from flask_babel import gettext as _

from config.settings import Settings
from fgc.core.errors import Refused


def _settings() -> Settings:
    settings: Settings = current_app.extensions["fgc.settings"]
    return settings


def note_chars() -> int:
    """Most characters of a note."""
    return _settings().note_chars


def report_chars() -> int:
    """Most characters of a report, all parts together."""
    return _settings().report_chars


def require_words(field: str, words: str, most: int) -> None:
    """Go on only with some words and not too many; otherwise `Refused` at this field."""
    if not words:
        raise Refused({field: _("Write something before you share it.")})
    if len(words) > most:
        text = _("This is too long: %(count)d letters. Keep it to %(most)d.", count=len(words), most=most)
        raise Refused({field: text})
