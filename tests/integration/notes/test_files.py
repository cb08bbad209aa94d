"""Pictures and voices: who gets their bytes, where they lie, how they move, what is refused and how kindly."""

import os
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from fgc.audit import trail
from fgc.cases.actions.lifecycle import shred_rehearsal
from fgc.core import clock, uow
from fgc.notes.actions import NoteDraft, add_note, filing
from fgc.notes.files.accepting import Enclosed, Ready
from tests.factories import files
from tests.factories.notes import circle, father_apart
from tests.factories.world import World

EVERYBODY = ("coordinator", "worker", "school", "gp", "mum", "nan", "aunt", "child", "advocate", "interpreter")
FAMILY = {"mum", "nan", "aunt", "child"}
MARK = "Zq7-planted-sound"


@dataclass(frozen=True)
class Sent:
    """A file of a form."""

    data: bytes
    name: str


sent = Sent


def post(world: World, key: str, path: str, accept: str = "text/html", **form):
    """A form with files, made up in memory, from somebody of the world or from a stranger."""
    known = key in world.people
    fields = {"csrf_token": world.csrf(key) if known else "x", **form}
    parts = {
        name: FileStorage(BytesIO(one.data), one.name) if isinstance(one, Sent) else one for name, one in fields.items()
    }
    boundary, body = encode_multipart(parts)
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin", "Accept": accept}
    kind = f'multipart/form-data; boundary="{boundary}"'
    return world.client(key).post(world.url(path), data=body, content_type=kind, headers=headers)


def note(world: World, key: str, where: str, **form):
    """A note with a recording and a picture unless told otherwise."""
    given = {"voice": sent(files.wav(3), "v.wav"), "picture": sent(files.photo(), "p.jpg"), "body": "", **form}
    return post(world, key, "/notes", circle=circle(world, where), **given)


def think(world: World, key: str, box: str, where: str, **form):
    return post(world, key, f"/thoughts/{box}", circle=circle(world, where), **form)


def ids(world: World, key: str, path: str = "/notes") -> list[str]:
    """The files a page shows, in order, each once."""
    found = re.findall(r'src="/c/[\w-]+/files/(f_[\w-]+)"', world.get(key, path).text)
    return list(dict.fromkeys(found))


def gets(world: World, key: str, file_id: str, **headers: str):
    answer = world.client(key).get(world.url(f"/files/{file_id}"), headers=headers)
    answer.get_data()
    answer.close()
    return answer


def readers(world: World, file_id: str) -> set[str]:
    return {key for key in (*EVERYBODY, "nobody") if gets(world, key, file_id).status_code == 200}


def on_disk(world: World) -> list[str]:
    folder = world.app.extensions["fgc.settings"].data_dir / "files"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def rows(world: World) -> list:
    with world.app.app_context(), uow.read() as session:
        return list(session.execute(text("SELECT id, circle, on_id, kind, stored FROM attachment ORDER BY kind")))


@pytest.mark.parametrize(
    ("author", "where", "who"),
    [
        ("mum", "family", FAMILY),
        ("mum", "everyone", set(EVERYBODY)),
        ("mum", "own:mum", {"mum"}),
        ("mum", "direct:mum", {"mum", "coordinator"}),
        ("child", "helper:child", {"child", "advocate"}),
        ("worker", "workers", {"worker", "school", "gp", "coordinator"}),
        ("worker", "own:worker", {"worker"}),
    ],
)
def test_a_picture_and_a_voice_are_opened_by_whom_the_note_is_for_and_by_nobody_else(world: World, author, where, who):
    assert note(world, author, where, reason="police").status_code == 303
    found = ids(world, author)
    assert len(found) == 2
    for file_id in found:
        assert readers(world, file_id) == who


def test_what_was_sent_is_what_is_played_and_a_picture_is_drawn_anew(world: World):
    sound = files.wav(3)
    photo = files.photo(place=MARK)
    note(world, "mum", "family", voice=sent(sound, "v.wav"), picture=sent(photo, "p.jpg"))
    picture, voice = ids(world, "nan")
    played, shown = gets(world, "nan", voice), gets(world, "nan", picture)
    assert played.data == sound
    assert played.headers["Content-Type"] == "audio/wav"
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert MARK.encode() not in shown.data
    assert b"Exif" not in shown.data
    for answer in (played, shown):
        assert answer.headers["Content-Disposition"] == "inline"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_player_can_ask_for_a_part(world: World):
    sound = files.wav(20, MARK)
    note(world, "mum", "family", voice=sent(sound, "v.wav"))
    voice = ids(world, "nan")[1]
    for asked, start, stop in (("0-1", 0, 2), ("70000-70009", 70_000, 70_010), ("150000-", 150_000, len(sound))):
        part = gets(world, "nan", voice, Range=f"bytes={asked}")
        assert part.status_code == 206
        assert part.data == sound[start:stop]
        assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(sound)}"
    assert gets(world, "nan", voice, Range="bytes=-5").data == sound[-5:]
    assert gets(world, "nan", voice, Range=f"bytes={len(sound)}-").status_code == 416
    for whole in ("bytes=0-1,5-6", "lines=1-2", "nonsense"):
        assert gets(world, "nan", voice, Range=whole).data == sound


def test_the_card_says_what_it_is_in_words(world: World):
    note(world, "mum", "family", picture_words="our <b>house</b>", voice_words="we eat at 6")
    page = world.get("nan", "/notes").text
    assert 'alt="our &lt;b&gt;house&lt;/b&gt;"' in page
    assert 'width="300" height="200"' in page
    assert "we eat at 6" in page
    assert "3 seconds" in page
    assert 'preload="none"' in page
    assert note(world, "mum", "family").status_code == 303
    assert 'alt="A picture without words"' in world.get("nan", "/notes").text


def test_somebody_apart_gets_no_file_and_gives_none_to_the_others(world: World):
    father_apart(world)
    note(world, "mum", "everyone")
    for file_id in ids(world, "nan"):
        assert gets(world, "dad", file_id).status_code == 404
    note(world, "dad", "direct:dad")
    for file_id in ids(world, "dad"):
        assert readers(world, file_id) == {"coordinator"}
    world.change_member("nan", apart=True)
    note(world, "aunt", "everyone")
    assert gets(world, "nan", ids(world, "aunt")[-1]).status_code == 404


def test_a_note_of_somebody_who_is_apart_now_shows_its_file_to_the_coordinator_only(world: World):
    note(world, "nan", "everyone")
    file_id = ids(world, "mum")[0]
    world.change_member("nan", apart=True)
    assert readers(world, file_id) == {"coordinator"}


def test_another_case_a_wrong_id_and_a_hold_find_nothing(world: World, app):
    note(world, "mum", "everyone")
    file_id = ids(world, "mum")[0]
    for wrong in ("f_AAAAAAAAAAAAAAAA", "x", "n_AAAAAAAAAAAAAAAA"):
        assert gets(world, "mum", wrong).status_code == 404
    with app.app_context(), uow.write() as work:
        work.session.execute(text('UPDATE "case" SET held = :on'), {"on": True})
    assert readers(world, file_id) == set()


def test_taking_a_note_back_takes_its_files_from_everybody_and_from_the_disk(world: World):
    note(world, "mum", "family")
    file_id, note_id = ids(world, "nan")[0], rows(world)[0].on_id
    assert len(on_disk(world)) == 2
    assert world.post("mum", f"/notes/{note_id}/take-back").status_code == 303
    assert readers(world, file_id) == set()
    assert (rows(world), on_disk(world)) == ([], [])


def test_showing_a_note_of_ones_own_seals_its_files_for_the_new_readers(world: World):
    note(world, "mum", "own:mum", picture_words="my drawing")
    old, note_id = ids(world, "mum"), rows(world)[0].on_id
    before = on_disk(world)
    assert world.post("mum", f"/notes/{note_id}/share", circle="family", confirm="yes").status_code == 303
    assert [readers(world, file_id) for file_id in old] == [set(), set()]
    new = ids(world, "nan")
    assert [readers(world, file_id) for file_id in new] == [FAMILY, FAMILY]
    assert {row.circle for row in rows(world)} == {"family"}
    assert 'alt="my drawing"' in world.get("nan", "/notes").text
    assert gets(world, "nan", new[1]).data == files.wav(3)
    assert set(on_disk(world)).isdisjoint(before)
    assert len(on_disk(world)) == 2


def test_the_files_of_a_thought_go_with_it_from_circle_to_circle(world: World):
    assert think(world, "child", "wish", "own:child", picture=sent(files.noise(), "d.png")).status_code == 303
    own = ids(world, "child", "/thoughts")
    assert [readers(world, one) for one in own] == [{"child"}]
    thought = re.search(r"/thoughts/(t_[\w-]+)/who", world.get("child", "/thoughts").text)[1]
    for where, who in (
        ("helper:child", {"child", "advocate"}),
        ("everyone", set(EVERYBODY)),
        ("helper:child", {"child", "advocate"}),
        ("own:child", {"child"}),
    ):
        assert world.post("child", f"/thoughts/{thought}/who", circle=circle(world, where)).status_code == 303
        now = ids(world, "child", "/thoughts")
        assert [readers(world, one) for one in now] == [who]
        left = {row.id for row in rows(world)} - set(now)
        assert all(readers(world, one) == {"child", "advocate"} for one in left)
        assert own[0] in left or own == now or readers(world, own[0]) == set()
        own = now
    assert len(on_disk(world)) == len(rows(world)) == 1
    assert {row.circle for row in rows(world)} == {circle(world, "own:child")}


def test_a_helper_keeps_the_drawing_when_it_goes_further(world: World):
    think(world, "child", "wish", "helper:child", picture=sent(files.noise(), "d.png"))
    thought = re.search(r"/thoughts/(t_[\w-]+)/who", world.get("child", "/thoughts").text)[1]
    world.post("advocate", f"/thoughts/{thought}/who", circle="everyone", told="y")
    assert {row.circle for row in rows(world)} == {"everyone", circle(world, "helper:child")}
    assert ids(world, "worker")
    world.post("child", f"/thoughts/{thought}/who", circle=circle(world, "direct:child"))
    assert {row.circle for row in rows(world)} == {circle(world, "direct:child"), circle(world, "helper:child")}


def test_a_thought_can_change_its_files_and_the_words_beside_them(world: World):
    think(world, "mum", "good", "own:mum", picture=sent(files.photo(), "a.jpg"), picture_words="first")
    first = ids(world, "mum", "/thoughts")
    think(world, "mum", "good", "own:mum", picture_words="other words")
    assert ids(world, "mum", "/thoughts") == first
    assert 'alt="other words"' in world.get("mum", "/thoughts").text
    think(world, "mum", "good", "own:mum", picture=sent(files.noise(), "b.png"), picture_words="second", words="x")
    second = ids(world, "mum", "/thoughts")
    assert gets(world, "mum", second[0]).headers["Content-Type"] == "image/png"
    assert gets(world, "mum", first[0]).status_code == 404
    think(world, "mum", "good", "family", picture_words="second", words="x")
    assert 'alt="second"' in world.get("nan", "/notes").text
    think(world, "mum", "good", "family", picture_drop="yes", picture_words="second", words="x")
    assert (rows(world), on_disk(world)) == ([], [])
    assert think(world, "mum", "good", "family", picture_words="", words="").status_code == 422


def test_nothing_of_a_recording_or_a_picture_lies_open_anywhere(world: World, tmp_path, caplog, capfd):
    sound, dots = files.wav(50, MARK), files.noise(700, 300, MARK)
    assert MARK.encode() in sound
    assert MARK.encode() in dots
    form = {"voice": sent(sound, f"{MARK}.wav"), "picture": sent(dots, f"{MARK}.png"), "picture_words": MARK}
    note(world, "mum", "family", **form)
    note(world, "mum", "own:mum", **{**form, "voice": sent(sound, "v.wav"), "picture": sent(dots, "p.png")})
    note_id = next(row.on_id for row in rows(world) if row.circle != "family")
    world.post("mum", f"/notes/{note_id}/share", circle="everyone", confirm="yes")
    note(world, "mum", "", voice=sent(sound, "v.wav"))
    played = [gets(world, "mum", file_id) for file_id in ids(world, "mum")]
    assert [MARK.encode() in one.data for one in played if one.headers["Content-Type"] == "audio/wav"] == [True, True]
    places = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.parent.name == "files" for path in places)
    for path in places:
        assert MARK.encode() not in path.read_bytes(), path
    assert MARK not in caplog.text
    assert MARK not in "".join(capfd.readouterr())
    with world.app.app_context(), uow.read() as session:
        for table in ("attachment", "audit_entry", "circle_entry", "note"):
            assert MARK not in str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
    folder = tmp_path / "files"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_every_reading_of_a_circle_by_a_file_is_written_down_once(world: World):
    note(world, "mum", "family")
    file_id = ids(world, "mum")[0]
    for _again in range(2):
        gets(world, "aunt", file_id)
    with world.app.app_context(), uow.read() as session:
        entries = trail.entries(session, world.case_id)
    read = [one for one in entries if one.act == "circle:read" and one.who == world["aunt"].id]
    assert [one.circle for one in read] == ["family"]
    added = [one for one in entries if one.act == "file:add"]
    assert {one.facts["kind"] for one in added} == {"picture", "voice"}


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"picture": sent(files.HEIC, "IMG_1.HEIC")}, "This phone&#39;s picture format (HEIC) cannot be opened here."),
        ({"picture": sent(b"<svg/>", "x.svg")}, "Choose a photo: JPEG, PNG, WebP or GIF."),
        ({"picture": sent(files.photo()[:300], "x.jpg")}, "This picture is damaged"),
        ({"picture": sent(b"", "x.jpg")}, "This file is empty."),
        ({"picture": sent(bytes(40_000_000), "x.jpg")}, "This picture is too big. It can be up to 25 MB."),
        ({"voice": sent(files.wav(600), "x.wav")}, "This recording lasts 10:00 minutes. It can last up to 60 seconds."),
        ({"voice": sent(files.webm(600), "x.webm")}, "This recording lasts 10:00 minutes."),
        ({"voice": sent(bytes(40_000_000), "x.wav")}, "It can be up to 25 MB and 60 seconds long."),
        ({"voice": sent(files.webm(3, track_type=1), "x.webm")}, "This is a film."),
        ({"voice": sent(b"#!AMR", "x.amr")}, "Choose one that is WebM, Ogg, M4A, MP3 or WAV."),
        ({"voice": sent(files.webm(3)[:30], "x.webm")}, "This recording is damaged"),
        ({"picture_words": "a drawing of us"}, "You wrote words for a picture, but no picture is here."),
        ({"voice_words": "what I said"}, "You wrote words for a recording, but none is here."),
        ({"picture": sent(files.photo(), "a.jpg"), "picture_words": "x" * 501}, "Keep them to 500 letters."),
    ],
    ids=range(14),
)
def test_what_cannot_be_taken_is_said_kindly_and_nothing_typed_is_lost(world: World, form, says):
    answer = post(world, "mum", "/notes", **{"circle": "family", "body": "my <words> stay", **form})
    assert answer.status_code == 422
    assert says in answer.text
    assert "my &lt;words&gt; stay" in answer.text
    assert re.search(r'value="family"[^>]*checked', answer.text)
    for name in ("picture_words", "voice_words"):
        assert form.get(name, "") in answer.text
    assert (rows(world), on_disk(world)) == ([], [])


@pytest.mark.parametrize("where", ["/notes", "/thoughts/good"])
def test_a_card_on_the_wire_carries_ids_and_words_only(world: World, where):
    form = {"voice": sent(files.wav(3), "v.wav"), "voice_words": "we eat at 6", "picture": sent(files.photo(), "p.jpg")}
    post(world, "mum", where, circle="family", **form)
    card = world.get("nan", "/since?circle=family&after=0").json["cards"][0]
    picture, voice = rows(world)
    assert (card["picture"], card["picture_words"]) == (picture.id, "")
    assert (card["voice"], card["voice_words"], card["voice_seconds"]) == (voice.id, "we eat at 6", 3)
    assert picture.stored not in str(card)


@pytest.mark.parametrize("name", ["voice", "picture"])
def test_a_thought_keeps_what_was_typed_when_its_file_cannot_be_taken(world: World, name):
    bad = sent(files.wav(600), "x.wav") if name == "voice" else sent(files.HEIC, "x.heic")
    answer = think(world, "mum", "good", "family", words="kept words", picture_words="", voice_words="", **{name: bad})
    assert answer.status_code == 422
    assert "kept words" in answer.text
    assert re.search(r'value="family"[^>]*checked', answer.text)
    assert think(world, "child", "feeling", "own:child", feeling="sad", **{name: bad}).status_code == 422


def test_a_body_beyond_everything_is_answered_and_a_stranger_may_send_little(world: World):
    answer = post(world, "mum", "/notes", circle="family", body="x", picture=sent(bytes(101_000_000), "x.jpg"))
    assert answer.status_code == 413
    assert "25 MB" in answer.text
    assert post(world, "stranger", "/notes", body="x", picture=sent(bytes(3_000_000), "x.jpg")).status_code == 413
    assert post(world, "mum", "/help", body="x", picture=sent(bytes(3_000_000), "x.jpg")).status_code == 413


def test_a_recording_a_little_over_the_minute_is_taken(world: World):
    assert note(world, "mum", "family", voice=sent(files.webm(61.5), "v.webm")).status_code == 303
    assert note(world, "mum", "family", voice=sent(files.webm(63), "v.webm")).status_code == 422


def test_only_so_many_files_an_hour(world: World):
    settings = world.app.extensions["fgc.settings"]
    world.app.extensions["fgc.settings"] = settings.model_copy(update={"files_per_hour": 3})
    assert note(world, "mum", "family").status_code == 303
    refused = note(world, "mum", "family", body="kept")
    assert refused.status_code == 422
    assert "in the last hour" in refused.text
    assert len(rows(world)) == 2
    assert note(world, "nan", "family").status_code == 303
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        seat = world.seat("mum")
        with world.app.test_request_context():
            add_note(seat, NoteDraft("family", "", enclosed=Enclosed((Ready("voice", files.wav(), "audio/wav"),))))
    assert len(rows(world)) == 5


def test_sending_twice_stores_once(world: World):
    for _again in range(2):
        assert note(world, "mum", "family", client_id="same-note-1").status_code == 303
    assert len(rows(world)) == len(on_disk(world)) == 2


def test_scripts_get_data_and_where_to_go(world: World):
    form = {"circle": "family", "body": "", "accept": "application/json"}
    good = post(world, "mum", "/notes", voice=sent(files.webm(), "v.webm"), **form)
    assert good.json["ok"]
    assert good.json["to"].startswith(world.url("/notes?circle=family"))
    bad = post(world, "mum", "/notes", picture=sent(files.HEIC, "x.heic"), **form)
    assert bad.status_code == 422
    assert "HEIC" in bad.json["errors"]["picture"]
    thought = post(world, "mum", "/thoughts/good", voice=sent(files.webm(), "v.webm"), **form)
    assert thought.json["to"] == world.url("/thoughts")


def test_only_pages_that_record_may_use_the_microphone(world: World):
    for path in ("/notes", "/thoughts/good"):
        headers = world.get("mum", path).headers
        assert "microphone=(self)" in headers["Permissions-Policy"]
        assert "camera=()" in headers["Permissions-Policy"]
        assert "media-src 'self' blob:" in headers["Content-Security-Policy"]
    headers = world.get("mum", "/help").headers
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "media-src 'self';" in headers["Content-Security-Policy"]


def test_files_of_a_shredded_case_and_files_without_a_row_are_swept_away(world: World):
    note(world, "mum", "family")
    kept = rows(world)[0]
    folder = world.app.extensions["fgc.settings"].data_dir / "files"
    (folder / "young").write_bytes(b"x")
    (folder / "old").write_bytes(b"x")
    hours = time.time() - 7200
    os.utime(folder / "old", (hours, hours))
    os.utime(folder / kept.stored, (hours, hours))
    with world.app.app_context():
        assert filing.sweep() == 1
        assert {"young", kept.stored} < set(on_disk(world))
        with uow.write() as work:
            work.session.execute(text('UPDATE "case" SET rehearsal = :on'), {"on": True})
        shred_rehearsal(world.case_id)
        assert filing.sweep() == 2
        assert filing.sweep() == 0
    assert (rows(world), on_disk(world)) == ([], ["young"])


def test_a_file_whose_bytes_were_changed_or_lost_is_not_shown(world: World):
    note(world, "mum", "family")
    picture, voice = rows(world)
    folder = world.app.extensions["fgc.settings"].data_dir / "files"
    (folder / picture.stored).unlink()
    assert gets(world, "mum", picture.id).status_code == 404
    (folder / voice.stored).write_bytes(b"\xf7\x01" + bytes(60))
    with pytest.raises(Exception, match=r"sealed|key"):
        gets(world, "mum", voice.id)
