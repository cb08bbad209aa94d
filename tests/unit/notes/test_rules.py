"""Pure rules of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgc.cases import policy
from fgc.notes import rules

CIRCLES = ("own:m", "helper:m", "direct:m", "family", "everyone")


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_no_hidden_characters(words):
    once = rules.clean(words)
    assert rules.clean(once) == once
    assert all(char in "\n\t" or char >= " " for char in once)
    assert once.encode().decode() == once


@pytest.mark.parametrize("wrong", [None, 7, b"bytes", ["a"], "\ud800"])
def test_anything_else_than_text_is_harmless(wrong):
    assert rules.clean(wrong) in ("", "?")


@given(st.text(alphabet="ab \n\r\t"))
def test_cutting_into_paragraphs_loses_no_letter(words):
    cut = rules.paragraphs(words)
    assert "".join("".join(cut).split()) == "".join(words.split())
    assert all(part == part.strip() and part for part in cut)


def test_paragraphs_end_at_empty_lines_only():
    assert rules.paragraphs("one\ntwo\r\n \r\n\r\nthree\n\n") == ("one\ntwo", "three")
    assert rules.paragraphs(" \n ") == ()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (150, 1), (151, 2), (3_000, 20)])
def test_minutes_to_read_are_whole_and_never_none(words, minutes):
    assert rules.minutes_to_read(("word " * words,)) == minutes


@pytest.mark.parametrize("good", ["abcd1234", "A_-b" * 16])
def test_a_client_id_is_short_and_plain(good):
    assert rules.is_client_id(good)


@pytest.mark.parametrize("bad", [None, 7, "", "short", "release:n_x:m_y", "a" * 65, "abcd 1234", "abcd1234\n"])
def test_other_client_ids_are_refused(bad):
    assert not rules.is_client_id(bad)


def test_before_the_meeting_a_thought_goes_anywhere():
    assert all(rules.may_move(policy.PREPARING, old, new) for old in CIRCLES for new in CIRCLES)


@pytest.mark.parametrize("stage", [policy.INFORMATION, policy.PRIVATE, policy.AGREEING, policy.FOLLOWING])
def test_once_the_meeting_started_a_thought_is_never_narrowed(stage):
    for old in CIRCLES:
        for new in CIRCLES:
            wider = CIRCLES.index(new) > CIRCLES.index(old)
            held_back = old == new and old in ("own:m", "helper:m")
            assert rules.may_move(stage, old, new) == (wider or held_back)
    assert rules.may_move(stage, "", "everyone")
