"""Translations over HTTP: who may put one and who reads it, what it is bound to, and when it goes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from fgc.audit import trail
from fgc.cases import circles
from fgc.cases.admissions import revoke_helper
from fgc.cases.cards import cards_after
from fgc.cases.models import Case
from fgc.conference.actions import deletion
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.notes.actions import withdraw_note
from fgc.notes.queries import note_of, notes_for, report_page
from fgc.plan.actions.rows import RowDraft, save_row
from fgc.plan.queries import translated
from fgc.plan.queries.overview import own_panel
from fgc.plan.queries.rows import rows_for
from fgc.plan.row_words import RowWords
from tests.factories.interpreting import POLISH, URDU, speaks, translate
from tests.factories.notes import father_apart, paragraphs, shared_report, write
from tests.factories.plan import accept, acting, add_row, answer, carry_rows, freeze, sign
from tests.factories.world import World

OUTSIDERS = ("mum", "nan", "worker", "school", "child", "advocate")


def stored(world: World) -> int:
    with world.app.app_context(), uow.read() as session:
        return session.scalar(text("SELECT count(*) FROM translation")) or 0


def read(world: World, key: str, note_id: str):
    with acting(world, key) as seat, uow.read() as session:
        return note_of(session, seat, note_id).translations


def page_of(world: World, key: str, kind: str, obj_id: str):
    return world.get(key, f"/translate/{kind}/{obj_id}")


def test_an_interpreter_can_translate_what_everyone_reads_and_the_original_stands_first(world: World):
    note = write(world, "mum", "everyone", "Nan rings every day.")
    page = world.get("interpreter", "/notes").text
    assert f"/translate/note/{note}" in page and "Translate this" in page
    asked = page_of(world, "interpreter", "note", note).text
    assert asked.index("Nan rings every day.") < asked.index("Into which language?")
    assert "The same people see the translation who see the words above." in asked
    posted = world.post("interpreter", f"/translate/note/{note}", lang="ur", words=URDU, client_id="abcd12345678")
    assert posted.status_code == 303 and posted.location.endswith(f"#{note}")
    shown = world.get("nan", "/notes").text
    assert shown.index("Nan rings every day.") < shown.index(URDU)
    assert "Also in اردو" in shown and "Translated into اردو by Ewa" in shown
    assert re.search(r'lang="ur" dir="rtl"[^>]*>' + re.escape(URDU), shown)


def test_only_interpreters_and_coordinators_can_translate(world: World):
    note = write(world, "mum", "everyone", "hello")
    for key in OUTSIDERS:
        assert page_of(world, key, "note", note).status_code == 404, key
        assert world.post(key, f"/translate/note/{note}", lang="ur", words=URDU).status_code == 404, key
        assert "Translate this" not in world.get(key, "/notes").text
    assert page_of(world, "nobody", "note", note).status_code == 404
    assert stored(world) == 0


def test_a_coordinator_writes_down_what_an_interpreter_said_on_the_phone(world: World):
    note = write(world, "mum", "everyone", "hello")
    assert "The interpreter's name" in page_of(world, "coordinator", "note", note).text
    with pytest.raises(Refused):
        translate(world, "coordinator", "note", note)
    translate(world, "coordinator", "note", note, by="Farah Khan")
    one = read(world, "nan", note)[0]
    assert one.by.startswith("Translated into اردو by Farah Khan, by phone. Written down by Samira,")
    translate(world, "interpreter", "note", note, "pl", POLISH, by="Somebody else")
    assert "by Ewa," in read(world, "nan", note)[1].by


@pytest.mark.parametrize(("stage", "circle"), [("information", "family"), ("private", "private")])
def test_an_interpreter_can_translate_for_the_family_only_while_let_in(world_in, stage, circle):
    world = world_in(stage)
    note = write(world, "mum", circle, "between us")
    assert page_of(world, "interpreter", "note", note).status_code == 404
    with pytest.raises(NotFound):
        translate(world, "interpreter", "note", note)
    world.admit("interpreter", circle)
    translate(world, "interpreter", "note", note)
    assert read(world, "nan", note)[0].words == URDU
    for key in ("worker", "school", "coordinator", "advocate"):
        with pytest.raises(NotFound):
            read(world, key, note)
        assert URDU not in world.get(key, "/notes").text
    with acting(world, "mum") as seat:
        revoke_helper(seat, world["interpreter"].id, circle)
    assert page_of(world, "interpreter", "note", note).status_code == 404
    with pytest.raises(NotFound):
        translate(world, "interpreter", "note", note, "pl", POLISH)
    assert read(world, "mum", note)[0].words == URDU


def test_a_coordinator_cannot_translate_in_private_time(world_in):
    world = world_in("private")
    note = write(world, "mum", "private", "between us")
    with pytest.raises(NotFound):
        translate(world, "coordinator", "note", note, by="Farah")
    with pytest.raises(Stale):
        translate(world, "coordinator", "note", write_before(world), by="Farah")


def write_before(world: World) -> str:
    """A note for everyone from before private time began."""
    world.set_stage("information")
    note = write(world, "mum", "everyone", "earlier")
    world.set_stage("private")
    return note


def test_somebody_apart_is_not_told_who_interprets_nor_shown_what(world: World):
    father_apart(world)
    note = write(world, "mum", "everyone", "about dad")
    translate(world, "interpreter", "note", note)
    assert URDU not in world.get("dad", "/notes").text and "Ewa" not in world.get("dad", "/notes").text
    own = write(world, "dad", "direct:dad", "only for Samira")
    with pytest.raises(NotFound):
        translate(world, "interpreter", "note", own)
    translate(world, "coordinator", "note", own, by="Farah")
    assert read(world, "dad", own)[0].words == URDU
    world.change_member("interpreter", apart=True)
    assert read(world, "mum", note) == () and len(read(world, "coordinator", note)) == 1


def test_a_correction_is_a_new_writing_and_the_old_one_can_be_seen(world: World):
    note = write(world, "mum", "everyone", "Nan rings.")
    translate(world, "interpreter", "note", note, "pl", "Babcia dzwni.")
    translate(world, "interpreter", "note", note)
    translate(world, "interpreter", "note", note, "pl", POLISH)
    polish, urdu = read(world, "nan", note)
    assert (polish.words, polish.earlier, urdu.words) == (POLISH, ("Babcia dzwni.",), URDU)
    assert polish.changed.startswith("Changed on ") and not urdu.changed
    page = world.get("nan", "/notes").text
    assert "Babcia dzwni." in page and "What the translation said before" in page


def test_another_language_needs_a_name(world: World):
    note = write(world, "mum", "everyone", "hello")
    answer = world.post("interpreter", f"/translate/note/{note}", lang="other", words="Merhaba")
    assert answer.status_code == 422 and "Write the name of the language." in answer.text and "Merhaba" in answer.text
    translate(world, "interpreter", "note", note, "other", "Merhaba", language="Türkçe")
    one = read(world, "nan", note)[0]
    assert (one.also, one.lang, one.dir) == ("Also in Türkçe", "", "auto")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"lang": "", "words": "x"}, "Choose the language."),
        ({"lang": "xx", "words": "x"}, "Choose the language."),
        ({"lang": "pl", "words": " \u0000 "}, "Write the translation."),
        ({"lang": "pl", "words": "x" * 4001}, "This is too long"),
    ],
)
def test_bad_input_is_named_and_keeps_the_words(world: World, form, said):
    note = write(world, "mum", "everyone", "hello")
    answer = world.post("interpreter", f"/translate/note/{note}", **form)
    assert answer.status_code == 422 and said in answer.text
    assert stored(world) == 0


def test_markup_in_a_translation_is_only_words(world: World):
    note = write(world, "mum", "everyone", "hello")
    translate(world, "interpreter", "note", note, "pl", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in world.get("nan", "/notes").text


def test_sending_twice_stores_once(world: World):
    note = write(world, "mum", "everyone", "hello")
    for _turn in range(2):
        assert translate(world, "interpreter", "note", note, client_id="same-00000001") == note
    assert stored(world) == 1 and len(read(world, "nan", note)) == 1


def test_what_is_stored_can_be_read_by_nobody_without_the_key(world: World):
    note = write(world, "mum", "everyone", "hello")
    translate(world, "interpreter", "note", note, "other", "Zwetschgenkuchen", language="Plattdüütsch")
    with world.app.app_context(), uow.read() as session:
        row = dict(session.execute(text("SELECT * FROM translation")).mappings().one())
        trailed = [str(entry) for entry in trail.entries(session, world.case_id)]
    kept = " ".join(str(value) for value in row.values()) + bytes(row["body"]).decode("latin-1") + " ".join(trailed)
    assert "Zwetsch" not in kept and "Platt" not in kept
    assert any("translation:add" in entry for entry in trailed)


def test_who_missed_it_gets_the_card_with_the_translation(world: World):
    note = write(world, "mum", "everyone", "hello")
    with acting(world, "nan") as seat, uow.read() as session:
        head = circles.heads_of(session, world.case_id, ("everyone",))["everyone"]
    translate(world, "interpreter", "note", note)
    with acting(world, "nan") as seat, uow.read() as session:
        found = cards_after(session, seat, "everyone", head)
    assert [(card["id"], card["translations"][0]["words"]) for card in found] == [(note, URDU)]


def test_a_translation_goes_with_the_note(world: World):
    note = write(world, "mum", "everyone", "hello")
    translate(world, "interpreter", "note", note)
    with acting(world, "mum") as seat:
        withdraw_note(seat, note)
    assert stored(world) == 0 and URDU not in world.get("nan", "/notes").text
    assert page_of(world, "interpreter", "note", note).status_code == 404


def test_translations_of_private_time_go_with_its_words(world_in):
    world = world_in("private")
    world.admit("interpreter", "private")
    translate(world, "interpreter", "note", write(world, "mum", "private", "between us"))
    translate(world, "interpreter", "row", add_row(world, "mum", "Nan rings.").id)
    world.set_stage("following")
    long_ago = clock.now() - timedelta(days=60)
    with world.app.app_context(), uow.write() as work:
        work.session.execute(update(Case).values(private_ended_at=long_ago))
    with world.app.app_context():
        assert deletion.delete_private(world.case_id)
    assert stored(world) == 0


def test_a_paragraph_of_a_report_can_be_translated(world: World):
    report = shared_report(world)
    page = world.get("interpreter", f"/read/{report}").text
    one = paragraphs(page)[0]
    assert f"/translate/paragraph/{one}" in page
    translate(world, "interpreter", "paragraph", one)
    shown = world.get("mum", f"/read/{report}").text
    assert shown.index("J is kind.") < shown.index(URDU)
    with acting(world, "mum") as seat, uow.read() as session:
        assert report_page(session, seat, report).parts[0][1][0].translations[0].words == URDU


def test_a_row_that_changed_says_so_beside_its_translation(world_in):
    world = world_in("private")
    row = add_row(world, "mum", "Nan rings.").id
    assert page_of(world, "interpreter", "row", row).status_code == 404
    world.admit("interpreter", "private")
    page = world.get("interpreter", "/plan").text
    assert f"/translate/row/{row}" in page
    translate(world, "interpreter", "row", row)
    assert "The row has changed since this was translated." not in world.get("nan", "/plan").text
    with acting(world, "nan") as seat:
        save_row(seat, RowDraft(RowWords(what="Nan rings at six."), "private", row_id=row, rev=0))
    shown = world.get("nan", "/plan/part").text
    assert URDU in shown and "The row has changed since this was translated." in shown
    translate(world, "interpreter", "row", row, words="دوبارہ")
    shown = world.get("nan", "/plan/part").text
    assert "دوبارہ" in shown and "The row has changed since this was translated." not in shown
    assert world.get("worker", "/plan/part").status_code == 404


def test_a_translation_does_not_let_go_of_the_frozen_plan_and_stays_beside_the_decided_one(world_in):
    world = world_in("private")
    add_row(world, "nan", "School texts Lisa.", doers=(world["school"].id,))
    carry_rows(world)
    freeze(world)
    world.admit("interpreter", "family")
    with acting(world, "mum") as seat, uow.read() as session:
        row = rows_for(session, seat, "plan")[0]
    translate(world, "interpreter", "row", row.id)
    for key in ("mum", "nan", "aunt", "child"):
        answer(world, key)
    accept(world)
    sign(world)
    assert URDU in world.get("mum", "/plan").text
    assert URDU in world.get("school", "/plan").text
    assert "Translate this" not in world.get("interpreter", "/plan").text
    assert URDU not in world.get("gp", "/plan").text
    with acting(world, "school") as seat, uow.read() as session:
        panel = own_panel(session, seat)
        assert translated.for_paper(session, seat, panel.rows)[row.origin][0].lang == "ur"
    assert world.get("mum", "/plan.pdf").data.startswith(b"%PDF")
    assert URDU not in world.get("mum", "/record.json").text


def test_the_language_is_remembered_and_begins_with_the_familys(world: World):
    speaks(world, "nan", "pl")
    note = write(world, "mum", "everyone", "hello")
    checked = r'value="{}" checked'
    assert re.search(checked.format("pl"), page_of(world, "interpreter", "note", note).text)
    translate(world, "interpreter", "note", note)
    assert re.search(checked.format("ur"), page_of(world, "interpreter", "note", note).text)
    speaks(world, "mum", "ur")
    theirs = write(world, "mum", "everyone", URDU)
    assert re.search(checked.format("en"), page_of(world, "interpreter", "note", theirs).text)


def test_words_carry_the_language_of_who_wrote_them(world: World):
    speaks(world, "mum", "ur")
    speaks(world, "nan", "pl")
    notes = {write(world, "mum", "everyone", URDU): "ur", write(world, "mum", "everyone", "hello"): ""}
    notes |= {write(world, "nan", "everyone", POLISH): "pl", write(world, "coordinator", "everyone", "hello"): "en"}
    with acting(world, "aunt") as seat, uow.read() as session:
        assert {one.id: one.lang for one in notes_for(session, seat, "everyone")} == notes
    page = world.get("aunt", "/notes").text
    assert re.search(r'dir="auto" lang="ur"[^>]*>' + re.escape(URDU), page)
    assert re.search(r'dir="auto" lang=""[^>]*>hello', page)


def test_a_note_of_another_case_is_not_there(app, world: World, world_in):
    other = world_in("preparing")
    note = write(other, "mum", "everyone", "elsewhere")
    assert page_of(world, "interpreter", "note", note).status_code == 404
    for kind, obj_id in (("note", "n_0000000000000000"), ("row", "x"), ("thing", note), ("paragraph", note)):
        assert page_of(world, "interpreter", kind, obj_id).status_code == 404
