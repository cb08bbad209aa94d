"""Pictures are drawn anew: nothing but what they show, upright, not too large; dangerous ones are refused unopened."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from fgc.notes.files import pictures
from fgc.notes.files.errors import Damaged, Heic, TooManyDots, WrongType
from tests.factories import files

PLACE = "12 Elm Street, Leeds"


def opened(picture: pictures.Picture) -> Image.Image:
    image = Image.open(BytesIO(picture.data))
    image.load()
    return image


def test_the_place_a_photo_was_taken_is_gone():
    photo = files.photo(place=PLACE)
    assert PLACE.encode() in photo
    drawn = pictures.redrawn(photo)
    assert PLACE.encode() not in drawn.data
    assert b"Exif" not in drawn.data
    image = opened(drawn)
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & set(image.info)
    assert (drawn.mime, drawn.width, drawn.height) == (pictures.JPEG, 300, 200)


def test_words_in_a_png_are_gone():
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", PLACE)
    target = BytesIO()
    Image.new("RGB", (20, 10)).save(target, "PNG", pnginfo=about)
    assert PLACE.encode() in target.getvalue()
    drawn = pictures.redrawn(target.getvalue())
    assert PLACE.encode() not in drawn.data
    assert drawn.mime == pictures.PNG


def test_a_photo_taken_upright_is_upright():
    drawn = pictures.redrawn(files.photo(300, 200, turned=True))
    assert (drawn.width, drawn.height) == (200, 300)


def test_a_large_photo_gets_smaller_and_keeps_its_shape():
    drawn = pictures.redrawn(files.photo(5000, 2500))
    assert (drawn.width, drawn.height) == (2000, 1000)
    assert opened(drawn).size == (2000, 1000)


@pytest.mark.parametrize(("kind", "mime"), [("PNG", pictures.PNG), ("GIF", pictures.PNG), ("WEBP", pictures.JPEG)])
def test_other_formats_of_browsers_are_drawn_on_white(kind, mime):
    drawn = pictures.redrawn(files.picture_as(kind))
    assert drawn.mime == mime
    assert opened(drawn).mode == "RGB"


def test_only_the_first_picture_of_a_moving_one_stays():
    target = BytesIO()
    frames = [Image.new("P", (10, 10), shade) for shade in range(3)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(pictures.redrawn(target.getvalue())), "n_frames", 1) == 1


def test_a_phones_own_format_is_named():
    with pytest.raises(Heic):
        pictures.redrawn(files.HEIC)


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"%PDF-1.4", files.wav(), files.picture_as("TIFF")])
def test_other_formats_are_not_taken(data):
    with pytest.raises(WrongType):
        pictures.redrawn(data)


@pytest.mark.parametrize("data", [files.photo()[:400], files.noise()[:300], b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_half_a_picture_is_damaged(data):
    with pytest.raises(Damaged):
        pictures.redrawn(data)


@pytest.mark.parametrize("side", [6_400, 9_900, 60_000])
def test_a_picture_with_too_many_dots_is_refused_by_its_header(side):
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )
    with pytest.raises(TooManyDots):
        pictures.redrawn(b"\x89PNG\r\n\x1a\n" + chunks)
