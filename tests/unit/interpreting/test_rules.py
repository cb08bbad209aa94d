"""Rules of translations: what follows what, which way words run, when one no longer fits."""

import pytest

from fgc.interpreting import rules
from fgc.interpreting.rules import Content


def content(lang: str = "ur", name: str = "", source: str = "Nan rings.") -> Content:
    return Content(lang, "words", rules.digest(source), name)


def test_the_same_language_again_follows_what_was_there():
    assert content("ur").key == content("ur").key != content("ar").key
    assert content("other", "Kurdish  Sorani").key == content("other", "kurdish sorani").key
    assert content("other", "Somali").key != content("other", "Tigrinya").key


def test_a_translation_fits_only_what_was_translated():
    assert content().fits("Nan rings.")
    assert not content().fits("Nan rings at six.")


def test_what_is_sealed_comes_back_as_it_was():
    one = Content("other", "كوردى \n two", rules.digest("x"), "Sorani", "Dilan")
    assert rules.from_text(rules.to_text(one)) == one


@pytest.mark.parametrize(
    ("lang", "code", "direction"), [("ur", "ur", "rtl"), ("pl", "pl", "ltr"), ("other", "", "auto"), ("xx", "", "auto")]
)
def test_words_carry_their_language_and_direction(lang, code, direction):
    assert (rules.code(lang), rules.direction(lang)) == (code, direction)


def test_a_language_goes_by_its_own_name():
    assert rules.name_of("ur", "ignored") == "اردو"
    assert rules.name_of("other", "Tigrinya") == "Tigrinya"
