"""What a person sees in their own language: the English of a sentence, as the catalogue of their language says it."""

from functools import lru_cache

from babel.messages.catalog import Catalog

from fgc.web import catalogues, languages


@lru_cache
def _catalogue(code: str) -> Catalog:
    return catalogues.read(code)


class Tongue:
    """`say("Leave this page")` in a language; `many("1 new note", …)` for sentences with a number."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.direction = languages.BY_CODE[code].direction

    def say(self, english: str, **values: object) -> str:
        """A sentence. A sentence that is not in the catalogue is a mistake of the test, or of the page."""
        text = english
        if self.code != languages.ENGLISH:
            message = _catalogue(self.code).get(english)
            assert message is not None, f"not in the catalogue: {english}"
            text = str(message.string)
        return text % values if values else text
