"""The languages of family pages, and which of them one request is answered in.

A person's choice stands in a cookie of its own, so that pages which must not look into the store still speak their
language; `fgc.accounts.languages` remembers it for the person. Staff pages are English.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.lists import format_list
from flask import Response, current_app, request
from flask_babel import get_locale

from config.settings import Settings

COOKIE = "lang"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, its name in its own script, which way it runs, and Babel's locale for dates and plurals."""

    code: str
    name: str
    direction: str
    locale: str


LANGUAGES = (
    Language(ENGLISH, "English", "ltr", "en_GB"),
    Language("cy", "Cymraeg", "ltr", "cy"),
    Language("pl", "Polski", "ltr", "pl"),
    Language("ro", "Română", "ltr", "ro"),
    Language("ur", "اردو", "rtl", "ur"),
    Language("ar", "العربية", "rtl", "ar"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
CODES = tuple(BY_CODE)
TRANSLATED = tuple(code for code in CODES if code != ENGLISH)
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "ltr": re.compile("(?![\u00d7\u00f7])[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]"),
    "rtl": re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
}


def known(code: str | None) -> str:
    """The code of a language of ours, or empty."""
    return code if code in BY_CODE else ""


def locale_of(code: str) -> str:
    """Babel's name of a language; English for one that is not ours."""
    return BY_CODE.get(code, LANGUAGES[0]).locale


def wished() -> str:
    """What this browser asks for: the choice somebody made on it, else what it is set to, else English."""
    return known(request.cookies.get(COOKIE)) or request.accept_languages.best_match(CODES) or ENGLISH


def words_lang(language: str, text: str) -> str:
    """The language of somebody's own words, for a `lang` attribute: their language, if the letters are those of it.

    Empty, which means unknown, where the letters are of another script, or there are none.
    """
    if language not in BY_CODE:
        return ""
    own = len(_SCRIPTS[BY_CODE[language].direction].findall(text))
    return language if 2 * own > len(_LETTER.findall(text)) else ""


def current() -> Language:
    """The language of the page (or card) that is being made."""
    locale = get_locale()
    return BY_CODE.get(locale.language if locale else ENGLISH, LANGUAGES[0])


def listed(names: Iterable[str]) -> str:
    """Names as the page's language lists them: “Kerry, Jean and Lisa”."""
    return format_list(list(names), locale=get_locale() or ENGLISH)


def set_language_cookie(response: Response, code: str, *, keep_days: int | None) -> None:
    """Leave a choice in the browser: for some days on an own phone, else until it is closed."""
    settings: Settings = current_app.extensions["fgc.settings"]
    response.set_cookie(
        COOKIE, code, max_age=keep_days * 86_400 if keep_days else None, httponly=True, secure=settings.https,
        samesite="Strict", path="/",
    )  # fmt: skip
