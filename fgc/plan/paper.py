"""The plan on paper: a calm, tagged PDF that a family can keep.

The page itself is `paper.typ`. Words reach it as JSON in `sys_inputs` and are set as plain strings, so
nothing that people write can become markup. Labels are handed in translated; this module has no words of its
own. The caller moves the work off the request's thread (`core/offload.py`).
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

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
)

_FALLBACKS = ("DejaVu Sans", "Libertinus Serif")
_ENDLESS = re.compile(r"\S{24}(?=\S)")


@dataclass(frozen=True)
class PaperRow:
    """One job. All texts are ready to print; parts left open are ""."""

    n: str
    what: str
    who: str
    by: str
    how_often: str
    if_not: str
    checks: str


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
class PaperPlan:
    """All that is printed, in the words of `lang` (a language tag such as "en" or "zh-Hant").

    `see` is the line that says who can see this copy; `edge` its pattern. `for_whom` is a line such as "For
    Ella and Max", with the names they are called by and never a surname. `labels` has every key of LABELS.
    Empty parts are left out.
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
    people: tuple[str, ...]
    not_agreed: str
    next_steps: str
    review: str
    code: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Paper:
    """A finished PDF. `accessible` says that it meets PDF/UA-1; if not, a letter was in no font we have.

    It is tagged either way.
    """

    data: bytes
    accessible: bool


class PaperError(RuntimeError):
    """The plan could not be printed. Says nothing of what is in it."""


def plan_pdf(doc: PaperPlan, *, size: Size = "a4", large_print: bool = False) -> Paper:
    """Print a plan; about 0.1 s of one core. Raises PaperError, and ValueError when a label is missing."""
    missing = [name for name in LABELS if name not in doc.labels]
    if missing:
        raise ValueError(f"labels missing: {', '.join(missing)}")
    inputs = {"plan": _data(doc), "size": size, "large": "yes" if large_print else "no"}
    try:
        return Paper(_compiled(inputs, "ua-1"), accessible=True)
    except typst.TypstError as error:
        log.warning("plan printed without PDF/UA-1 after %s", type(error).__name__)
    try:
        return Paper(_compiled(inputs, None), accessible=False)
    except typst.TypstError:
        raise PaperError from None  # its message could quote the plan


def _compiled(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(_template(), font_paths=_fonts(), sys_inputs=inputs, pdf_standards=standard)


def _data(doc: PaperPlan) -> str:
    language, _, region = doc.lang.partition("-")
    plan = _breakable({**asdict(doc), "labels": dict(doc.labels)})
    return json.dumps({"plan": plan, "lang": language, "region": region, "fonts": _families()})


def _breakable(value: object) -> object:
    """The same texts, with a place to break in any word too long for a line."""
    if isinstance(value, str):
        return _ENDLESS.sub("\\g<0>\u200b", value)
    if isinstance(value, dict):
        return {key: _breakable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(item) for item in value]
    return value


@lru_cache
def _template() -> bytes:
    return resources.files("fgc.plan").joinpath("paper.typ").read_bytes()


@lru_cache
def _fonts() -> typst.Fonts:
    """Fonts from installed wheels, then those of the machine, then those that typst brings."""
    specs = [find_spec(point.value) for point in entry_points(group="fontpkg.family")]
    folders = [str(Path(spec.origin).parent) for spec in specs if spec and spec.origin]
    return typst.Fonts(font_paths=folders)


@lru_cache
def _families() -> list[str]:
    known = _fonts().families()
    noto = sorted(name for name in known if name.startswith("Noto Sans"))
    return noto + [name for name in _FALLBACKS if name in known]
