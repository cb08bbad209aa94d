"""Merging two people's changes, and to whom it is shown that a job needs a hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgc.plan import rules
from fgc.plan.row_words import MERGED, RowWords, from_text, tidied, to_text
from fgc.plan.rules import CHECKER, DOER, NOBODY, WORKER, both, merge, not_yet_in_a_row, told_to

WORDS = st.builds(
    RowWords, what=st.sampled_from(("", "a", "b")), who=st.sampled_from(("", "c")), by_day=st.sampled_from(("", "d")),
    doers=st.sampled_from(((), ("x",), ("x", "y"))), steps=st.sampled_from(("", "e", "f")),
)  # fmt: skip
DUE = date(2027, 1, 4)


@given(WORDS, WORDS, WORDS)
def test_a_merge_loses_nothing_that_only_one_person_changed(base, theirs, mine):
    merged = merge(base, theirs, mine)
    for name in MERGED:
        was, now, wish = getattr(base, name), getattr(theirs, name), getattr(mine, name)
        found = getattr(merged.words, name)
        if wish == was:
            assert found == now
        elif now in (was, wish):
            assert found == wish and name not in merged.clashes
        else:
            assert name in merged.clashes and found == wish


@given(WORDS, WORDS)
def test_keeping_both_keeps_both(theirs, mine):
    clashes = merge(RowWords(what="base", steps="base"), theirs, mine).clashes
    kept = both(theirs, mine, clashes)
    for name in ("what", "who", "steps"):
        if name in clashes:
            assert getattr(theirs, name) in getattr(kept, name) and getattr(mine, name) in getattr(kept, name)


def test_two_days_become_one_day_and_words():
    kept = both(RowWords(by_day="2027-01-01"), RowWords(by_day="2027-02-01", by_when="morning"), ("by_day",))
    assert (kept.by_day, kept.by_when) == ("2027-02-01", "morning / 2027-01-01")


def test_words_come_back_from_their_text_as_they_were():
    words = RowWords(what="Ring “Nan” ☎", doers=("m_1", "m_2"), meets=("bl_1",))
    assert from_text(to_text(words)) == words


def test_hidden_controls_and_repeats_are_taken_out():
    assert tidied(RowWords(what=" a\u202eb\r\n ", doers=("x", "x", ""))) == RowWords(what="ab", doers=("x",))


@pytest.mark.parametrize(
    ("states", "late", "level"),
    [
        ((), None, NOBODY), ((), 0, NOBODY), ((), 1, DOER), ((), 3, CHECKER), ((), 7, WORKER),
        (("happening",), 30, NOBODY), (("some",), None, NOBODY), (("not_yet",), None, CHECKER),
        (("not_yet", "not_yet"), None, WORKER), (("not_yet", "some", "not_yet"), None, CHECKER),
        (("not_yet", "not_yet", "happening"), None, NOBODY),
    ],
)  # fmt: skip
def test_missed_work_goes_to_the_person_first(states, late, level):
    due = DUE if late is not None else None
    assert told_to(states, due, DUE + timedelta(days=late or 0)) == level


def test_only_the_last_marks_count():
    assert [not_yet_in_a_row(one) for one in ((), ("not_yet",), ("some", "not_yet", "not_yet"))] == [0, 1, 2]
    assert rules.PROGRESS == ("happening", "some", "not_yet")
