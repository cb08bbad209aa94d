"""What can be read of words. One module a noun; other slices use the names below."""

from fgc.notes.queries.notes import note_of, notes_for, search_notes
from fgc.notes.queries.opening import Words
from fgc.notes.queries.reports import report_page, shelf
from fgc.notes.queries.requests import late_in, reporters_in, requests_for
from fgc.notes.queries.thoughts import thoughts_of

__all__ = [
    "Words",
    "late_in",
    "note_of",
    "notes_for",
    "report_page",
    "reporters_in",
    "requests_for",
    "search_notes",
    "shelf",
    "thoughts_of",
]
