"""The plan on paper: a calm, tagged PDF that a family can keep.

The page itself is `paper_frame.typ` with `paper.typ` (the whole plan) or `paper_easy.typ` (easy words) after it. Words
reach it as JSON in `sys_inputs` and are set as plain strings, so nothing that people write can become markup. Labels
are handed in translated; this module has no words of its own. The caller moves the work off the request's thread
(`core/offload.py`).
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

from fgc.web.languages import BY_CODE

log = logging.getLogger(__name__)

Size = Literal["a4", "a5"]
Edge = Literal["everyone", "family", "some", "pair"]

LABELS = (
    "document_title",  # neutral: it is shown in window titles and lists of files
    "page",  # with {n} and {total}
    "rows",
    "who",
    "by",
    "how_often",
    "if_not",
    "checks",
    "nobody_yet",  # for a job that has no person yet
    "bottom_lines",
    "how_met",
    "met_by",
    "plan_b",
    "not_agreed",
    "answers",
    "next_steps",
    "review",
    "people",
    "code",
    "code_hint",
    "easy_who",
    "easy_when",
    "easy_often",
    "easy_review",
    "easy_end",
)

_LATIN, _ARABIC = "Noto Sans", "Noto Sans Arabic"  # from the locked wheels
_FALLBACKS = ("DejaVu Sans", "Libertinus Serif")
_SENTENCES = re.compile(r"(?<=[.!?؟۔])\s+|\n+")
_ENDLESS = re.compile(r"\S{24}(?=\S)")


@dataclass(frozen=True)
class PaperTranslation:
    """What somebody made of a row in another language: `lang` a language tag, `by` the line that says who it was."""

    lang: str
    text: str
    by: str


@dataclass(frozen=True)
class PaperRow:
    """One job. All texts are ready to print; parts left open are "". Translations stand under the row's own words."""

    n: str
    what: str
    who: str
    by: str
    how_often: str
    if_not: str
    checks: str
    translated: tuple[PaperTranslation, ...] = ()


@dataclass(frozen=True)
class PaperBottomLine:
    """What the plan had to include, how it does so, and the jobs that answer it, as "1, 4"."""

    n: str
    text: str
    how: str
    met_by: str


@dataclass(frozen=True)
class PaperAnswer:
    """One person's answer: the name they use, the answer in words, and what they said."""

    name: str
    answer: str
    says: str


@dataclass(frozen=True)
class PaperPerson:
    """Somebody who took part, and how."""

    name: str
    how: str


@dataclass(frozen=True)
class PaperPlan:
    """All that is printed, in the words of `lang` (a language tag such as "en" or "zh-Hant").

    `see` is the line that says who can see this copy; `edge` its pattern. `for_whom` is a line such as "For
    Ella and Max", with the names they are called by and never a surname. `labels` has every key of LABELS.
    `note` is said at the end about the whole copy. Empty parts are left out.
    """

    lang: str
    see: str
    edge: Edge
    title: str
    for_whom: str
    version: str
    date: str
    rows: tuple[PaperRow, ...]
    plan_b: tuple[PaperRow, ...]
    bottom_lines: tuple[PaperBottomLine, ...]
    answers: tuple[PaperAnswer, ...]
    people: tuple[PaperPerson, ...]
    not_agreed: str
    next_steps: str
    review: str
    code: str
    labels: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """A finished PDF. `accessible` says that it meets PDF/UA-1; if not, a letter was in no font we have.

    It is tagged either way.
    """

    data: bytes
    accessible: bool


class PaperError(RuntimeError):
    """The plan could not be printed. Says nothing of what is in it."""


def easy_version(doc: PaperPlan) -> PaperPlan:
    """What stands in a copy in easy words: who does what and when, one sentence a line, and when we meet again.

    Left out are worries, Plan B, what has to be in the plan and everybody's answers.
    """
    rows = tuple(
        replace(row, what="\n".join(_SENTENCES.split(row.what.strip())), if_not="", checks="") for row in doc.rows
    )
    return replace(doc, rows=rows, plan_b=(), bottom_lines=(), answers=(), people=(), not_agreed="", next_steps="")


def plan_pdf(doc: PaperPlan, *, size: Size = "a4", large_print: bool = False, easy: bool = False) -> Paper:
    """Print a plan; about 0.1 s of one core. `easy` is the copy in easy words, in big letters of its own.

    Raises PaperError, and ValueError when a label is missing.
    """
    missing = [name for name in LABELS if name not in doc.labels]
    if missing:
        raise ValueError(f"labels missing: {', '.join(missing)}")
    given = inputs(doc, size=size, large_print=large_print, easy=easy)
    try:
        return Paper(_compiled(given, "ua-1", easy), accessible=True)
    except typst.TypstError as error:
        log.warning("plan printed without PDF/UA-1 after %s", type(error).__name__)
    try:
        return Paper(_compiled(given, None, easy), accessible=False)
    except typst.TypstError:
        raise PaperError from None  # its message could quote the plan


def inputs(doc: PaperPlan, *, size: Size, large_print: bool, easy: bool) -> dict[str, str]:
    """What the template is given."""
    plan = _data(easy_version(doc) if easy else doc)
    return {"plan": plan, "size": size, "large": _yes(large_print and not easy), "easy": _yes(easy)}


@cache
def source(*, easy: bool) -> bytes:
    """The template of the whole plan, or of the copy in easy words."""
    folder = resources.files("fgc.plan")
    page = "paper_easy.typ" if easy else "paper.typ"
    return b"".join(folder.joinpath(name).read_bytes() for name in ("paper_frame.typ", page))


@cache
def fonts() -> typst.Fonts:
    """Fonts from installed wheels, then those of the machine, then those that typst brings."""
    specs = [find_spec(point.value) for point in entry_points(group="fontpkg.family")]
    folders = [str(Path(spec.origin).parent) for spec in specs if spec and spec.origin]
    return typst.Fonts(font_paths=folders)


def _compiled(given: dict[str, str], standard: Literal["ua-1"] | None, easy: bool) -> bytes:
    return typst.compile(source(easy=easy), font_paths=fonts(), sys_inputs=given, pdf_standards=standard)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _data(doc: PaperPlan) -> str:
    language, _, region = doc.lang.partition("-")
    direction = BY_CODE[language].direction if language in BY_CODE else "ltr"
    plan = _breakable({**asdict(doc), "labels": dict(doc.labels)})
    around = {"lang": language, "region": region, "dir": direction, "fonts": _families(direction)}
    return json.dumps({"plan": plan, **around})


def _breakable(value: object) -> object:
    """The same texts, with a place to break in any word too long for a line."""
    if isinstance(value, str):
        return _ENDLESS.sub("\\g<0>\u200b", value)
    if isinstance(value, dict):
        return {key: _breakable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(item) for item in value]
    return value


@cache
def _families(direction: str) -> list[str]:
    # first the font that has most letters of the language, so that words and the spaces between them stay in one piece
    # and then, only for letters that ours lack, whatever else the machine has: each font more makes the file larger
    known = fonts().families()
    ours = [_ARABIC, _LATIN] if direction == "rtl" else [_LATIN, _ARABIC]
    others = sorted(name for name in known if name.startswith("Noto Sans") and name not in ours)
    return [name for name in (*ours, *others, *_FALLBACKS) if name in known]
