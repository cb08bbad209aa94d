"""Pure rules of translations: which languages, what is sealed of one, when it no longer fits its original."""

import hashlib
import json
from dataclasses import asdict, dataclass

from fgc.web import languages

OTHER = "other"
CHOICES = (*languages.CODES, OTHER)
NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed. `name` is the language's name when `lang` is other; `by` an interpreter who was on the phone.

    `of` is the hash of the words that were translated.
    """

    lang: str
    words: str
    of: str
    name: str = ""
    by: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Writings with the same key follow one another; others stand side by side."""
        return self.lang, " ".join(self.name.casefold().split())

    def fits(self, source: str) -> bool:
        """Whether the original still says what was translated."""
        return self.of == digest(source)


def digest(source: str) -> str:
    """The hash of an original. It is kept sealed: short words could be guessed from it."""
    return hashlib.sha256(source.encode()).hexdigest()


def to_text(content: Content) -> str:
    """The content as one text, to be sealed."""
    return json.dumps(asdict(content), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Content:
    """The content from its text."""
    return Content(**json.loads(text))


def code(lang: str) -> str:
    """The language for a `lang` attribute; empty, which means unknown, for one that is not ours."""
    return languages.known(lang)


def direction(lang: str) -> str:
    """Which way a translation runs; for a language that is not ours its own letters decide."""
    return languages.BY_CODE[lang].direction if lang in languages.BY_CODE else "auto"


def name_of(lang: str, name: str) -> str:
    """A language in its own script, or as the interpreter called it."""
    return languages.BY_CODE[lang].name if lang in languages.BY_CODE else name
