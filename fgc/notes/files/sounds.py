"""Recordings of a voice: which format it is by its own first bytes, how long it lasts, and what it tells besides.

Titles, places and other tags that phones write into recordings are taken out where the format has room for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from fgc.notes.files import mp4, webm
from fgc.notes.files.errors import Damaged, WrongType

WEBM, OGG, MP4_SOUND, WAV, MPEG = "audio/webm", "audio/ogg", "audio/mp4", "audio/wav", "audio/mpeg"
Reader = Callable[[BytesIO], Any]  # one of mutagen's classes
_OGG_HEADS: tuple[tuple[bytes, Reader], ...] = (
    (b"OpusHead", OggOpus), (b"\x01vorbis", OggVorbis), (b"\x7fFLAC", OggFLAC), (b"Speex   ", OggSpeex),
)  # fmt: skip
_PICTURES_IN_MP4 = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that can be taken."""

    data: bytes
    mime: str
    seconds: float


def measured(data: bytes) -> Sound:
    """The recording with its length. Raises `WrongType`, `Damaged` or `Film`."""
    mime = _mime(data)
    if mime == WEBM:
        return Sound(data, mime, webm.seconds_of(data))
    if mime == MP4_SOUND:
        return Sound(_untagged(data, MP4), mime, mp4.seconds_of(data))
    reader: Reader = _ogg_reader(data) if mime == OGG else WAVE if mime == WAV else MP3
    try:
        seconds = float(reader(BytesIO(data)).info.length)
    except Exception:  # noqa: BLE001 — a reader of foreign bytes may trip over anything in them
        raise Damaged from None
    if not 0 < seconds < 1e9:
        raise Damaged
    return Sound(data if mime == OGG else _untagged(data, reader), mime, seconds)


def _mime(data: bytes) -> str:
    if data[:4] == b"\x1aE\xdf\xa3":
        return WEBM
    if data[:4] == b"OggS":
        return OGG
    if data[4:8] == b"ftyp" and data[8:12] not in _PICTURES_IN_MP4:
        return MP4_SOUND
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return WAV
    if data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")):
        return MPEG
    raise WrongType


def _ogg_reader(data: bytes) -> Reader:
    first = data[:200]
    for head, reader in _OGG_HEADS:
        if head in first:
            return reader
    raise WrongType


def _untagged(data: bytes, reader: Reader) -> bytes:
    """The same without its tags; as it is where they cannot be taken out."""
    target = BytesIO(data)
    try:
        opened = reader(target)
        if not opened.tags:
            return data
        target.seek(0)
        opened.delete(target)
    except Exception:  # noqa: BLE001 — as above
        return data
    return target.getvalue()
