"""Recordings and pictures made up in memory: any length, any format taken, some with more in them than meant."""

import struct
import wave
from io import BytesIO

from PIL import Image

GPS, IMAGE_DESCRIPTION, ORIENTATION = 0x8825, 0x010E, 0x0112


def wav(seconds: float = 3, marker: str = "") -> bytes:
    """A recording as WAV, 8,000 samples of one byte a second; `marker` stands again and again among them."""
    samples = (marker.encode() or b"\x80") * (int(8000 * seconds) // max(1, len(marker)) + 1)
    target = BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(samples[: int(8000 * seconds)])
    return target.getvalue()


def element(name: int, body: bytes, *, unknown: bool = False) -> bytes:
    """One EBML element; `unknown` leaves its size open, as browsers do while they record."""
    head = name.to_bytes((name.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8, "big")
    return head + size + body


def webm(seconds: float = 3, *, track_type: int = 2, told: float | None = None, scale: int = 1_000_000) -> bytes:
    """A recording as a browser's MediaRecorder writes it: sizes unknown, no length (but `told` ticks if given)."""
    info = element(0x2AD7B1, scale.to_bytes(4, "big"))
    if told is not None:
        info += element(0x4489, struct.pack(">d", told))
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, bytes([track_type]))))
    clusters = b""
    for start in range(0, int(seconds * 1000) + 1, 10_000):
        blocks = element(0xE7, start.to_bytes(4, "big"))
        for moment in range(start, min(start + 10_000, int(seconds * 1000) + 1), 500):
            blocks += element(0xA3, b"\x81" + struct.pack(">h", moment - start) + b"\x80" + b"sound" * 4)
        clusters += element(0x1F43B675, blocks, unknown=True)
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, element(0x1549A966, info) + tracks + clusters, unknown=True)


def box(name: bytes, body: bytes) -> bytes:
    """One box of MP4."""
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(seconds: float = 3, *, fragmented: bool = True, handler: bytes = b"soun", version: int = 0) -> bytes:
    """A recording as MP4: in fragments with nothing in the header, or whole with its length there."""
    scale, ticks = 48_000, int(seconds * 48_000)
    told = 0 if fragmented else ticks
    times = struct.pack(">QQIQ", 0, 0, scale, told) if version else struct.pack(">IIII", 0, 0, scale, told)
    length = bytes([version, 0, 0, 0]) + times + bytes(8)
    media = box(b"mdia", box(b"mdhd", length) + box(b"hdlr", bytes(8) + handler + bytes(13)))
    extends = box(b"mvex", box(b"trex", struct.pack(">IIIIII", 0, 1, 1, 1024, 0, 0)))
    moov = box(b"moov", box(b"mvhd", length + bytes(80)) + box(b"trak", media) + extends)
    parts = b""
    if fragmented:
        runs = box(b"trun", struct.pack(">II", 0, ticks // 2048))
        each = struct.pack(f">{ticks // 2048}I", *[1024] * (ticks // 2048))
        timed = box(b"trun", struct.pack(">II", 0x100, ticks // 2048) + each)
        plain = box(b"traf", box(b"tfhd", struct.pack(">II", 0, 1)) + runs)
        parts = box(b"moof", plain) + box(b"mdat", b"x" * 40) + box(b"moof", box(b"traf", timed))
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + parts + box(b"mdat", b"sound" * 20)


def mp3(seconds: float = 3) -> bytes:
    """A recording as MP3 with a title in front of it."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    title = b"TIT2" + struct.pack(">IH", 12, 0) + b"\x03Elm Street."
    tag = b"ID3\x03\0\0" + struct.pack(">I", len(title)) + title
    return tag + frame * int(seconds * 44_100 / 1152)


def ogg(seconds: float = 3) -> bytes:
    """A recording as Ogg with Opus."""

    def page(number: int, kind: int, granule: int, body: bytes) -> bytes:
        return b"OggS\0" + bytes([kind]) + struct.pack("<qIIIB", granule, 7, number, 0, 1) + bytes([len(body)]) + body

    head = b"OpusHead\x01\x01" + struct.pack("<HIHB", 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"none" + struct.pack("<I", 0)
    return page(0, 2, 0, head) + page(1, 0, 0, tags) + page(2, 4, int(seconds * 48_000), b"sound" * 20)


def photo(width: int = 300, height: int = 200, *, place: str = "", turned: bool = False) -> bytes:
    """A JPEG; `place` is written where phones write the place and what is shown, `turned` as held upright."""
    image, exif = Image.new("RGB", (width, height), "red"), Image.Exif()
    if place:
        exif[IMAGE_DESCRIPTION] = place
        exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 12.0), 29: place})
    if turned:
        exif[ORIENTATION] = 6
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, comment=place)
    return target.getvalue()


def noise(width: int = 200, height: int = 150, marker: str = "") -> bytes:
    """An uncompressed PNG whose dots spell `marker` again and again."""
    dots = (marker.encode() or b"dots") * (width * height)
    target = BytesIO()
    image = Image.frombytes("P", (width, height), dots[: width * height])
    image.putpalette(bytes(range(256)) * 3)
    image.save(target, "PNG", compress_level=0)
    return target.getvalue()


def picture_as(kind: str, **more: object) -> bytes:
    """A small picture in a format of Pillow's, half of it see-through where the format can."""
    target = BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 128)).convert("P" if kind == "GIF" else "RGBA").save(target, kind, **more)
    return target.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
