"""What a locked phone answers: the page that asks for the PIN; words that were being sent go along, sealed."""

from typing import Any

from flask import redirect, render_template, request, url_for

from fgc.accounts import kept
from fgc.accounts.rules import safe_path
from fgc.accounts.sessions import LiveSession
from fgc.core.errors import NotFound
from fgc.web.pages import wants_data


def answer_locked(live: LiveSession) -> Any:
    """The answer of a guard to a locked session. Scripts get the 404 that means “not here any more”."""
    if request.method == "GET":
        return redirect(url_for("sessions.unlock", to=request.path))
    if wants_data():
        raise NotFound
    return pin_page("", kept.seal(live.account_id, kept.posted_form()), {})


def pin_page(to: str, words: str, errors: dict[str, str]) -> str:
    """The page that asks for the PIN; `words` are sealed already."""
    return render_template("accounts/unlock.html", to=safe_path(to), kept=words, errors=errors)


def words_page(form: kept.KeptForm) -> str:
    """The words again after the PIN, with a button that sends them where they were going."""
    shown = [(name, text) for name, text in form.fields if is_words(text)]
    quiet = [(name, text) for name, text in form.fields if not is_words(text)]
    return render_template("accounts/words_again.html", action=form.action, words=shown, fields=quiet)


def is_words(text: str) -> bool:
    """Whether a field was written rather than chosen: codes and ids have no space and are short."""
    return " " in text.strip() or "\n" in text.strip() or len(text) > 60
