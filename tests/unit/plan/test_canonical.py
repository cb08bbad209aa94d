"""Canonical JSON: one value, one row of bytes, and nothing that could mislead a reader."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgc.plan.canonical import (
    JSON,
    MAX_DEPTH,
    BadJson,
    BadKind,
    BadNumber,
    BadText,
    CanonicalError,
    DuplicateKey,
    NotCanonical,
    TooDeep,
    decode,
    encode,
    tidy,
)

WORDS = st.text().map(tidy)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, "{}"),
        ([], "[]"),
        ((1, 2), "[1,2]"),
        ([None, True, False, 0, -1], "[null,true,false,0,-1]"),
        (2**53 - 1, "9007199254740991"),
        ({"b": 1, "a": [{"d": "", "c": "x"}]}, '{"a":[{"c":"x","d":""}],"b":1}'),
        ("Zoë – “yes” / €", '"Zoë – “yes” / €"'),
        ('a"b\\c\nd', '"a\\"b\\\\c\\nd"'),
        ({"A": 1, "a": 2, "1": 3, "": 4, "ä": 5}, '{"":4,"1":3,"A":1,"a":2,"ä":5}'),
        # By code point U+FF5E stands before U+1F600; by UTF-16 code units (D83D DE00) after it.
        ({"\uff5e": 1, "\U0001f600": 2, "\u0633": 3}, '{"\u0633":3,"\U0001f600":2,"\uff5e":1}'),
    ],
)
def test_a_value_has_one_way_to_be_written(value: object, expected: str) -> None:
    assert encode(value) == expected.encode()


@settings(deadline=None)
@given(VALUES)
def test_what_was_written_can_be_read_back(value: JSON) -> None:
    raw = encode(value)
    assert decode(raw) == value
    assert encode(decode(raw)) == raw
    assert json.loads(raw) == value


@settings(deadline=None)
@given(st.dictionaries(WORDS, st.integers(0, 9), min_size=2))
def test_the_order_of_keys_makes_no_difference(value: dict[str, int]) -> None:
    assert encode(value) == encode(dict(reversed(value.items())))


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_tidy_makes_any_text_fit_and_is_done_at_once(text: str) -> None:
    clean = tidy(text)
    assert decode(encode(clean)) == clean
    assert tidy(clean) == clean


def test_tidy_keeps_the_words_and_drops_what_hides() -> None:
    assert tidy("Zoe\u0308\r\nsaid\tyes\u2028no\x00\u202eabc\u2066\ud800\ufffe") == "Zoë\nsaid yes\nnoabc"
    assert tidy("👩\u200d👧 سلام\u200c") == "👩\u200d👧 سلام\u200c"


@pytest.mark.parametrize(
    ("value", "error", "path"),
    [
        ({"rows": [{"what": "x"}, {"what": "a\u202eb"}]}, BadText, "$.rows[1].what"),
        ({"rows": ["\u2066"]}, BadText, "$.rows[0]"),
        (["a\tb"], BadText, "$[0]"),
        (["\x7f"], BadText, "$[0]"),
        (["\x85"], BadText, "$[0]"),
        (["\ud800"], BadText, "$[0]"),
        (["\U0010ffff"], BadText, "$[0]"),
        (["e\u0301"], BadText, "$[0]"),
        ({"a\u202eb": 1}, BadText, '$["a\\u202eb"]'),
        ({"n": 2**53}, BadNumber, "$.n"),
        ({"n": -(2**53)}, BadNumber, "$.n"),
        ({"n": 1.0}, BadNumber, "$.n"),
        ({"n": float("nan")}, BadNumber, "$.n"),
        ({"a": {1: 2}}, BadKind, "$.a"),
        ({"a": b"x"}, BadKind, "$.a"),
        ({"a": {1, 2}}, BadKind, "$.a"),
    ],
)
def test_what_has_no_canonical_form_cannot_be_written(value: object, error: type[CanonicalError], path: str) -> None:
    with pytest.raises(error) as caught:
        encode(value)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("raw", "error", "path"),
    [
        (b"", BadJson, "$"),
        (b"{", BadJson, "$"),
        (b"\xff", BadJson, "$"),
        (b"\xef\xbb\xbf{}", BadJson, "$"),
        (b'"\xed\xa0\x80"', BadJson, "$"),
        (b'{"a":{"b":1,"b":1}}', DuplicateKey, "$.a.b"),
        (b'{"a":{"b":1,"\\u0062":1}}', DuplicateKey, "$.a.b"),
        (b'["\\ud800"]', BadText, "$[0]"),
        (b'["\\u202e"]', BadText, "$[0]"),
        (b"[1.0]", BadNumber, "$[0]"),
        (b"[1e3]", BadNumber, "$[0]"),
        (b"[NaN]", BadNumber, "$[0]"),
        (b"[-Infinity]", BadNumber, "$[0]"),
        (b'{"n":' + b"9" * 5000 + b"}", BadNumber, "$.n"),
        (b"[-0]", NotCanonical, "$"),
        (b"[1, 2]", NotCanonical, "$"),
        (b"{}\n", NotCanonical, "$"),
        (b'{"b":1,"a":2}', NotCanonical, "$"),
        (b'["\\u0061"]', NotCanonical, "$"),
        (b'["\\/"]', NotCanonical, "$"),
        (b"[" * 100_000 + b"]" * 100_000, BadJson, "$"),
    ],
)
def test_other_bytes_cannot_be_read(raw: bytes, error: type[CanonicalError], path: str) -> None:
    with pytest.raises(error) as caught:
        decode(raw)
    assert caught.value.path == path


def test_nesting_ends_somewhere() -> None:
    deep = b"[" * MAX_DEPTH + b"1" + b"]" * MAX_DEPTH
    assert encode(decode(deep)) == deep
    with pytest.raises(TooDeep):
        decode(b"[" + deep + b"]")


def test_an_error_cannot_quote_the_words() -> None:
    with pytest.raises(BadText) as caught:
        encode({"what": "a secret\u202e"})
    assert "secret" not in str(caught.value)
    assert unicodedata.is_normalized("NFC", str(caught.value))
