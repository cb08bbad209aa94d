"""What can be done with words. One module a noun; the two doors and other slices use the names below."""

from fgc.notes.actions.carrying import carry_notes, private_notes, remove_private
from fgc.notes.actions.releasing import release_to
from fgc.notes.actions.replies import ReplyDraft, add_reply
from fgc.notes.actions.reports import correct_report, mark_read, require_ready, save_report_draft, share_report
from fgc.notes.actions.requests import ask_report
from fgc.notes.actions.standing import confirm_said, correct_note, share_own, withdraw_note
from fgc.notes.actions.thoughts import ThoughtDraft, keep_thought, move_thought, put_thought
from fgc.notes.actions.writing import NoteDraft, add_note, require_reason

__all__ = [
    "NoteDraft",
    "ReplyDraft",
    "ThoughtDraft",
    "add_note",
    "add_reply",
    "ask_report",
    "carry_notes",
    "confirm_said",
    "correct_note",
    "correct_report",
    "keep_thought",
    "mark_read",
    "move_thought",
    "private_notes",
    "put_thought",
    "release_to",
    "remove_private",
    "require_ready",
    "require_reason",
    "save_report_draft",
    "share_own",
    "share_report",
    "withdraw_note",
]
