"""Is a page sound? Nothing that axe finds, nothing wider than the screen, nothing too small for a thumb."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WIDTHS = (320, 360, 1280)
THUMB = 48
_TOO_WIDE = """(width) => {
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > width + 1 && !one.closest(".say, .table-wrap, svg");
  }).slice(0, 3).map((one) => one.outerHTML.slice(0, 90));
}"""
_TOO_SMALL = """(thumb) => [...document.querySelectorAll("button, .govuk-button, .dock a, .answer, .choice__one label")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".say"))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < thumb - 0.5 || box.width < thumb - 0.5)
  .map(([one, box]) => `${one.textContent.trim()} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


def faults(page: Page) -> list[str]:
    """Everything wrong with the page that is open; its size comes back afterwards."""
    found = [*_by_axe(page), *too_wide(page)]
    if page.locator("body").get_attribute("data-surface") == "family":
        found += [f"smaller than {THUMB} px: {one}" for one in page.evaluate(_TOO_SMALL, THUMB)]
    where = page.url.partition("//")[2].partition("/")[2]
    return [f"/{where}: {one}" for one in found]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways, at each of the widths."""
    before, found = page.viewport_size, []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found += [f"wider than {width} px: {one}" for one in page.evaluate(_TOO_WIDE, width)]
    if before:
        page.set_viewport_size(before)
    return found


def _by_axe(page: Page) -> list[str]:
    results = _AXE.run(page, options=_OPTIONS).response
    return [f"axe {rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:160]}" for rule in results["violations"]]
