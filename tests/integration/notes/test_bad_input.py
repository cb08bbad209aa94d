"""What phones send by mistake or on purpose: kept as it is, or refused with an exact sentence and nothing lost."""

import pytest

from tests.factories.world import World

ODD = (
    "😀👩‍👧‍👦 on Mondays",
    "\u202eesrever\u202c and \u2067back\u2069",
    "zero\u200bwidth\u200djoined\ufeff",
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7 * 7 }} %(name)s',
    "میں پیر کو آ سکتی ہوں — ŵythnos, Łódź, țară",
    "a\u0301" * 300,
)


def form_of(world: World, path: str) -> dict[str, str]:
    """The fields of a family form with words in it."""
    return {"circle": "everyone", "words": "", "body": ""} if path == "/notes" else {"circle": "everyone"}


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(("path", "field"), [("/notes", "body"), ("/thoughts/good", "words")])
def test_odd_letters_are_kept_and_shown_as_they_are(world: World, path: str, field: str, text: str):
    assert world.post("mum", path, **{**form_of(world, path), field: text}).status_code == 303
    page = world.get("nan", "/notes").text
    for forbidden in ("<script>alert(1)", "<img src=x", "onerror=alert(2)>"):
        assert forbidden not in page.replace(text, "")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert escaped in page


@pytest.mark.parametrize(("path", "field"), [("/notes", "body"), ("/thoughts/good", "words")])
def test_a_huge_paste_is_refused_with_its_length_and_comes_back_whole(world: World, path: str, field: str):
    words = "All of it at once. " * 2_000
    answer = world.post("mum", path, **{**form_of(world, path), field: words})
    assert answer.status_code == 422
    assert "4,000" in answer.text or "4000" in answer.text
    assert words.strip() in answer.text
    assert words[:19] not in world.get("nan", "/notes").text


@pytest.mark.parametrize("text", [" \n ", "\u200b\u200b", "\u202e", "\ufeff\u2060"])
def test_nothing_to_see_is_nothing_to_share(world: World, text: str):
    answer = world.post("mum", "/notes", circle="everyone", body=text)
    assert answer.status_code == 422
    assert "Write something before you share it." in answer.text
