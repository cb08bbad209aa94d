"""The signed record: what is in it, who may have it, and that no change goes unnoticed. Published cases D, E and F."""

import io
import json

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from fgc.accounts.models import SessionRow
from fgc.cases import people
from fgc.cases.models import Child
from fgc.conference.actions import stages
from fgc.core import uow
from fgc.core.errors import Refused, Stale
from fgc.plan.queries.records import records_for
from fgc.plan.verify import verify_document
from fgc.vault import verify
from tests.factories.plan import (
    accept,
    acting,
    add_line,
    add_row,
    agreed,
    answer,
    carry_rows,
    freeze,
    rows_seen,
    sign,
    syn,
)  # fmt: skip
from tests.factories.world import World


@pytest.fixture
def decided(world_in) -> World:
    """The synthetic example, agreed."""
    world = world_in("information")
    world.ids = syn(world)
    carry_rows(world)
    agreed(world, next_steps="Tom rings on Wednesday.")
    return world


def document(world, key, **args):
    query = "".join(f"?{name}={value}" for name, value in args.items())
    return world.get(key, f"/record.json{query}")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_signing_ends_the_meeting_and_begins_the_plan(decided):
    assert decided.seat("mum").stage == "following"
    page = decided.get("nan", "/record").text
    for words in ("The plan is agreed.", "Nan rings every day at 18:00.", "Tom rings on Wednesday."):
        assert words in page
    assert decided.post("coordinator", "/record/sign", outcome="agreed", number="1", read_out="y").status_code == 404


def test_the_produced_record_is_whole_and_one_changed_character_is_found(decided):
    raw = document(decided, "mum").data
    verdict = verify_document(raw, None, verify)
    assert verdict.ok, verdict.problem
    assert not verify_document(raw.replace(b"18:00", b"19:00", 1), None, verify).ok
    body = json.loads(raw)["record"]
    assert body["version"] == 1 and body["prev"] is None and body["outcome"] == "agreed"
    assert body["children"] == ["J, born on 1 March 2019"]
    assert [line["met_by"] for line in body["bottom_lines"]] == [[1], [2, 4], [1]]
    assert {person["name"] for person in body["people"]} >= {"Kerry (mum)", "Tom", "Ms Hale (school)"}
    assert body["audit"]["seq"] > 0 and len(body["policy"]) == 64


def test_a_record_needs_to_be_read_out_and_its_plan_to_be_frozen(world_in):
    world = world_in("agreeing")
    add_row(world, "mum", "One row")
    with pytest.raises(Stale):
        sign(world)
    freeze(world)
    with pytest.raises(Refused) as refused:
        sign(world, read_out=False)
    assert "read_out" in refused.value.errors
    with pytest.raises(Refused):
        sign(world, "agreed_in_part")
    assert world.seat("mum").stage == "agreeing"


def test_the_coordinator_reads_back_what_the_family_will_see(world_in):
    world = world_in("agreeing")
    add_row(world, "mum", "One row")
    freeze(world)
    fields = {"outcome": "agreed_in_part", "not_agreed": "Sundays", "number": "1", "next_steps": "We ring."}
    back = world.post("coordinator", "/record/sign", step="read", **fields)
    assert back.status_code == 200 and "Sundays" in back.text and "One row" in back.text
    assert world.post("coordinator", "/record/sign", step="sign", **fields).status_code == 422
    signed = world.post("coordinator", "/record/sign", step="sign", read_out="yes", **fields)
    assert signed.status_code == 303
    page = world.get("mum", "/record").text
    assert "Part of the plan is agreed." in page and "Sundays" in page


def test_partial_agreement_keeps_everybodys_own_words(world_in):
    world = world_in("agreeing")
    add_row(world, "mum", "Nan stays on Fridays.")
    freeze(world)
    answer(world, "mum")
    answer(world, "nan", "agree_worried", "Fridays if my knee is bad?")
    answer(world, "aunt", "disagree", "I want Sundays as well.")
    answer(world, "child", "disagree", "Only for Samira", audience="coordinator")
    sign(world, "agreed_in_part", not_agreed="Sundays")
    body = json.loads(document(world, "nan").data)["record"]
    said = {one["says"] for one in body["answers"]}
    assert said == {"", "Fridays if my knee is bad?", "I want Sundays as well."}
    assert "Only for Samira" not in json.dumps(body), "an answer for the coordinator only never enters the record"
    assert body["outcome"] == "agreed_in_part" and body["not_agreed"] == "Sundays"


def test_somebody_who_never_signed_in_is_in_the_record_with_what_they_said(world_in):
    world = world_in("agreeing")
    world.add("gran", "family", "Ada", "great-gran", state="listed")
    add_row(world, "mum", "Ada writes letters.")
    freeze(world)
    answer(world, "coordinator", "agree_worried", "I am ninety.", member="gran")
    answer(world, "advocate", "agree", "Fine.", member="child")
    world.change_member("advocate", state="left")
    sign(world)
    raw = document(world, "mum").data
    assert verify_document(raw, None, verify).ok
    body = json.loads(raw)["record"]
    assert {one["says"] for one in body["answers"]} == {"I am ninety.", "Fine."}
    assert {one["name"] for one in body["people"]} >= {"Ada (great-gran)", "Rose (advocate)"}


def test_a_meeting_can_end_without_a_plan(world_in):
    world = world_in("agreeing")
    add_line(world, "J is never alone at night.")
    fields = {"outcome": "no_plan", "not_agreed": "Not today.", "number": "0"}
    back = world.post("coordinator", "/record/sign", step="read", **fields)
    assert back.status_code == 200 and "There is no plan" in back.text and "Not today." in back.text
    sign(world, "no_plan", number=0, not_agreed="We could not find a way today.")
    raw = document(world, "mum").data
    assert verify_document(raw, None, verify).ok
    assert json.loads(raw)["record"]["rows"] == []
    assert world.seat("mum").stage == "following" and "There is no plan" in world.get("mum", "/record").text


def test_the_meeting_cannot_be_left_without_a_record(world_in):
    world = world_in("agreeing")
    with acting(world, "coordinator") as seat, pytest.raises(Refused):
        stages.give_notice(seat, "following")


def test_school_sees_its_own_row_and_what_was_ticked_for_it_and_no_more(world_in):
    """Published case D: a relapse plan in which the school is part of the safety net."""
    world = world_in("private")
    add_row(world, "mum", "Mum tells nan how the week was.")
    add_row(world, "nan", "School rings nan if L is late.", doers=(world["school"].id,), how_often="every school day")
    add_row(world, "aunt", "Lisa has a key.", share_with=(world["school"].id,))
    add_row(world, "nan", "Curtains shut at noon.", part="plan_b", steps="Nan goes round.", calls="Nan rings Lisa.")
    carry_rows(world)
    page = world.get("school", "/plan").text
    assert "School rings nan" in page and "Lisa has a key." in page
    agreed(world)
    for path in ("/plan", "/plan/part", "/jobs", "/since"):
        text = world.get("school", path).text
        assert "Mum tells nan" not in text and "Curtains" not in text, path
    assert "School rings nan" in world.get("school", "/plan").text
    for path in ("/record", "/record.json", "/follow-up"):
        assert world.get("school", path).status_code == 404, path
    paper = text_of(world.get("school", "/plan.pdf").data)
    assert "School rings nan" in paper and "Lisa has a key." in paper
    assert "Mum tells nan" not in paper and "Curtains" not in paper and "Kerry" not in paper
    assert world.get("gp", "/plan.pdf").status_code == 404
    page = world.get("mum", "/plan").text
    assert "Curtains shut at noon." in page and "Nan goes round." in page
    world.set_stage("closed")
    assert "Curtains shut at noon." in world.get("mum", "/plan").text, "the plan stays with the family"


def test_a_check_up_makes_version_two_that_names_the_first(decided):
    """Published case E: at the check-up the drinking was worse, and James was kept safe."""
    first = json.loads(document(decided, "mum").data)
    decided.set_stage("information")
    assert "version 1" in decided.get("mum", "/plan").text.lower()
    decided.set_stage("private")
    page = decided.get("nan", "/plan").text
    assert "Nan rings every day at 18:00." in page
    row = next(one for one in rows_seen(decided, "nan", "private") if one.origin == decided.ids["ring"])
    decided.post("nan", "/plan/save", circle="private", row=row.id, rev=str(row.rev), what="Nan comes every day.",
                 doers=decided["nan"].id, how_often="every day")  # fmt: skip
    add_row(decided, "aunt", "J sleeps at Lisa's on Saturdays.", doers=(decided["aunt"].id,))
    decided.post("mum", f"/plan/rows/{rows_seen(decided, 'mum', 'private')[-1].id}/drop")
    carry_rows(decided)
    agreed(decided, number=2, concern="up", child_safe="yes", hard="The drinking was worse.", well="We talk more.")
    raw = document(decided, "mum").data
    second = json.loads(raw)["record"]
    assert verify_document(raw, None, verify).ok
    assert second["version"] == 2 and second["prev"] == first["sha256"]
    assert "The worry went up · The child was kept safe" in second["next_steps"]
    page = decided.get("mum", "/record").text
    assert "What is new since last time" in page and "J sleeps at Lisa" in page
    old = decided.get("mum", f"/record?id={_first_id(decided)}").text
    assert "Nan rings every day" in old, "the first stays readable"


def _first_id(world):
    with acting(world, "mum") as seat, uow.read() as session:
        return records_for(session, seat)[-1].id


@pytest.fixture
def unborn(world_in) -> World:
    """Published case F: a baby to come, a father who takes part apart, his voice through the coordinator."""
    world = world_in("agreeing")
    with acting(world, "coordinator"):
        _expect_baby(world)
    world.add("dad", "family", "Darren", "dad", apart=True)
    add_row(world, "mum", "Mum moves in with nan.", doers=(world["mum"].id,))
    add_row(world, "nan", "Nan meets the midwife.", doers=(world["nan"].id,))
    return world


def _expect_baby(world):
    with uow.write() as work:
        child = people.children_of(work.session, world.case_id)[0]
        expected = people.ChildCard(child.id, "Baby", due="2027-03-12")
        work.session.execute(
            update(Child).where(Child.id == child.id).values(profile=people.seal_child(world.case_id, expected))
        )


def test_nobody_learns_of_who_is_apart_and_they_get_a_record_of_their_own(unborn):
    world = unborn
    released = rows_seen(world, "coordinator", "plan")[1]
    path = f"/plan/rows/{released.origin}/release"
    assert world.post("mum", path, member=world["dad"].id, on="yes").status_code == 404
    assert world.post("coordinator", path, member=world["dad"].id, on="yes").status_code == 303
    freeze(world)
    before = world.get("mum", "/answers/part").text
    answer(world, "coordinator", "agree_worried", "I want to see the baby.", member="dad")
    assert world.get("mum", "/answers/part").text == before, "nothing moves for the others"
    page = world.get("dad", "/answers").text
    assert "Nan meets the midwife." in page and "Mum moves in" not in page and "Kerry" not in page
    changed = world.post("dad", "/answers", choice="disagree", says="I want to see the baby first.", number="1",
                         audience="here")  # fmt: skip
    assert changed.status_code == 303, "apart: to the coordinator only, whatever the form says"
    for key in ("mum", "nan", "aunt", "child"):
        answer(world, key)
    accept(world)
    sign(world, apart_words=((world["dad"].id, "Samira rings you on Friday."),))
    _others_know_nothing(world)
    annex = document(world, "dad").data
    assert verify_document(annex, None, verify).ok
    body = json.loads(annex)["record"]
    assert body["kind"] == "apart" and body["children"] == ["Baby, to be born about 12 March 2027"]
    assert [row["what"] for row in body["rows"]] == ["Nan meets the midwife."]
    assert [one["says"] for one in body["answers"]] == ["I want to see the baby first."]
    assert {person["role"] for person in body["people"]} == {"family", "coordinator"}
    assert body["next_steps"] == "Samira rings you on Friday." and "Mum moves in" not in annex.decode()
    page = world.get("dad", "/record").text
    assert "I want to see the baby first." in page and "Kerry" not in page and "Mum moves in" not in page
    paper = text_of(world.get("dad", "/plan.pdf").data)
    assert "Nan meets the midwife." in paper and "Mum moves in" not in paper and "Kerry" not in paper
    assert "I want to see the baby first." in world.get("coordinator", f"/record?id={_annex_id(world)}").text


def _annex_id(world):
    with acting(world, "coordinator") as seat, uow.read() as session:
        return next(one.id for one in records_for(session, seat) if one.kind == "apart")


def _others_know_nothing(world):
    annex = _annex_id(world)
    for key in ("mum", "nan", "aunt", "child", "worker"):
        for path in ("/record", "/record.json", "/answers", "/plan", "/jobs"):
            text = world.get(key, path).text
            assert "Darren" not in text and world["dad"].id not in text and "see the baby" not in text, (key, path)
        assert "Darren" not in text_of(world.get(key, "/plan.pdf").data)
        for path in (f"/record?id={annex}", f"/record.json?id={annex}", f"/plan.pdf?id={annex}"):
            assert world.get(key, path).status_code == 404, (key, path)
    main = json.loads(document(world, "mum").data)["record"]
    assert main["kind"] == "main" and main["children"] == ["Baby, to be born about 12 March 2027"]


def test_somebody_apart_never_gets_the_main_record(unborn):
    world = unborn
    freeze(world)
    for key in ("mum", "nan", "aunt", "child"):
        answer(world, key)
    record = sign(world)
    assert "Nothing has been decided yet." in world.get("dad", "/record").text
    for path in ("/record.json", "/plan.pdf", f"/record?id={record}", f"/record.json?id={record}"):
        assert world.get("dad", path).status_code == 404, path


@pytest.mark.parametrize("size", ["", "?size=a5", "?large=1", "?size=a5&large=1"])
def test_the_plan_can_be_kept_on_paper_under_a_neutral_name(decided, size):
    answer_ = decided.get("mum", f"/plan.pdf{size}")
    assert answer_.status_code == 200 and answer_.mimetype == "application/pdf"
    assert answer_.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    text = text_of(answer_.data)
    assert "Nan rings every day at 18:00." in text and "Version 1" in text
    assert document(decided, "mum").headers["Content-Disposition"] == 'attachment; filename="record.json"'


def test_a_shared_phone_asks_before_it_keeps_a_file(decided):
    with decided.app.app_context(), uow.write() as work:
        work.session.execute(
            update(SessionRow).where(SessionRow.account_id == decided["nan"].account_id).values(shared=True)
        )
    asked = decided.get("nan", "/plan.pdf?size=a5")
    assert asked.mimetype == "text/html" and "Other people who use this phone may find it." in asked.text
    assert "size=a5" in asked.text and "anyway=yes" in asked.text
    assert decided.get("nan", "/plan.pdf?anyway=yes").mimetype == "application/pdf"


def test_what_was_asked_for_and_refused_stands_in_the_record(world_in):
    world = world_in("agreeing")
    row = add_row(world, "nan", "Nan comes on Sundays.", asked="taxi money", agency="the council")
    freeze(world)
    world.post("worker", f"/answers/rows/{row.id}/resource", decision="refused", reason="budget")
    for key in ("mum", "nan", "aunt", "child"):
        answer(world, key)
    sign(world)
    body = json.loads(document(world, "mum").data)["record"]
    assert "Row 1, asked for: taxi money – refused (budget)" in body["next_steps"]
    assert "Asked for: taxi money (the council)" in body["rows"][0]["what"]


def test_nobody_but_plan_readers_gets_a_record(decided):
    for key in ("school", "gp", "advocate", "interpreter"):
        for path in ("/record", "/record.json"):
            assert decided.get(key, path).status_code == 404, (key, path)
    decided.admit("advocate", "family")
    assert decided.get("advocate", "/record").status_code == 200
