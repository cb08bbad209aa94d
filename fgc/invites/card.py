"""The words on a printed invitation, in the language of the person who is invited. Nothing of the case is on it."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from fgc.web.languages import BY_CODE, ENGLISH, locale_of


@dataclass(frozen=True, slots=True)
class CardWords:
    """All that is fixed on a card, and the language it is in."""

    lang: str
    direction: str
    welcome: str
    scan: str
    picture: str
    type_it: str
    pin: str
    ring: str


def card_words(lang: str, phone: str) -> CardWords:
    """The card in a language of ours, else in English. `phone` is the number of the service, or ""."""
    spoken = BY_CODE.get(lang, BY_CODE[ENGLISH])
    with force_locale(locale_of(spoken.code)):
        return CardWords(
            spoken.code, spoken.direction, _("Welcome"), _("Scan the picture with your phone."),
            _("Picture to scan, with the address of the invitation"), _("Or go to this address and type the code:"),
            _("You also need the PIN that you were told."),
            # the number runs from left to right inside a sentence of either direction
            _("Questions? Ring %(number)s.", number=f"\u2066{phone}\u2069") if phone else "",
        )  # fmt: skip
