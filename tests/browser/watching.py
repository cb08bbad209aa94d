"""What a browser complains about, and where words of a case must never be: titles, addresses, the console."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Frame, Page

# typed by the tests wherever people type; nothing that stands outside a page may ever hold it
MARKER = "zqmarker"
# what our pages answer when words were refused: the browser notes it, nothing is wrong
EXPECTED = ("status of 422", "status of 409")
_REPORT_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class Watcher:
    """Reads along in one person's browser. `allowed` are parts of complaints that a test expects."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.allowed: list[str] = list(EXPECTED)
        self.lines: list[str] = []
        self.gone = False

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.add_init_script(_REPORT_REFUSALS)
        context.on("page", self._page)

    def allow(self, part: str) -> None:
        """Do not count complaints that hold this."""
        self.allowed.append(part)

    def take(self) -> list[str]:
        """What was found since the last time."""
        found, self.lines = self.lines, []
        return [line for line in found if not any(part in line for part in self.allowed)]

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("framenavigated", self._went)
        page.on("domcontentloaded", self._title)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console {message.type}: {message.text} ({message.location.get('url', '')})")
        elif MARKER in message.text:
            self._note("console: words of a case")

    def _error(self, error: Error) -> None:
        self._note(f"script error: {error}")

    def _went(self, frame: Frame) -> None:
        if MARKER in frame.url.lower():
            self._note(f"address with words of a case: {frame.url}")

    def _title(self, page: Page) -> None:
        try:
            title = page.title()
        except Error:
            return
        if MARKER in title.lower():
            self._note(f"title with words of a case: {title}")

    def _note(self, line: str) -> None:
        self.lines.append(f"{self.name}: {line}")
