"""Plan rows: written by the family, put together, held, taken off; unseen by everybody else in private time."""

import re
from datetime import timedelta

import pytest

from fgc.audit import trail
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused, Stale
from fgc.plan.actions import holding, ordering
from fgc.plan.actions.rows import RowClash, RowDraft, save_row
from fgc.plan.queries.rows import circle_now
from fgc.plan.row_words import RowWords
from tests.factories.plan import acting, add_line, add_row, carry_rows, freeze, rows_seen, syn

SECRET = "Zwetschgenkuchen"


def change(world, key, row_id, rev, **words):
    with acting(world, key) as seat:
        return save_row(seat, RowDraft(RowWords(**words), circle_now(seat), row_id=row_id, rev=rev))


def test_a_child_can_write_the_plan(world_in):
    """Published case B: Emma herself writes up the plan."""
    world = world_in("private")
    page = world.get("child", "/plan/new")
    assert page.status_code == 200 and "Who can see" not in page.text and "Only family" in page.text
    words = {"what": "I ring nan on Sundays.", "doers": world["child"].id, "client_id": "emma-0001"}
    posted = world.post("child", "/plan/save", circle="private", **words)
    assert posted.status_code == 303
    rows = rows_seen(world, "mum", "private")
    assert [row.words.what for row in rows] == ["I ring nan on Sundays."]
    assert rows[0].author == "J" and rows[0].who == "J"
    page = world.get("mum", "/plan").text
    assert "I ring nan on Sundays." in page and "Write the plan together" in page


def test_sending_twice_stores_once(world_in):
    world = world_in("private")
    first = add_row(world, "mum", "One row", client_id="same-0001")
    second = add_row(world, "mum", "One row", client_id="same-0001")
    assert first == second and len(rows_seen(world, "mum", "private")) == 1


@pytest.mark.parametrize("key", ["coordinator", "worker", "school", "interpreter", "advocate"])
def test_nobody_outside_private_time_gets_anything_of_its_rows(world_in, key):
    world = world_in("private")
    row = add_row(world, "mum", SECRET, doers=(world["school"].id,), share_with=(world["school"].id,)).id
    before = [world.get(key, path) for path in ("/plan", "/plan/part", "/bottom-lines", "/answers", "/jobs", "/since")]
    for answer in before:
        assert SECRET not in answer.text and row not in answer.text
    assert "private" not in world.get(key, "/since").json["heads"]
    for path in ("/since?circle=private", f"/plan/rows/{row}", "/plan/new", "/plan/part", "/plan.pdf"):
        assert world.get(key, path).status_code == 404, path
    for path in ("/plan/save", f"/plan/rows/{row}/hold", f"/plan/rows/{row}/drop", f"/plan/rows/{row}/move"):
        assert world.post(key, path, circle="private", what="x", row=row).status_code == 404, path
    add_row(world, "nan", "Another one")
    after = [world.get(key, path) for path in ("/plan", "/since")]
    assert _neutral(after[0].text) == _neutral(before[0].text)
    assert after[1].json["heads"] == before[5].json["heads"]


def _neutral(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_an_unconfirmed_person_gets_nothing(world_in):
    world = world_in("private")
    row = add_row(world, "mum", SECRET).id
    world.change_member("aunt", state="claimed")
    for path in ("/plan", "/plan/part", f"/plan/rows/{row}", "/bottom-lines", "/answers", "/jobs", "/record", "/since"):
        answer = world.get("aunt", path)
        assert answer.status_code == 404 and SECRET not in answer.text, path
    assert world.post("aunt", "/plan/save", circle="private", what="x").status_code == 404


def test_an_advocate_who_may_stay_can_read_and_write_rows(world_in):
    world = world_in("private")
    add_row(world, "child", "Max comes too.")
    world.admit("advocate", "private")
    assert "Max comes too." in world.get("advocate", "/plan").text
    assert world.post("advocate", "/plan/save", circle="private", what="Rose reads it to me.").status_code == 303


def test_a_closed_day_is_no_private_time(world_in):
    world = world_in("following")
    with acting(world, "mum") as seat, pytest.raises(NotFound):
        save_row(seat, RowDraft(RowWords(what="late"), ""))


def test_two_people_can_change_different_parts_of_a_row(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run", who="Tom")
    change(world, "nan", saved.id, 0, what="School run", who="Tom", how_often="Mondays")
    change(world, "mum", saved.id, 0, what="School run at 8", who="Tom")
    row = rows_seen(world, "mum", "private")[0]
    assert (row.words.what, row.words.how_often, row.rev) == ("School run at 8", "Mondays", 2)


def test_two_people_who_change_the_same_part_see_both_versions_and_can_keep_both(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run")
    row = {"circle": "private", "row": saved.id}
    assert world.post("nan", "/plan/save", rev="0", what="Nan drives", **row).status_code == 303
    clash = world.post("mum", "/plan/save", rev="0", what="Mum walks", who="Kerry", client_id="clash-0001", **row)
    assert clash.status_code == 409
    for words in ("Nan drives", "Mum walks", "You and Jean both changed this row"):
        assert words in clash.text
    assert rows_seen(world, "mum", "private")[0].words.what == "Nan drives", "nothing is overwritten"
    kept = world.post("mum", "/plan/save", rev="1", what="Nan drives\nMum walks", who="Kerry", **row)
    assert kept.status_code == 303
    row = rows_seen(world, "nan", "private")[0]
    assert row.words.what == "Nan drives\nMum walks" and row.words.who == "Kerry"


def test_a_clash_offers_mine_and_both_based_on_the_row_as_it_is(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run")
    change(world, "nan", saved.id, 0, what="Nan drives")
    with pytest.raises(RowClash) as found:
        change(world, "mum", saved.id, 0, what="Mum walks")
    assert (found.value.clashes, found.value.rev) == (("what",), 1)
    assert (found.value.theirs.what, found.value.mine.what) == ("Nan drives", "Mum walks")


def test_a_row_that_was_taken_off_keeps_the_words_of_a_late_writer(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run")
    world.post("nan", f"/plan/rows/{saved.id}/drop")
    late = world.post("mum", "/plan/save", circle="private", row=saved.id, rev="0", what="School run on Mondays")
    assert late.status_code == 409 and "School run on Mondays" in late.text
    assert rows_seen(world, "mum", "private") == ()
    world.post("mum", f"/plan/rows/{saved.id}/drop", again="yes")
    assert [row.words.what for row in rows_seen(world, "mum", "private")] == ["School run"]


def test_others_see_who_is_writing_a_row_until_it_is_idle(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run")
    assert world.post("nan", f"/plan/rows/{saved.id}/hold").status_code == 303
    assert "Jean is writing this row" in world.get("mum", "/plan").text
    with acting(world, "mum") as seat, pytest.raises(Stale) as held:
        holding.hold_row(seat, saved.id)
    assert "Jean" in held.value.reason
    with clock.stopped_at(clock.now() + timedelta(seconds=91)):
        assert "is writing this row" not in world.get("mum", "/plan").text
        with acting(world, "mum") as seat:
            holding.hold_row(seat, saved.id)


def test_a_hold_keeps_nobody_from_saving(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "School run")
    with acting(world, "nan") as seat:
        holding.hold_row(seat, saved.id)
    change(world, "mum", saved.id, 0, what="School run", how_often="Mondays")
    change(world, "nan", saved.id, 0, what="School run by car")
    row = rows_seen(world, "mum", "private")[0]
    assert (row.words.what, row.words.how_often, row.held) == ("School run by car", "Mondays", "")


def test_rows_can_be_moved_with_buttons(world_in):
    world = world_in("private")
    first, second = add_row(world, "mum", "one"), add_row(world, "mum", "two")
    world.post("mum", f"/plan/rows/{second.id}/move", way="up")
    assert [row.id for row in rows_seen(world, "mum", "private")] == [second.id, first.id]
    with acting(world, "mum") as seat:
        ordering.move_row(seat, second.id, up=True)
    assert [row.n for row in rows_seen(world, "mum", "private")] == [1, 2]


def test_words_for_the_family_never_land_in_the_plan_when_the_meeting_moved_on(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "Said among us")
    world.set_stage("agreeing")
    late = world.post("mum", "/plan/save", circle="private", what="Only for us", client_id="late-0001")
    assert late.status_code == 409 and "Only for us" in late.text, "the words come back"
    changed = world.post("nan", "/plan/save", circle="private", row=saved.id, rev="0", what="Only for us")
    assert changed.status_code == 409
    assert world.post("mum", "/plan/save", what="No circle named").status_code == 404
    assert rows_seen(world, "worker", "plan") == ()
    assert [row.words.what for row in rows_seen(world, "mum", "private")] == ["Said among us"]


def test_gaps_are_shown_kindly_and_never_stop_anybody(world_in):
    world = world_in("private")
    add_line(in_stage(world, "information"), "J is never alone at night.")
    world.set_stage("private")
    add_row(world, "mum", "Somebody is there at night.")
    page = world.get("mum", "/plan").text
    assert "Not filled in yet" in page and "Nothing in the plan answers this yet." in page
    assert world.post("mum", "/plan/save", circle="private", what="").status_code == 422


def in_stage(world, stage):
    world.set_stage(stage)
    return world


def test_words_are_kept_in_the_form_when_something_is_wrong(world_in):
    world = world_in("private")
    wrong = world.post("mum", "/plan/save", circle="private", what="A good idea", by_day="next week")
    assert wrong.status_code == 422 and "A good idea" in wrong.text and "There is a problem" in wrong.text


def test_the_coordinator_can_write_only_what_somebody_said(world_in):
    world = world_in("agreeing")
    with pytest.raises(Refused) as refused:
        add_row(world, "coordinator", "Mine")
    assert "said_by" in refused.value.errors
    add_row(world, "coordinator", "Kerry will ring.", said_by=world["mum"].id)
    row = rows_seen(world, "nan", "plan")[0]
    assert row.said_by == "Said by Kerry, written by Samira."
    with pytest.raises(NotFound):
        add_row(world, "worker", "The social worker has no pen here.")


def test_the_coordinator_cannot_write_words_of_somebody_apart_among_the_others(world_in):
    world = world_in("agreeing")
    world.add("dad", "family", "Darren", "dad", apart=True)
    with pytest.raises(NotFound):
        add_row(world, "coordinator", "Darren will pay.", said_by=world["dad"].id)
    add_row(world, "mum", "Somebody pays.", doers=(world["dad"].id,), checker=world["dad"].id)
    row = rows_seen(world, "coordinator", "plan")[0]
    assert row.words.doers == () and row.words.checker == ""


def test_chosen_rows_are_carried_and_not_doubled_the_second_time(world_in):
    world = world_in("information")
    ids = syn(world)
    assert carry_rows(world, ids=[ids["ring"], ids["plan_b"], "r_unknown"]) == 2
    shared = rows_seen(world, "worker", "plan")
    assert [row.origin for row in shared] == [ids["ring"], ids["plan_b"]]
    assert "collects J" not in world.get("worker", "/plan").text
    world.set_stage("private")
    change(world, "nan", ids["ring"], 0, what="Nan rings at 19:00.")
    assert carry_rows(world, ids=[ids["ring"], ids["collect"]]) == 2
    shared = rows_seen(world, "worker", "plan")
    whats = ["Nan rings at 19:00.", "Aunt Lisa collects J on Wednesdays and Fridays."]
    assert [row.words.what for row in shared] == whats
    assert len({row.origin for row in shared}) == 2, "the Plan B that was not chosen again is taken off"


def test_going_back_brings_the_plan_into_private_time_where_it_is_missing(world_in):
    world = world_in("agreeing")
    saved = add_row(world, "mum", "Written while agreeing")
    world.set_stage("private")
    assert "Written while agreeing" in world.get("nan", "/plan").text
    private = rows_seen(world, "nan", "private")
    assert [row.origin for row in private] == [saved.id]
    world.get("nan", "/plan")
    assert len(rows_seen(world, "nan", "private")) == 1
    change(world, "nan", private[0].id, private[0].rev, what="Said again in private")
    assert carry_rows(world) == 1
    assert [row.words.what for row in rows_seen(world, "worker", "plan")] == ["Said again in private"]


def test_what_was_changed_while_agreeing_is_what_the_family_finds_in_private(world_in):
    world = world_in("private")
    private = add_row(world, "mum", "First words")
    carry_rows(world)
    shared = rows_seen(world, "mum", "plan")[0]
    change(world, "mum", shared.id, shared.rev, what="Second words")
    world.set_stage("private")
    world.get("mum", "/plan")
    assert [(row.id, row.words.what) for row in rows_seen(world, "mum", "private")] == [(private.id, "Second words")]


def test_changing_a_row_lets_a_frozen_plan_go(world_in):
    world = world_in("agreeing")
    saved = add_row(world, "mum", "One row")
    assert freeze(world) == 1
    change(world, "nan", saved.id, 0, what="Another row")
    assert freeze(world) == 2


def test_what_happens_in_private_stands_in_the_familys_own_chain(world_in):
    world = world_in("private")
    with world.app.app_context(), uow.read() as session:
        before = trail.head_of(session, world.case_id)
    saved = add_row(world, "mum", "One row")
    ordering_post = world.post("mum", f"/plan/rows/{saved.id}/drop")
    assert ordering_post.status_code == 303
    with world.app.app_context(), uow.read() as session:
        assert trail.head_of(session, world.case_id) == before
        acts = [entry.act for entry in trail.entries(session, f"{world.case_id}:private")]
    assert "plan:row:write" in acts and "plan:row:drop" in acts


def test_rows_come_after_the_last_number_one_has(world_in):
    world = world_in("private")
    saved = add_row(world, "mum", "One row", how_often="daily")
    cards = world.get("nan", "/since?circle=private&after=0").json["cards"]
    assert [(card["kind"], card["id"], card["what"], card["how_often"]) for card in cards] == [
        ("row", saved.id, "One row", "daily")
    ]


def test_the_words_of_a_row_are_not_in_the_store(world_in, settings):
    world = world_in("private")
    add_row(world, "mum", SECRET)
    with world.app.app_context(), uow.read() as session:
        raw = session.connection().exec_driver_sql("SELECT body FROM plan_row").scalars().all()
    assert raw and all(SECRET.encode() not in bytes(one) for one in raw)
