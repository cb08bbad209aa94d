"""Notes over HTTP: who may read and write where, bad input, sending twice, corrections, speaking for others."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fgc.audit import trail
from fgc.cases import policy
from fgc.core import uow
from fgc.core.errors import NotFound, Refused
from fgc.notes.actions import NoteDraft, add_note, carry_notes, private_notes, remove_private
from fgc.notes.queries import notes_for, search_notes
from fgc.vault import current_vault
from tests.factories.notes import circle, father_apart, write
from tests.factories.world import World, make_world

KEYS = ("coordinator", "worker", "school", "mum", "aunt", "child", "advocate", "interpreter", "dad")
CIRCLES = (
    "everyone", "family", "workers", "coordinator", "private", "plan", "direct:mum", "direct:dad", "helper:child",
    "helper:mum", "own:mum", "own:coordinator",
)  # fmt: skip


def count_notes(world: World) -> int:
    with world.app.app_context(), uow.read() as session:
        return session.scalar(text("SELECT count(*) FROM note")) or 0


def send(world: World, key: str, name: str, body: str = "hello", **form):
    return world.post(key, "/notes", circle=circle(world, name), body=body, **form)


def reads(world: World, key: str, name: str, marker: str) -> bool:
    """Whether a page shows this person a note of a circle; the page must be the one 404 otherwise."""
    answer = world.get(key, f"/notes?circle={circle(world, name)}")
    assert answer.status_code in (200, 404)
    return answer.status_code == 200 and marker in answer.text


@pytest.mark.parametrize("stage", ["information", "private", "closed"])
def test_every_role_can_write_and_read_exactly_what_the_policy_says(app, stage):
    world = make_world(app, "agreeing")
    father_apart(world)
    writers = {"private": ("private", "mum"), "plan": ("agreeing", "mum"), "coordinator": ("agreeing", "coordinator")}
    writers |= {"workers": ("agreeing", "worker"), "own:coordinator": ("agreeing", "coordinator")}
    writers |= {"direct:dad": ("agreeing", "dad"), "helper:child": ("agreeing", "child")}
    for name in CIRCLES:
        at, who = writers.get(name, ("agreeing", "mum"))
        world.set_stage(at)
        write(world, who, name, f"marker {name}.", reason="police")
    world.set_stage(stage)
    for key, name in itertools.product(KEYS, CIRCLES):
        seat = world.seat(key)
        target = seat.at(circle(world, name))
        assert reads(world, key, name, f"marker {name}.") == policy.can(seat, "note.read", target), (key, name)
        before = count_notes(world)
        answer = send(world, key, name, "more", reason="police")
        allowed = policy.can(seat, "note.write", target)
        assert (answer.status_code == 303) == allowed, (key, name, answer.status_code)
        assert count_notes(world) == before + allowed


def test_a_stranger_and_a_claimed_member_cannot_open_the_notes(world: World):
    assert world.client("nobody").get(world.url("/notes")).status_code == 404
    world.change_member("nan", state="claimed")
    assert world.get("nan", "/notes").status_code == 404
    assert send(world, "nan", "family").status_code == 404


def test_a_worker_cannot_hide_a_note_without_a_reason_and_keeps_the_words(world: World):
    answer = send(world, "school", "workers", "The uncle was seen outside.")
    assert answer.status_code == 422
    assert "Say why the family cannot see this." in answer.text
    assert "The uncle was seen outside." in answer.text
    assert send(world, "school", "workers", "x", reason="other").status_code == 422
    assert send(world, "school", "workers", "x", reason="nonsense").status_code == 422
    assert count_notes(world) == 0
    assert (
        send(world, "school", "workers", "x", reason="other", reason_words="A court has forbidden it").status_code
        == 303
    )
    page = world.get("worker", "/notes?circle=workers").text
    assert "A court has forbidden it" in page
    assert "Family cannot see this" in page


def test_nobody_can_send_nothing_too_much_or_nowhere(world: World):
    for body, name, said in (
        ("", "family", "Write something before you share it."),
        (" \n\t ", "family", "Write something before you share it."),
        ("a" * 4001, "family", "too long"),
        ("words", "", "Choose who can see this."),
    ):
        answer = send(world, "mum", name, body)
        assert answer.status_code == 422
        assert said in answer.text
    assert "a" * 4001 in send(world, "mum", "family", "a" * 4001).text
    assert count_notes(world) == 0
    assert send(world, "mum", "family", "é" * 4000).status_code == 303
    assert send(world, "mum", "family", "x", kind="thought").status_code == 422
    assert send(world, "mum", "family", "x", about="<b>").status_code == 422
    assert send(world, "mum", "family", "x", client_id="no spaces allowed").status_code == 422
    assert send(world, "mum", "family", "x", reply_to="n_doesnotexist0000").status_code == 404
    assert send(world, "mum", "direct:").status_code == 404
    assert world.post("coordinator", "/notes", circle="direct:m_notamemberatall", body="x").status_code == 404
    assert count_notes(world) == 1


def test_words_of_any_kind_come_back_as_they_were_and_never_as_markup(world: World):
    words = '<script>alert(1)</script> «ł» \u200fعربي 👩\u200d👧 & "quotes"\r\nsecond line\x00\x07'
    assert send(world, "mum", "family", words).status_code == 303
    with world.app.test_request_context(), uow.read() as session:
        body = notes_for(session, world.seat("nan"), "family")[0].body
    assert body == '<script>alert(1)</script> «ł» \u200fعربي 👩\u200d👧 & "quotes"\nsecond line'
    assert "<script>alert(1)" not in world.get("nan", "/notes").text


def test_sending_twice_stores_once(world: World):
    for _again in range(3):
        assert send(world, "mum", "family", "only once", client_id="abcd-1234").status_code == 303
    assert count_notes(world) == 1
    assert send(world, "nan", "family", "mine", client_id="abcd-1234").status_code == 303
    assert count_notes(world) == 2


def test_a_script_gets_the_number_and_errors_as_data(world: World):
    client, origin = world.client("mum"), world.app.extensions["fgc.settings"].origin_list[0]
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    form = {"csrf_token": world.csrf("mum"), "circle": "family", "body": "hello", "client_id": "abcd-1234"}
    first = client.post(world.url("/notes"), data=form, headers=headers).json
    assert first["ok"] is True
    assert first["seq"] == 1
    assert client.post(world.url("/notes"), data=form, headers=headers).json == first
    refused = client.post(world.url("/notes"), data={**form, "body": "", "client_id": ""}, headers=headers)
    assert refused.status_code == 422
    assert refused.json["errors"] == {"body": "Write something before you share it."}


def test_the_words_are_kept_when_the_meeting_moved_on(world: World):
    world.set_stage("private")
    answer = send(world, "mum", "everyone", "what I wanted to say")
    assert answer.status_code == 409
    assert "what I wanted to say" in answer.text


def test_an_author_can_correct_beside_and_nobody_can_edit(world: World):
    note = write(world, "school", "everyone", "He missed nine days.")
    assert (
        world.post("school", f"/notes/{note}/correct", body="It was six days.", client_id="abcd-1234").status_code
        == 303
    )
    assert (
        world.post("school", f"/notes/{note}/correct", body="It was six days.", client_id="abcd-1234").status_code
        == 303
    )
    page = world.get("mum", "/notes?circle=everyone").text
    assert page.count("He missed nine days.") == 1
    assert page.count("It was six days.") == 1
    assert "Correction of an earlier note" in page
    assert world.post("school", f"/notes/{note}/correct", body=" ").status_code == 422
    assert world.post("mum", f"/notes/{note}/correct", body="No").status_code == 404
    assert world.post("mum", f"/notes/{note}/take-back").status_code == 404


def test_an_author_can_take_a_note_back_and_a_mark_stays(world: World):
    note = write(world, "mum", "everyone", "I am so angry with Tom.")
    assert "People who have read it will remember it." in world.get("mum", f"/notes/{note}/take-back").text
    assert world.post("mum", f"/notes/{note}/take-back").status_code == 303
    assert world.post("mum", f"/notes/{note}/take-back").status_code == 303
    page = world.get("worker", "/notes?circle=everyone").text
    assert "I am so angry" not in page
    assert "Taken back on" in page
    feed = world.get("worker", "/since?circle=everyone&after=0").json["cards"]
    assert [(card["id"], card["withdrawn"], card["body"]) for card in feed] == [(note, True, "")] * 2
    assert world.post("mum", f"/notes/{note}/correct", body="x").status_code == 409


def test_a_card_says_who_wrote_it_as_this_case_knows_them(world: World):
    write(world, "school", "everyone", "hello")
    card = world.get("mum", "/since?circle=everyone&after=0").json["cards"][0]
    assert (card["author"], card["role"], card["body"], card["kind"]) == ("Ms Hale", "school", "hello", "note")
    assert card["note_kind"] == "note"


def test_a_coordinator_can_write_down_what_somebody_said_and_they_can_say_yes(world: World):
    said = world["nan"].id
    assert send(world, "coordinator", "everyone", "I can have him on Fridays.", said_by=said).status_code == 303
    page = world.get("nan", "/notes?circle=everyone").text
    assert "Said by Jean, written by Samira." in page
    note = page.split('id="n_')[1].split('"')[0]
    assert world.post("mum", f"/notes/n_{note}/yes").status_code == 404
    assert world.post("nan", f"/notes/n_{note}/yes").status_code == 303
    assert "Jean has said yes to it." in world.get("worker", "/notes?circle=everyone").text
    assert world.post("nan", f"/notes/n_{note}/take-back").status_code == 303


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [
        ("mum", "family", "nan"), ("school", "everyone", "mum"), ("advocate", "everyone", "mum"),
        ("coordinator", "workers", "mum"), ("coordinator", "everyone", "dad"), ("interpreter", "everyone", "mum"),
    ],
)  # fmt: skip
def test_nobody_can_put_words_where_the_speaker_could_not(world: World, key, name, said):
    father_apart(world)
    assert send(world, key, name, "x", said_by=world[said].id, reason="police").status_code == 404
    assert count_notes(world) == 0


def test_an_advocate_can_write_down_what_their_own_person_said(world: World):
    assert (
        send(world, "advocate", "helper:child", "I want to stay at nan's.", said_by=world["child"].id).status_code
        == 303
    )
    assert "Said by J, written by Rose." in world.get("child", "/notes").text


def test_search_finds_only_what_somebody_can_read(world: World):
    write(world, "mum", "family", "The Blue caravan")
    write(world, "school", "workers", "the blue folder", reason="third_party")
    taken = write(world, "mum", "family", "blue again")
    world.post("mum", f"/notes/{taken}/take-back")
    for key, words, absent in (
        ("nan", "caravan", "folder"),
        ("worker", "folder", "caravan"),
        ("aunt", "caravan", "folder"),
    ):
        page = world.post(key, "/notes/search", text="BLUE ").text
        assert words in page
        assert absent not in page
        assert "blue again" not in page
    assert world.get("nan", "/notes/search?text=blue").status_code == 404
    assert "No note that you can see" in world.post("nan", "/notes/search", text="").text


def test_older_notes_come_by_number(world: World):
    with world.app.app_context():
        seat = world.seat("mum")
        for number in range(7):
            add_note(seat, NoteDraft("family", f"note {number}"))
        with uow.read() as session:
            last = notes_for(session, seat, "family", limit=3)
            assert [note.body for note in last] == ["note 4", "note 5", "note 6"]
            older = notes_for(session, seat, "family", before=last[0].seq, limit=3)
            assert [note.body for note in older] == ["note 1", "note 2", "note 3"]
            with pytest.raises(NotFound):
                notes_for(session, world.seat("school"), "family")
            assert search_notes(session, world.seat("school"), "note") == []


def test_an_own_note_is_shared_only_after_the_new_readers_were_named(world: World):
    note = write(world, "school", "own:school", "He told me about Saturday.")
    assert world.get("mum", f"/notes/{note}/share").status_code == 404
    named = world.post("school", f"/notes/{note}/share", circle="everyone")
    assert "You are about to show this to the family." in named.text
    assert "Kerry" in named.text
    assert count_notes(world) == 1
    assert world.post("school", f"/notes/{note}/share", circle="workers").status_code == 422
    assert world.post("school", f"/notes/{note}/share", circle="family", confirm="yes").status_code == 404
    for _again in range(2):
        assert world.post("school", f"/notes/{note}/share", circle="everyone", confirm="yes").status_code == 303
    assert count_notes(world) == 2
    assert "He told me about Saturday." in world.get("mum", "/notes").text
    assert "He told me about Saturday." not in world.get("school", f"/notes?circle=own:{world['school'].id}").text


def test_an_action_refuses_by_itself_whatever_the_door(world: World):
    with world.app.test_request_context():
        for draft in (NoteDraft("family", "\ud800" * 4001), NoteDraft("family", ""), NoteDraft("", "x")):
            with pytest.raises(Refused):
                add_note(world.seat("mum"), draft)
        with pytest.raises(NotFound):
            add_note(world.seat("mum"), NoteDraft("workers", "x", reason="police"))


def test_every_act_is_in_the_trail_without_words(world: World):
    note = write(world, "mum", "family", "secret words")
    world.post("mum", f"/notes/{note}/take-back")
    with world.app.app_context(), uow.read() as session:
        entries = trail.entries(session, world.case_id)
        assert trail.verify(session, world.case_id) == ""
    acts = [entry.act for entry in entries]
    assert acts[0] == "note:add"
    assert "circle:read" in acts
    assert acts[-1] == "note:withdraw"
    assert "secret" not in str(entries)


def test_twelve_senders_at_once_get_twelve_numbers_and_a_repeat_gets_its_first(world: World):
    def one(number: int) -> int:
        with world.app.app_context():
            draft = NoteDraft("family", "hello", client_id=f"client-{number % 12:04}")
            return add_note(seat, draft).seq

    seat = world.seat("mum")
    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(one, range(24)))
    assert sorted(set(numbers)) == list(range(1, 13))
    assert count_notes(world) == 12


def test_under_legal_hold_nobody_can_read_or_write(world: World):
    write(world, "mum", "family", "hello")
    with world.app.app_context(), uow.write() as work:
        work.session.execute(text('UPDATE "case" SET held = true'))
    assert world.get("mum", "/notes").status_code == 404
    assert send(world, "mum", "family").status_code == 404
    assert world.get("mum", "/read").status_code == 404


def test_private_notes_are_carried_by_choice_and_removed_by_kind(world: World):
    world.set_stage("private")
    kept, left = write(world, "mum", "private", "we take him"), write(world, "nan", "private", "stays with us")
    with world.app.app_context():
        seat = world.seat("mum")
        with uow.read() as session:
            assert [words.id for words in private_notes(session, seat)] == [kept, left]
            assert private_notes(session, world.seat("worker")) == []
        world.set_stage("agreeing")
        with uow.write() as work:
            assert carry_notes(work, world.seat("mum"), [kept, "n_0000000000000000", kept]) == 1
    page = world.get("worker", "/notes?circle=everyone").text
    assert "we take him" in page
    assert "stays with us" not in page
    with world.app.app_context(), uow.write() as work:
        assert remove_private(work, world.case_id) == 2
    assert count_notes(world) == 1


def test_notes_whose_key_is_gone_are_left_out(world: World):
    write(world, "mum", "family", "gone for good")
    with world.app.app_context():
        current_vault().shred_circle(world.case_id, "family")
    page = world.get("nan", "/notes?circle=family")
    assert page.status_code == 200
    assert "gone for good" not in page.text
    assert world.post("nan", "/notes/search", text="gone").status_code == 200
