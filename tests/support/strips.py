"""Reading see-strips off a page: who it says can see something, as a reader would find it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CHOICE = "choice"  # one option of a composer; those that choose something else than readers are no strips
VOID = frozenset({"input", "br", "img", "link", "meta", "hr", "source", "use", "path", "circle", "rect", "line"})


@dataclass
class SeenStrip:
    """One strip: kind of audience or (in a composer) the circle, its words, its names, the words of its button."""

    audience: str = ""
    circle: str = ""
    words: str = ""
    button: str = ""
    names: list[str] = field(default_factory=list)


class Strips(HTMLParser):
    """Finds `.see` strips and the choices of composers. Templates that scripts fill are no strips yet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[SeenStrip] = []
        self._path: list[tuple[str, str]] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow the nesting; begin a strip."""
        known = {name: value or "" for name, value in attrs}
        classes = known.get("class", "")
        if tag not in VOID:
            self._path.append((tag, classes))
        if any(name == "template" for name, _classes in self._path):
            return
        if "see" in classes.split() or "choice__one" in classes.split():
            kind = known["data-audience"] if "see" in classes.split() else CHOICE
            self.found.append(SeenStrip(kind))
            self._inside = len(self._path)
        elif self._inside and tag == "input" and "data-see" in known:
            self.found[-1].circle, self.found[-1].button = known["value"], known["data-button"]
        elif self._inside and tag == "li":
            self.found[-1].names.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and with it perhaps a strip."""
        if tag in VOID:
            return
        while self._path and self._path.pop()[0] != tag:
            pass
        if len(self._path) < self._inside:
            self._inside = 0

    def handle_data(self, data: str) -> None:
        """Words of the strip, of a name, or of something else."""
        if not self._inside or not data.strip():
            return
        tags = [tag for tag, _classes in self._path[self._inside :]]
        hidden = any("say" in classes.split() for _tag, classes in self._path)
        if "li" in tags:
            self.found[-1].names[-1] += data.strip()
        elif "summary" not in tags and not hidden and ("p" in tags or "label" in tags):
            self.found[-1].words += data


def strips_of(page: str) -> list[SeenStrip]:
    """All strips of a page."""
    parser = Strips()
    parser.feed(page)
    for strip in parser.found:
        strip.words = " ".join(strip.words.split())
    return [strip for strip in parser.found if strip.audience != CHOICE or strip.circle]
