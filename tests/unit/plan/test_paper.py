"""The plan on paper: tagged, small, with who can see it on every page, and safe from what people type."""

import dataclasses
import logging
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject

from fgc.plan.paper import Paper, PaperError, PaperRow, PaperTranslation, Size, plan_pdf
from tests.unit.plan.samples import PAPER, PAPER_ROW

IN_NO_FONT = "\U0010fff0"
LONG = dataclasses.replace(PAPER, rows=tuple(dataclasses.replace(PAPER_ROW, n=str(n)) for n in range(1, 25)))


def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(paper.data))


def words(paper: Paper) -> str:
    return "\n".join(page.extract_text() for page in read(paper).pages)


def tags(node: Any) -> list[str]:
    """The kinds of all structure elements, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        return [tag for part in node for tag in tags(part)]
    if isinstance(node, dict) and "/S" in node:
        return [str(node["/S"]), *(tags(node["/K"]) if "/K" in node else [])]
    return []


@pytest.mark.parametrize(("size", "large"), [("a4", False), ("a4", True), ("a5", False), ("a5", True)])
def test_every_page_says_who_can_see_it_which_version_and_which_page(size: Size, large: bool) -> None:
    paper = plan_pdf(LONG, size=size, large_print=large)
    pages = read(paper).pages
    assert paper.accessible
    assert len(pages) > 2
    assert len(paper.data) <= 150_000
    for at, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Everyone in the meeting can see this (12 people)" in text
        for part in ("Version 2", "23 November 2026", "4f2a-91bc-07de", f"Page {at} of {len(pages)}"):
            assert part in text, (part, at)
    width = round(float(pages[0].mediabox.width) / 72 * 25.4)
    assert width == {"a4": 210, "a5": 148}[size]


def test_a_screen_reader_finds_title_language_headings_and_lists() -> None:
    root: Any = read(plan_pdf(PAPER)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/Lang"] == "en"
    found = tags(root["/StructTreeRoot"]["/K"])
    assert found.count("/H1") == 1
    assert found.count("/H2") == 7
    assert found.count("/LI") == found.count("/LBody") == 2 + 1 + 1 + 1 + 2
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_title_in_lists_of_files_is_neutral_and_nothing_says_who_or_when() -> None:
    about = read(plan_pdf(PAPER)).metadata
    assert about is not None
    assert about.title == "A plan"
    assert (about.author, about.subject, about.creation_date) == (None, None, None)


def test_all_parts_of_the_plan_are_printed_and_open_ones_are_asked() -> None:
    text = words(plan_pdf(PAPER))
    told: tuple[str, ...] = (
        "Walk Ella to school",
        "Gran drives",
        "Ring Aunt Jo",
        "Ella is never alone at night",
        "1, 2",
    )
    told += (
        "Sundays with Dad",
        "I want Sundays as well.",
        "Ms Hart rings",
        "1 February 2027",
        "Tom – by phone",
    )
    assert [part for part in told if part not in text] == []
    assert "(nobody_yet)" in text


def test_empty_parts_are_left_out() -> None:
    bare = dataclasses.replace(
        PAPER, rows=(), plan_b=(), bottom_lines=(), answers=(), people=(), not_agreed="", next_steps=""
    )
    text = words(plan_pdf(dataclasses.replace(bare, review="", for_whom="", code="", edge="pair")))
    assert [label for label in ("(rows)", "(plan_b)", "(review)", "(people)", "(code)") if label in text] == []


def test_the_same_plan_is_the_same_file() -> None:
    assert plan_pdf(PAPER).data == plan_pdf(PAPER).data


def test_what_people_type_cannot_become_markup() -> None:
    typed = '#read("/etc/passwd") *no* $x$ <a> @b \\ `c` // d ] } "'
    text = words(plan_pdf(dataclasses.replace(PAPER, not_agreed=typed)))
    assert typed in " ".join(text.split())


def test_an_arabic_plan_runs_from_the_right() -> None:
    row = PaperRow("1", "تأخذ الجدة ليلى إلى المدرسة", "الجدة", "18 مايو 2027", "", "Tom drives", "")
    plan = dataclasses.replace(PAPER, lang="ar", see="العائلة فقط (6)", edge="family", rows=(row,))
    for large in (False, True):
        paper = plan_pdf(plan, size="a5", large_print=large)
        root: Any = read(paper).trailer["/Root"]
        assert paper.accessible
        assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")


def test_a_very_long_word_stays_on_the_page_and_a_very_long_text_loses_nothing() -> None:
    row = dataclasses.replace(PAPER_ROW, what="a" * 300, if_not="again " * 600 + "the end.")
    text = words(plan_pdf(dataclasses.replace(PAPER, rows=(row,), edge="some"), size="a5", large_print=True))
    assert text.count("a" * 24) >= 10
    assert "a" * 60 not in text, "one line, longer than the page is wide"
    assert "the end." in text


def test_easy_words_say_who_does_what_and_when_and_nothing_that_worries() -> None:
    row = dataclasses.replace(PAPER_ROW, what="Ella goes to school. Tom walks with her! Gran waits?")
    paper = plan_pdf(dataclasses.replace(PAPER, rows=(row,), title="Our plan, in easy words"), easy=True)
    text = words(paper)
    assert paper.accessible
    lines = [line.strip() for line in text.splitlines()]
    for sentence in ("Ella goes to school.", "Tom walks with her!", "Gran waits?"):
        assert any(line.endswith(sentence) for line in lines), "one thing a line"
    said = ("Our plan, in easy words", "For Ella and Max", "Everyone in the meeting can see this (12 people)", "Tom",
            "18 May 2027", "every Monday", "1 February 2027", "Version 2", "Page 1 of ")  # fmt: skip
    assert [part for part in said if part not in text] == []
    unsaid = ("Gran drives", "Ms Hart", "Ring Aunt Jo", "never alone", "Sundays with Dad", "does not agree", "by phone")
    assert [part for part in unsaid if part in text] == []


@pytest.mark.parametrize("easy", [False, True])
def test_a_translation_stands_under_the_words_and_says_whose_it_is(easy: bool) -> None:
    by_ewa = PaperTranslation("pl", "Tata odprowadza Ellę do szkoły.", "Translated by Ewa")
    row = dataclasses.replace(PAPER_ROW, translated=(by_ewa,))
    text = words(plan_pdf(dataclasses.replace(PAPER, rows=(row,)), easy=easy))
    places = [text.index(part) for part in (PAPER_ROW.what, by_ewa.text, by_ewa.by)]
    assert places == sorted(places)


def test_a_note_about_the_whole_copy_is_said_at_the_end() -> None:
    noted = dataclasses.replace(PAPER, note="Translated by a machine.")
    assert all("Translated by a machine." in words(plan_pdf(noted, easy=easy)) for easy in (False, True))


@pytest.mark.parametrize("typed", ["Well done 🎉", f"Well done {IN_NO_FONT}"])
def test_letters_that_no_font_has_still_give_a_paper(typed: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        paper = plan_pdf(dataclasses.replace(PAPER, next_steps=typed))
    assert "Well done" in words(paper)
    root: Any = read(paper).trailer["/Root"]
    assert tags(root["/StructTreeRoot"]["/K"])
    assert paper.accessible is not bool(caplog.records)
    if IN_NO_FONT in typed:
        assert not paper.accessible
        assert "TypstError" in caplog.text
    assert "Well done" not in caplog.text


def test_a_plan_that_cannot_be_printed_is_not_quoted_in_the_error() -> None:
    with pytest.raises(PaperError) as caught:
        plan_pdf(dataclasses.replace(PAPER, next_steps="a secret", lang="not a language"))
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_missing_label_is_named() -> None:
    with pytest.raises(ValueError, match="plan_b"):
        plan_pdf(dataclasses.replace(PAPER, labels={k: v for k, v in PAPER.labels.items() if k != "plan_b"}))
