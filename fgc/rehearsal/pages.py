"""Reading a page as a browser does: its forms with what is filled in, its links, the data of its live part."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attrs = dict[str, str]


@dataclass(slots=True)
class FormSeen:
    """A form. `fields` are name and value as they would be sent untouched; `choices` what selects and radios offer."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PageSeen:
    """What a page holds. `live` are the data-… attributes of `<main>`; `alerts` the texts of error messages."""

    forms: list[FormSeen] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    live: Attrs = field(default_factory=dict)
    alerts: list[str] = field(default_factory=list)
    words: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = PageSeen()
        self._form: FormSeen | None = None
        self._select = ""
        self._area = ""
        self._text: list[str] = []
        self._alert: list[str] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = FormSeen(found.get("method", "get").lower(), found.get("action", ""))
            self.page.forms.append(self._form)
        elif tag == "main":
            self.page.live = {name: value for name, value in found.items() if name.startswith("data-")}
        elif tag == "a" and "href" in found:
            self.page.links.append(found["href"])
        elif tag == "p" and "error-message" in found.get("class", ""):
            self._alert = []
        elif self._form is not None:
            self._control(self._form, tag, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._form is not None and self._area:
            # a browser drops the first line break of a text area
            self._form.fields.append((self._area, "".join(self._text).removeprefix("\n")))
            self._area = ""
        elif tag == "p" and self._alert is not None:
            self.page.alerts.append("".join(self._alert).strip())
            self._alert = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._area:
            self._text.append(data)
        if self._alert is not None:
            self._alert.append(data)

    def finished(self) -> PageSeen:
        self.page.words = " ".join(" ".join(self._words).split())
        return self.page

    def _control(self, form: FormSeen, tag: str, attrs: Attrs) -> None:
        name, value, kind = attrs.get("name", ""), attrs.get("value", ""), attrs.get("type", "text").lower()
        if tag == "option" and self._select:
            self._option(form, attrs, value)
        if not name or "disabled" in attrs:
            return
        form.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "button":
            form.buttons.append((name, value))
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in attrs:
                form.fields.append((name, value or "on"))
        elif tag == "input" and kind not in ("submit", "image", "button", "file", "reset"):
            form.fields.append((name, value))

    def _option(self, form: FormSeen, attrs: Attrs, value: str) -> None:
        first = self._select not in form.choices
        form.choices.setdefault(self._select, []).append(value)
        if first or "selected" in attrs:
            form.fields[:] = [pair for pair in form.fields if pair[0] != self._select]
            form.fields.append((self._select, value))


def read_page(html: str) -> PageSeen:
    """Everything of a page that a synthetic person needs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()
