"""Recordings of private time: heard inside only, taken along when the family says so, gone with its words."""

import re
from datetime import timedelta
from io import BytesIO

from sqlalchemy import text

from fgc.conference.actions import deletion, private
from fgc.core import clock, uow
from tests.factories import files
from tests.factories.conference import act, end_meeting

FAMILY = {"mum", "nan", "aunt", "child"}


def rows(world):
    with world.app.app_context(), uow.read() as session:
        return list(session.execute(text("SELECT id, circle, on_id, stored FROM attachment ORDER BY circle, at, id")))


def readers(world, file_id):
    return {key for key in world.people if _found(world, key, file_id)}


def _found(world, key, file_id):
    answer = world.get(key, f"/files/{file_id}")
    answer.get_data()
    answer.close()
    return answer.status_code == 200


def speak(world, key, **form):
    voice = BytesIO(files.wav(2)), "v.wav"
    return world.post(key, "/meeting/note", circle="private", voice=voice, **form)


def test_a_recording_of_private_time_is_heard_inside_only_and_goes_with_its_words(meeting_in):
    world = meeting_in("private")
    for key in ("mum", "nan"):
        assert speak(world, key, body="").status_code == 303
    kept, lost = rows(world)
    assert readers(world, kept.id) == FAMILY
    assert len(set(re.findall(r"/files/(f_[\w-]{16})", world.get("aunt", "/meeting").text))) == 2
    act(world, "mum", private.press_ready, {"note": (kept.on_id,)})
    act(world, "nan", private.press_ready, {"note": (kept.on_id,)})
    carried = next(row for row in rows(world) if row.circle == "everyone")
    assert _found(world, "worker", carried.id)
    assert readers(world, lost.id) == FAMILY
    end_meeting(world)
    with clock.stopped_at(clock.now() + timedelta(days=15)), world.app.test_request_context():
        assert deletion.sweep() == 1
    assert [row.circle for row in rows(world)] == ["everyone"]
    folder = world.app.extensions["fgc.settings"].data_dir / "files"
    assert [path.name for path in folder.iterdir()] == [carried.stored]
    assert readers(world, lost.id) == set()


def test_a_recording_that_cannot_be_taken_leaves_the_words_in_private_time(meeting_in):
    world = meeting_in("private")
    voice = BytesIO(files.webm(600)), "v.webm"
    answer = world.post("mum", "/meeting/note", circle="private", body="kept words", voice=voice)
    assert answer.status_code == 422
    assert "This recording lasts 10:00 minutes." in answer.text
    assert "kept words" in answer.text
    assert rows(world) == []
