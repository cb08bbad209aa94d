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


_FOCUS = """() => {
  const found = [];
  const seen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length && !one.disabled;
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const drawn = (look) => look.outlineStyle !== "none" || look.boxShadow !== "none";
  const choice = ".choice__one, .answer, .govuk-radios__item, .govuk-checkboxes__item";
  for (const one of [...document.querySelectorAll(kinds)].filter(seen)) {
    one.focus();
    if (document.activeElement !== one) continue;
    const label = one.labels?.[0];
    const tick = one.matches("input[type=radio], input[type=checkbox]");
    const box = (tick && label || one).getBoundingClientRect();
    const looks = [getComputedStyle(one)];
    if (label) looks.push(getComputedStyle(label), getComputedStyle(label, "::before"));
    const name = `${one.tagName} ${one.name || one.textContent.trim().slice(0, 30)}`;
    if (!looks.some(drawn) && !one.closest(choice)) found.push(`focus not drawn: ${name}`);
    if (box.bottom < 0 || box.top > innerHeight) { found.push(`focus off the screen: ${name}`); continue; }
    const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
    const heights = [box.top + 3, box.top + box.height / 2, box.bottom - 3];
    const points = heights.filter((y) => y >= 0 && y < innerHeight);
    const on = (y) => {
      const top = document.elementFromPoint(x, y);
      return top && (one.contains(top) || top.contains(one) || label?.contains(top));
    };
    if (points.length && !points.some(on)) found.push(`focus hidden: ${name}`);
  }
  return found;
}"""


def hidden_focus(page: Page) -> list[str]:
    """What has no drawn focus, or is covered by a bar when it has it; on a small phone and at a desk."""
    before, found = page.viewport_size, []
    page.keyboard.press("Tab")  # a focus is drawn for somebody who last used a key
    for width, height in ((320, 568), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {one}" for one in page.evaluate(_FOCUS)]
    if before:
        page.set_viewport_size(before)
    return found


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
