"""Walking through pages as a person without scripts would: every link that stays in the case, each page once."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from tests.factories.world import World
from tests.support.browsing import Browser

MOST = 120  # pages of one walk; a case of the tests has far fewer


class Links(HTMLParser):
    """Where a page leads, and the parts it fetches by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect addresses."""
        known = dict(attrs)
        address = known.get("href") if tag == "a" else known.get("data-fragment")
        if address:
            self.found.append(address)


def walk(world: World, key: str, *starts: str, language: str = "") -> dict[str, str]:
    """Every page (path → HTML) of the case that this person reaches from their first one and from `starts`."""
    browser = Browser(world.app, world[key].token)
    if language:
        browser.client.set_cookie("lang", language)
    waiting = [world.url(path) for path in ("/home", "/", *starts)]
    pages: dict[str, str] = {}
    while waiting and len(pages) < MOST:
        path = waiting.pop(0)
        if not path or path in pages:
            continue
        answer = browser.get(path)
        assert answer.status_code < 500, path
        if answer.status_code in (301, 302, 303):
            waiting.append(_inside(answer.headers["Location"]))
            continue
        if answer.status_code != 200 or not answer.mimetype.startswith("text/html"):
            continue
        pages[path] = answer.get_data(as_text=True)
        links = Links()
        links.feed(pages[path])
        waiting += [_inside(link) for link in links.found if _inside(link).startswith(world.url())]
    return {path: page for path, page in pages.items() if path}


def _inside(address: str) -> str:
    """Path and query of an address of ours; empty for another site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
