"""Forms are read as a browser reads them."""

import pytest

from fgc.rehearsal.browser import Browser, Trouble, pattern
from fgc.rehearsal.doors import Reply
from fgc.rehearsal.pages import read_page

FORM = """
<main id="main" data-live data-csrf="tok" data-case="c_1"><h1>Plan</h1>
<form method="post" action="/c/c_abcdefghijklmnop/save"><input type="hidden" name="csrf_token" value="tok">
<input name="due-day" value="3"><input type="checkbox" name="apart" value="yes">
<input type="checkbox" name="kept" checked>
<input type="radio" name="role" value="a"><input type="radio" name="role" value="b" checked>
<select name="lang"><option value="en">English</option><option value="pl" selected>Polski</option></select>
<select name="bare"><option value="first">1</option><option value="second">2</option></select>
<textarea name="words">
one &amp; two</textarea><input name="off" value="x" disabled>
<p class="govuk-error-message">Error: write a <b>name</b>.</p>
<button name="then" value="check">Go</button></form></main>
"""


class Shelf:
    """A door behind which every page is the same; it keeps what was sent."""

    origin = "http://127.0.0.1:8000"

    def __init__(self, *statuses: int, location: str = "") -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.statuses = list(statuses)
        self.location = location

    def ask(self, method, path, headers, body):
        """Keep it, answer."""
        self.sent.append((method, path, body.decode()))
        status = self.statuses.pop(0) if self.statuses else 200
        extra = {"location": self.location} if status == 303 else {}
        return Reply(status, {"content-type": "text/html", **extra}, ("s=tok; Path=/",), FORM, FORM.encode())

    def close(self):
        """Nothing to close."""


def test_a_form_is_read_with_what_is_filled_in():
    page = read_page(FORM)
    (form,) = page.forms
    assert dict(form.fields) == {
        "csrf_token": "tok", "due-day": "3", "kept": "on", "role": "b", "lang": "pl", "bare": "first",
        "words": "one & two",
    }  # fmt: skip
    assert form.choices["role"] == ["a", "b"]
    assert form.buttons == [("then", "check")]
    assert page.live["data-case"] == "c_1"
    assert page.alerts == ["Error: write a name."]


def test_a_form_is_sent_with_what_was_typed_and_where_it_leads_is_followed():
    door = Shelf(200, 303, location="/done?x=1")
    browser = Browser("nan", door)
    page = browser.submit(browser.open("/start"), "/save", due_day="4", apart="yes", role="a", then="check")
    assert page.path == "/done?x=1"
    assert [(method, path) for method, path, _body in door.sent] == [
        ("GET", "/start"), ("POST", "/c/c_abcdefghijklmnop/save"), ("GET", "/done?x=1"),
    ]  # fmt: skip
    body = door.sent[1][2]
    assert "due-day=4" in body
    assert "due-day=3" not in body
    assert "then=check" in body
    assert browser.cookies == {"s": "tok"}


def test_nobody_types_into_a_field_that_is_not_there():
    browser = Browser("nan", Shelf())
    with pytest.raises(Trouble, match="has no"):
        browser.submit(browser.open("/start"), "/save", password="x")
    with pytest.raises(Trouble, match="no form"):
        browser.submit(browser.open("/start"), "/elsewhere")


def test_a_refused_form_is_trouble_and_names_no_id():
    browser = Browser("nan", Shelf(200, 422))
    with pytest.raises(Trouble, match=r"nan: /c/…/save answered 422: Error: write a name\."):
        browser.submit(browser.open("/start"), "/save")
    assert pattern("/c/c_abcdefghijklmnop/plan?x=1") == "/c/…/plan"
