"""Pictures of the service, for people who look before they read: `var/pictures/NN-name-360.png` and `…-1280.png`."""

import os
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser, Page

from config.settings import ROOT

WIDTHS = {360: 740, 1280: 900}
_PAIR = """<!doctype html><style>
body { margin: 0; padding: 24px 28px; display: flex; gap: 28px; align-items: flex-end; background: #e9e2d6; }
body { background: #e9e2d6; width: 1024px; }
img { display: block; border-radius: 10px; box-shadow: 0 2px 14px rgb(35 31 32 / .28); }
.desk { width: 720px; } .phone { width: 246px; border: 6px solid #231f20; border-radius: 24px; }
</style><img class="desk" src="data:image/png;base64,%s"><img class="phone" src="data:image/png;base64,%s">"""

_BESIDE = """<!doctype html><style>
body { margin: 0; padding: 16px; display: flex; gap: 24px; align-items: flex-start; background: #e9e2d6; }
img { display: block; width: 360px; border-radius: 10px; box-shadow: 0 2px 14px rgb(35 31 32 / .28); }
</style>"""


class Album:
    """A folder of pictures."""

    def __init__(self) -> None:
        self.folder = Path(os.environ.get("FGC_DATA_DIR") or ROOT / "var") / "pictures"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.screens: dict[str, bytes] = {}

    def take(self, page: Page, name: str) -> None:
        """A picture of a whole page, as wide as it is now; pinned bars stand at its end, as they do on a screen."""
        before = page.viewport_size or {"width": 360, "height": 740}
        page.mouse.move(0, 0)
        page.evaluate("scrollTo(0, 0)")
        self.screens[f"{name}-{before['width']}"] = page.screenshot(animations="disabled", caret="hide")
        for _time in range(2):  # once for its length, once more because a longer screen may fold it otherwise
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": before["width"], "height": max(before["height"], height)})
        page.screenshot(path=self.folder / f"{name}-{before['width']}.png", animations="disabled", caret="hide")
        page.set_viewport_size(before)

    def take_wide_and_narrow(self, page: Page, name: str) -> None:
        """The same page at 360 and at 1280 pixels; its own size comes back afterwards."""
        before = page.viewport_size
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            self.take(page, name)
        if before:
            page.set_viewport_size(before)

    def pair(self, browser: Browser, name: str, desk: str, phone: str) -> None:
        """A desk and a phone side by side, as they were when these pictures were taken (docs/pictures has them)."""
        page = browser.new_page(viewport={"width": 1080, "height": 100}, device_scale_factor=1)
        screens = [b64encode(self.screens[one]).decode() for one in (f"{desk}-1280", f"{phone}-360")]
        page.set_content(_PAIR % tuple(screens))
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        page.close()

    def side_by_side(self, browser: Browser, name: str, *pictures: str) -> None:
        """Whole pages beside each other in one picture: the same page in two languages. Missing ones are left out."""
        files = [self.folder / f"{one}.png" for one in pictures]
        images = [b64encode(file.read_bytes()).decode() for file in files if file.exists()]
        page = browser.new_page(viewport={"width": 400 * len(pictures), "height": 100}, device_scale_factor=1)
        page.set_content(_BESIDE + "".join(f'<img src="data:image/png;base64,{image}">' for image in images))
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        page.close()

    def note(self, name: str, text: str) -> None:
        """Keep a measured value beside the pictures."""
        (self.folder / f"{name}.txt").write_text(f"{text}\n", "utf-8")
