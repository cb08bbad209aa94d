"""How long a recording lasts, in every format that is taken, and what cannot be read at all."""

import random

import pytest

from fgc.notes.files import mp4, sounds, webm
from fgc.notes.files.errors import Damaged, Film, NotTaken, WrongType
from tests.factories import files

FORMATS = [
    (files.wav, sounds.WAV), (files.webm, sounds.WEBM), (files.mp4, sounds.MP4_SOUND), (files.mp3, sounds.MPEG),
    (files.ogg, sounds.OGG),
]  # fmt: skip


@pytest.mark.parametrize(("make", "mime"), FORMATS)
@pytest.mark.parametrize("seconds", [1, 12, 60, 600])
def test_every_format_is_known_by_its_bytes_and_measured(make, mime, seconds):
    sound = sounds.measured(make(seconds))
    assert sound.mime == mime
    assert sound.seconds == pytest.approx(seconds, rel=0.01, abs=0.6)


@pytest.mark.parametrize("make", [make for make, _mime in FORMATS])
def test_a_recording_that_is_cut_anywhere_is_measured_or_refused_and_nothing_else(make):
    whole = make(5)
    for end in range(0, min(len(whole), 3000), 11):
        try:
            assert sounds.measured(whole[:end]).seconds >= 0
        except NotTaken:
            continue


@pytest.mark.parametrize("make", [make for make, _mime in FORMATS])
def test_a_recording_with_changed_bytes_is_measured_or_refused_and_nothing_else(make):
    chance = random.Random(4)
    whole = make(2)
    for _round in range(300):
        changed = bytearray(whole)
        for _byte in range(4):
            changed[chance.randrange(min(len(changed), 600))] = chance.randrange(256)
        try:
            sounds.measured(bytes(changed))
        except NotTaken:
            continue


def test_a_recording_that_broke_off_in_its_last_block_is_measured():
    assert webm.seconds_of(files.webm(4)[:-5]) == pytest.approx(4, abs=0.6)


def test_a_length_in_the_header_counts_when_it_is_longer():
    assert webm.seconds_of(files.webm(2, told=600_000.0)) == 600
    assert webm.seconds_of(files.webm(20, told=1.0)) == pytest.approx(20, abs=0.6)
    assert webm.seconds_of(files.webm(20, told=float("nan"))) == pytest.approx(20, abs=0.6)
    assert webm.seconds_of(files.webm(2, scale=100_000_000)) == pytest.approx(200, abs=60)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x1aE\xdf\xa3", b"\x1aE\xdf\xa3\x80", b"\x00" * 40, files.webm(2)[4:], files.webm(2, scale=0),
        files.element(0x1A45DFA3, b"") + files.element(0x18538067, b""),
        files.element(0x1A45DFA3, b"") + files.element(0xA3, b""),
        files.element(0x1A45DFA3, b"") + b"\x00" * 9,
        files.element(0x1A45DFA3, b"") + files.element(0xEC, b"x")[:-4],
        files.element(0x1A45DFA3, b"") + b"\xec\x80" * 200_001,
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_not_webm_inside_is_damaged(data):
    with pytest.raises(Damaged):
        webm.seconds_of(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", files.box(b"ftyp", b"M4A "), files.box(b"mdhd", b"\0" * 5), files.box(b"mdhd", b"\0" * 24),
        files.box(b"mdat", b"") * 100_001, b"\0\0\0\x01mdat" + bytes(8), b"\0\0\0\x02mdat" + bytes(8),
        files.mp4(2) + files.box(b"trun", b"\0\0\x01\0\xff\xff\xff\xff"), files.mp4(0),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_not_mp4_inside_is_damaged(data):
    with pytest.raises(Damaged):
        mp4.seconds_of(data)


@pytest.mark.parametrize("version", [0, 1])
def test_an_mp4_tells_its_length_in_the_header_or_in_its_fragments(version):
    assert mp4.seconds_of(files.mp4(7, fragmented=False, version=version)) == pytest.approx(7, abs=0.01)
    assert mp4.seconds_of(files.mp4(7, version=version)) == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize("data", [files.webm(3, track_type=1), files.mp4(3, handler=b"vide")])
def test_a_film_is_not_a_voice(data):
    with pytest.raises(Film):
        sounds.measured(data)


@pytest.mark.parametrize(
    "data", [b"", b"hello", files.photo(), files.HEIC, b"OggS" + bytes(100), b"#!AMR\n" + bytes(40), b"<html>" * 9]
)
def test_other_formats_are_not_taken(data):
    with pytest.raises(WrongType):
        sounds.measured(data)


def test_titles_are_taken_out_of_a_recording():
    assert b"Elm Street" in files.mp3()
    assert b"Elm Street" not in sounds.measured(files.mp3()).data
