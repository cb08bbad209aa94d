"""Somebody at a browser, doing what people do: open, read, press, type, choose. Only by words that people see."""

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.watching import Watcher


class Person:
    """One person, one browser, one page."""

    def __init__(self, name: str, context: BrowserContext, watcher: Watcher) -> None:
        self.name = name
        self.context = context
        self.watcher = watcher
        self.page: Page = context.new_page()

    def open(self, path: str) -> Self:
        """Go to an address."""
        self.page.goto(path)
        return self

    def press(self, button: str, *, within: Locator | None = None) -> Self:
        """Press a button that changes the page in place."""
        (within or self.page).get_by_role("button", name=button, exact=True).first.click()
        return self

    def send(self, button: str, *, within: Locator | None = None) -> Self:
        """Press a button that sends a form, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.press(button, within=within)
        return self

    def follow(self, link: str, *, within: Locator | None = None) -> Self:
        """Follow a link by its words."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("link", name=re.compile(link)).first.click()
        return self

    def unfold(self, words: str) -> Self:
        """Open a part that is folded away."""
        self.page.locator("summary", has_text=words).first.click()
        return self

    def write(self, label: str, text: str, *, within: Locator | None = None) -> Self:
        """Type into the field with this label."""
        (within or self.page).get_by_label(label, exact=True).first.fill(text)
        return self

    def choose(self, option: str | re.Pattern[str], *, within: Locator | None = None) -> Self:
        """Choose a radio button or tick a box by its label."""
        (within or self.page).get_by_label(option, exact=True).first.check()
        return self

    def pick(self, label: str, option: str) -> Self:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        return self

    def see(self, text: str | re.Pattern[str], *, timeout: float = 10_000) -> Self:
        """The page shows these words (perhaps in a moment)."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=timeout)
        return self

    def not_see(self, text: str | re.Pattern[str]) -> Self:
        """These words are nowhere in what the browser holds."""
        if isinstance(text, str):
            assert text not in self.page.content()
        else:
            assert not text.search(self.page.content())
        return self

    def heading(self, text: str | re.Pattern[str], *, timeout: float = 10_000) -> Self:
        """The page's main heading (perhaps in a moment)."""
        expect(self.page.get_by_role("heading", level=1, name=text)).to_be_visible(timeout=timeout)
        return self

    def save(self, link: str, to: Path) -> Self:
        """Follow a link that leads to a file."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=link).first.click()
        coming.value.save_as(to)
        return self

    def keep(self, button: str, to: Path) -> Self:
        """Press a button that answers with a file."""
        with self.page.expect_download() as coming:
            self.press(button)
        coming.value.save_as(to)
        return self

    def refused(self, path: str) -> Self:
        """This address is not there for them: the one answer that tells nothing."""
        assert self.context.request.get(path, max_redirects=0).status == 404
        return self

    def stay(self) -> Self:
        """From now on this page must not be loaded anew: `stayed` looks."""
        self.page.evaluate("window.hereSince = 'then'")
        return self

    def stayed(self) -> Self:
        """The page is still the one on which `stay` was said."""
        assert self.page.evaluate("window.hereSince") == "then", f"{self.name}'s page was loaded anew"
        return self

    def get_note(self, text: str) -> Self:
        """A note arrives by itself: at once, or behind the bar “2 new notes – show”."""
        words = self.page.locator("[data-log] .note__words", has_text=text)
        bar = self.page.locator("[data-log-bar]:visible")
        expect(words.or_(bar).first).to_be_visible(timeout=10_000)
        if not words.count():
            bar.click()
        expect(words.first).to_be_visible()
        return self

    def leave(self) -> None:
        """Close the browser."""
        self.watcher.gone = True
        self.context.close()
