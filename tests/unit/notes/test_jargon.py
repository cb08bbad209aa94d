"""Hints for hard words."""

from fgc.notes import jargon


def test_hard_words_are_found_once_with_something_to_try():
    found = jargon.hints("A Verbal altercation. Another verbal altercation; non-compliant.")
    assert [word for word, _better in found] == ["verbal altercation", "non-compliant"]
    assert found[0][1] == "shouting"


def test_words_inside_other_words_are_left_alone():
    assert jargon.hints("contactless implementation") == []
