"""The catalogues are whole: no sentence that families read is missing, unsure, or lost a placeholder on the way."""

import re

import pytest
from babel.messages.catalog import Catalog

from fgc.web import catalogues, languages

PLACE = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    """All sentences of the sources."""
    return catalogues.gathered()


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A sentence's forms: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("code", languages.TRANSLATED)
def test_every_sentence_that_families_read_is_translated(code: str, gathered: Catalog):
    catalogue = catalogues.read(code)
    wanted = {message.id for message in catalogues.sentences(gathered)}
    there = {message.id for message in catalogues.sentences(catalogue)}
    assert sorted(map(str, wanted - there)) == [], "gather them: fgc languages gather"
    assert sorted(map(str, there - wanted)) == [], "nobody says this any more: fgc languages gather"
    bare = [message.id for message in catalogues.sentences(catalogue) if not catalogues.is_translated(message)]
    assert bare == []
    assert [message.id for message in catalogues.sentences(catalogue) if message.fuzzy] == []


@pytest.mark.parametrize("code", languages.TRANSLATED)
def test_no_translation_loses_or_invents_a_placeholder(code: str):
    catalogue = catalogues.read(code)
    wrong = []
    for message in catalogues.sentences(catalogue):
        whole = sorted(PLACE.findall(forms(message.id)[-1]))
        told = [sorted(PLACE.findall(form)) for form in forms(message.string)]
        one = len(forms(message.id)) == 1
        if (one and told != [whole]) or whole not in told or not all(set(form) <= set(whole) for form in told):
            wrong.append((message.id, message.string))
    assert wrong == []


@pytest.mark.parametrize("code", languages.TRANSLATED)
def test_a_language_is_really_another_language(code: str):
    catalogue = catalogues.read(code)
    same = [message.id for message in catalogues.sentences(catalogue) if forms(message.id) == forms(message.string)]
    assert len(same) < 25, same


def test_gathering_again_changes_nothing(gathered: Catalog):
    for code in languages.TRANSLATED:
        assert catalogues.brought_up(code, gathered) == catalogues.path_of(code).read_bytes(), "fgc languages gather"


def test_a_digest_follows_the_words_and_not_their_order():
    counted = catalogues.count("pl")
    assert catalogues.count("pl").digest == counted.digest
    assert len({catalogues.count(code).digest for code in languages.TRANSLATED}) == len(languages.TRANSLATED)
