"""Pictures are drawn anew: what they show stays, everything else a phone wrote into them (place, time, name) is gone.

A JPEG is opened at a smaller scale at once, so that a large photo does not fill the memory; what has too many dots to
be opened safely is refused by its header. Only the first picture of a moving one is kept.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

import filetype
from PIL import Image, ImageOps, UnidentifiedImageError

from fgc.notes.files.errors import Damaged, Heic, TooManyDots, WrongType

JPEG, PNG = "image/jpeg", "image/png"
LONGEST_SIDE = 2_000
MOST_DOTS = 40_000_000
MOST_DOTS_JPEG = 85_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
_LINES = frozenset({"PNG", "GIF"})  # drawings and screens: sharp edges stay sharp
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, UnidentifiedImageError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept; sizes in dots."""

    data: bytes
    mime: str
    width: int
    height: int


def redrawn(data: bytes) -> Picture:
    """The picture drawn anew, its longest side at most 2,000. Raises `Heic`, `WrongType`, `TooManyDots`, `Damaged`."""
    guess = filetype.guess(data)
    kind = _FORMATS.get(guess.mime if guess else "")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise Heic
    if kind is None:
        raise WrongType
    try:
        return _drawn(data, kind)
    except TooManyDots:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooManyDots from None
    except _BROKEN:
        raise Damaged from None


def _drawn(data: bytes, kind: str) -> Picture:
    with Image.open(BytesIO(data), formats=[kind]) as opened:
        if opened.width * opened.height > (MOST_DOTS_JPEG if kind == "JPEG" else MOST_DOTS):
            raise TooManyDots
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened).convert("RGBA" if _has_gaps(opened) else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_white = Image.new("RGB", upright.size, "white")
    on_white.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    target = BytesIO()
    if kind in _LINES:
        on_white.save(target, "PNG")
    else:
        on_white.save(target, "JPEG", quality=85)
    return Picture(target.getvalue(), PNG if kind in _LINES else JPEG, on_white.width, on_white.height)


def _has_gaps(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
