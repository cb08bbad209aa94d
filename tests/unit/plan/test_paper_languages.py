"""The plan on paper in every language of the families: whole, small, read aloud, mirrored, and never over the edge."""

from io import BytesIO
from typing import Any

import pytest
import typst
from PIL import Image
from pypdf import PdfReader

from fgc.plan import paper
from fgc.plan.copy_choice import A4, A5, EASY, FULL, LARGE, CopyChoice, choice_of, printed
from fgc.plan.paper import PaperPlan
from fgc.web.languages import CODES, LANGUAGES
from tests.unit.plan.samples_spoken import SPOKEN, spoken_plan

CHOICES = ((A4, FULL), (A5, FULL), (LARGE, FULL), (A4, EASY), (A5, EASY))
EDGE_MM = {A4: 18, A5: 9, LARGE: 18}
LETTERS = {"cy": "ŵŶâ", "pl": "żółćęśąźńŁ", "ro": "țșȘȚîâă"}
DOTS = 24


def pictures(doc: PaperPlan, size: str, words: str) -> list[Image.Image]:
    """The pages as grey pictures, drawn by the same template."""
    easy = words == EASY
    made: Any = typst.compile(
        paper.source(easy=easy), font_paths=paper.fonts(), format="png", ppi=DOTS,
        sys_inputs=paper.inputs(doc, size="a5" if size == A5 else "a4", large_print=size == LARGE, easy=easy),
    )  # fmt: skip
    return [Image.open(BytesIO(page)).convert("L") for page in (made if isinstance(made, list) else [made])]


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(("size", "words"), CHOICES)
def test_every_copy_is_accessible_small_and_marked_on_every_page(lang: str, size: str, words: str) -> None:
    doc = spoken_plan(lang, rows=12)
    made = printed(doc, CopyChoice(size, lang, words))
    assert made.accessible, "a letter of this language is in no font"
    assert len(made.data) <= 150_000
    reader = PdfReader(BytesIO(made.data))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if lang in ("ur", "ar") else "/L2R")
    width = round(float(reader.pages[0].mediabox.width) / 72 * 25.4)
    assert width == (148 if size == A5 else 210)
    if lang in ("ur", "ar"):
        return  # letters of joined scripts come back from a PDF in shapes of their own
    for at, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        for part in (doc.see, doc.version, doc.date, doc.labels["page"].format(n=at, total=len(reader.pages))):
            assert part in text, (part, at)


@pytest.mark.parametrize("lang", LETTERS)
def test_the_letters_of_a_language_can_be_found_in_the_file(lang: str) -> None:
    reader = PdfReader(BytesIO(printed(spoken_plan(lang), CopyChoice(lang=lang)).data))
    text = "".join(page.extract_text() for page in reader.pages)
    here = [letter for letter in LETTERS[lang] if letter in "".join(SPOKEN[lang])]
    assert len(here) > 2
    assert [letter for letter in here if letter not in text] == []


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(("size", "words"), [(A4, FULL), (A5, FULL), (LARGE, FULL), (A5, EASY)])
def test_sixty_rows_with_words_without_end_stay_inside_the_edges(lang: str, size: str, words: str) -> None:
    doc = spoken_plan(lang, rows=60, long=True)
    made = printed(doc, CopyChoice(size, lang, words))
    assert made.accessible
    pages = pictures(doc, size, words)
    assert len(pages) == len(PdfReader(BytesIO(made.data)).pages) > 5
    edge = round(EDGE_MM[size] / 25.4 * DOTS)
    for page in pages:
        across, down = page.size
        sides = [(0, 0, edge, down), (across - edge, 0, across, down), (0, down - edge, across, down)]
        assert [box for box in sides if page.crop(box).getextrema()[0] < 200] == [], "ink over the edge"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.code in ("en", "ur")], ids=lambda one: one.code)
def test_what_stands_first_is_at_the_side_where_the_language_begins(language: Any) -> None:
    page = pictures(spoken_plan(language.code), A4, FULL)[0]
    title = page.crop((0, round(page.height * 0.1), page.width, round(page.height * 0.14)))
    start, end = (
        title.crop((0, 0, page.width // 3, title.height)),
        title.crop((page.width * 2 // 3, 0, page.width, title.height)),
    )
    inked, blank = (start, end) if language.direction == "ltr" else (end, start)
    assert inked.getextrema()[0] < 100
    assert blank.getextrema()[0] > 200


def test_a_choice_that_is_not_known_becomes_a4_in_the_readers_language() -> None:
    assert choice_of({}, "pl") == CopyChoice(A4, "pl", FULL)
    assert choice_of({"size": "a0", "lang": "xx", "words": "?"}, "ur") == CopyChoice(A4, "ur", FULL)
    assert choice_of({"large": "1", "lang": "cy", "words": EASY}, "en") == CopyChoice(LARGE, "cy", EASY)
