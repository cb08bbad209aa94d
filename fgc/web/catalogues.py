"""The catalogues of translations: what stands in each, what is missing, and gathering new sentences from the sources.

A catalogue is `fgc/translations/<code>/LC_MESSAGES/messages.po`; setting up compiles it. Only sentences that families
read are in it (`config/babel.cfg` leaves out staff pages).
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.settings import ROOT
from fgc.web import languages

FOLDER = ROOT / "fgc" / "translations"
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
}  # fmt: skip
HEADER = "# Sentences that families read. English stands above each translation.\n"


@dataclass(frozen=True, slots=True)
class Count:
    """A catalogue in numbers; `digest` (hex) is of its translations, whatever their order."""

    language: str
    sentences: int
    missing: int
    unsure: int
    digest: str


def path_of(code: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """The catalogue of a language; an empty one when there is none yet."""
    path = path_of(code)
    if not path.exists():
        return Catalog(locale=code, header_comment=HEADER, project="FGC", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    """Its messages, without the header."""
    return (message for message in catalogue if message.id)


def is_translated(message: Message) -> bool:
    """Whether every form of a sentence has words."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def gathered() -> Catalog:
    """All sentences of the sources that families read, in order of file and place. Needs the source tree."""
    with (ROOT / "config" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(charset="utf-8")
    here = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_ours)
    for file_name, _line, text, _comments, context in here:
        found.add(text, locations=[(file_name, 0)], context=context)
    return found


def _ours(folder: str) -> bool:
    """Walk into the sources only: templates, fgc and what is in them."""
    inside = Path(folder).relative_to(ROOT).parts
    return inside[0] in ("templates", "fgc") and not any(part.startswith((".", "__")) for part in inside)


def brought_up(code: str, found: Catalog) -> bytes:
    """A catalogue with the new sentences, untranslated, and without those that nobody says any more."""
    catalogue = read(code)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalogue, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return _without_dates(written.getvalue())


def gather(code: str, found: Catalog) -> Count:
    """Bring a catalogue up to the sources, and compile it."""
    path = path_of(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(brought_up(code, found))
    with path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read(code))
    return count(code)


def _without_dates(text: bytes) -> bytes:
    """Dates and names of programs change with every run and say nothing."""
    noise = (
        b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Language-Team',
        b'"Report-Msgid', b'"Project-Id',
    )  # fmt: skip
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(noise))


def count(code: str) -> Count:
    """A catalogue in numbers. English needs none and has nothing missing."""
    catalogue = read(code)
    all_of_them = list(sentences(catalogue))
    missing = sum(not is_translated(message) for message in all_of_them)
    told = sorted(repr((message.id, message.string)) for message in all_of_them)
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    return Count(code, len(all_of_them), missing, sum(message.fuzzy for message in all_of_them), digest)


@lru_cache(maxsize=len(languages.CODES))
def digest_of(code: str) -> str:
    """The digest of a catalogue as this process found it."""
    return count(code).digest
