"""The language of people's own words: claimed only where the letters are those of the language."""

import pytest

from fgc.web.languages import words_lang


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ur", "دادی فون کرتی ہیں۔", "ur"),
        ("ar", "الجدة تتصل كل يوم", "ar"),
        ("ur", "Nan rings every day", ""),
        ("pl", "Babcia dzwoni o 18:00. Źdźbło!", "pl"),
        ("ro", "Bunica sună zilnic", "ro"),
        ("en", "Nan rings", "en"),
        ("en", "دادی فون کرتی ہیں", ""),
        ("pl", "Бабуся дзвонить", ""),
        ("ur", "دادی Nan کہتی ہیں کہ وہ آئیں گی", "ur"),
        ("ur", "Nan rings at six, دادی", ""),
        ("ur", "۱۸:۰۰", ""),
        ("en", "18:00 👍", ""),
        ("en", "", ""),
        ("other", "Nan rings", ""),
        ("", "Nan rings", ""),
        ("xx", "Nan rings", ""),
        ('en" onclick="', "Nan rings", ""),
    ],
)
def test_words_are_marked_with_a_language_only_when_the_letters_fit(language, text, found):
    assert words_lang(language, text) == found
