"""What a copy on paper is to be: size, language, all of it or easy words. Codes in, plain words out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from fgc.plan.paper import Paper, PaperPlan, Size, plan_pdf
from fgc.web.languages import BY_CODE, ENGLISH, known

A4, A5, LARGE = "a4", "a5", "large"
FULL, EASY = "full", "easy"
SIZES: dict[str, Any] = {
    A5: _l("Small, for a phone (A5)"), A4: _l("For paper (A4)"), LARGE: _l("Large print (A4)"),
}  # fmt: skip
WORDS: dict[str, Any] = {FULL: _l("The whole plan"), EASY: _l("Easy words: who does what, and when")}


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """One copy. `size` is a key of SIZES, `lang` a code of ours, `words` a key of WORDS."""

    size: str = A4
    lang: str = ENGLISH
    words: str = FULL

    @property
    def easy(self) -> bool:
        """Whether it is the copy in easy words, which has big letters of its own."""
        return self.words == EASY

    @property
    def language(self) -> str:
        """The language by its own name."""
        return BY_CODE[self.lang].name

    def args(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {"size": self.size, "lang": self.lang, "words": self.words}


def choice_of(values: Mapping[str, str], reader_lang: str) -> CopyChoice:
    """The choice in an address or a form; what is not known there becomes A4, the reader's language, all of it."""
    size = values.get("size", A4)
    words = values.get("words", FULL)
    if values.get("large") == "1":
        size = LARGE
    return CopyChoice(
        size if size in SIZES else A4, known(values.get("lang")) or reader_lang, words if words in WORDS else FULL
    )


def printed(plan: PaperPlan, choice: CopyChoice) -> Paper:
    """The plan as a PDF of this choice. Raises PaperError. Slow: keep it off the request's thread."""
    size: Size = "a5" if choice.size == A5 else "a4"
    return plan_pdf(plan, size=size, large_print=choice.size == LARGE, easy=choice.easy)
