"""Agency reports from the request to the right of reply, over HTTP."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from fgc.audit import trail
from fgc.cases import access, contributions
from fgc.core import clock, uow
from fgc.notes.actions import ask_report
from tests.factories.notes import PARTS, paragraphs, shared_report, write
from tests.factories.world import World, make_account, make_world

SOON = date(2099, 5, 12)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def save(world: World, key: str = "school", **form):
    return world.post(key, "/report", **{**PARTS, "rev": "0", "then": "save", **form})


def ask(world: World, key: str = "school", due: date = SOON) -> None:
    with world.app.test_request_context():
        ask_report(world.seat("coordinator"), world[key].id, due)


def scalar(world: World, statement: str):
    with world.app.app_context(), uow.read() as session:
        return session.scalar(text(statement))


def test_a_worker_can_write_check_and_share_a_report(world: World):
    assert save(world).status_code == 303
    page = world.get("school", "/report").text
    assert "J is often tired." in page
    assert "Saved as a draft. Only you can see it." in page
    check = world.get("school", "/report/check").text
    for name in ("Kerry (mum)", "Jean (nan)", "Samira", "Dr Osei (GP)"):
        assert name in check
    form = {"report": hidden(check, "report"), "rev": hidden(check, "rev")}
    untold = world.post("school", "/report/check", **form)
    assert untold.status_code == 422
    assert "Choose who tells the family first." in untold.text
    for _again in range(2):
        shared = world.post("school", "/report/check", told="me", **form)
        assert shared.status_code == 303
    shelf = world.get("mum", "/read").text
    assert shelf.count(f"/read/{form['report']}") == 1
    assert "From Ms Hale, school" in shelf
    assert "New" in shelf
    report = world.get("mum", f"/read/{form['report']}").text
    assert [report.index(words) for words in ("What is going well", "J is kind.", "What we are worried about")]
    assert "What needs to change" not in report
    assert len(paragraphs(report)) == 3
    assert "New" not in world.get("mum", "/read").text
    assert "New" in world.get("nan", "/read").text
    assert scalar(world, "SELECT draft FROM report") is None
    assert scalar(world, "SELECT count(*) FROM report_paragraph") == 3


def test_a_draft_can_be_read_by_its_writer_only(world: World):
    save(world, going_well="draft-marker")
    for key in world.people:
        for path in ("/report", "/read", "/notes", "/report/check"):
            assert ("draft-marker" in world.get(key, path).text) == (key == "school" and path.startswith("/report"))


@pytest.mark.parametrize("key", ["coordinator", "mum", "child", "advocate", "interpreter", "aunt"])
def test_others_cannot_write_reports_and_only_the_coordinator_can_ask(world: World, key):
    assert world.get(key, "/report").status_code == 404
    assert save(world, key).status_code == 404
    assert world.get(key, "/reports").status_code == (200 if key == "coordinator" else 404)


def test_scripts_can_save_while_typing_and_two_windows_do_not_overwrite_each_other(world: World):
    client, origin = world.client("school"), world.app.extensions["fgc.settings"].origin_list[0]
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    form = {"csrf_token": world.csrf("school"), **PARTS, "rev": "0"}
    assert client.post(world.url("/report"), data=form, headers=headers).json["rev"] == 1
    assert client.post(world.url("/report"), data={**form, "rev": "1"}, headers=headers).json["rev"] == 2
    late = client.post(world.url("/report"), data={**form, "rev": "1"}, headers=headers)
    assert late.status_code == 409
    assert "Another window" in late.json["reason"]
    answer = save(world, rev="1", going_well="typed in the other window")
    assert answer.status_code == 409
    assert "typed in the other window" in answer.text
    assert save(world, rev="first").status_code == 422


def test_a_report_needs_something_good_and_fits(world: World):
    answer = save(world, going_well=" ", worries="kept words", then="check")
    assert answer.status_code == 422
    assert "Say what is going well. Even small things help." in answer.text
    assert "kept words" in answer.text
    long = save(world, rev="1", worries="w" * 20_001)
    assert long.status_code == 422
    assert "too long" in long.text
    assert "w" * 20_001 in long.text
    assert scalar(world, "SELECT rev FROM report") == 1


def test_the_part_for_workers_needs_a_reason_and_stays_with_workers(world: World):
    assert save(world, hidden="The neighbour rang us.", then="check").status_code == 422
    saved = save(world, rev="1", hidden="The neighbour rang us.", reason="third_party", then="check")
    assert saved.status_code == 303
    check = world.get("school", "/report/check").text
    assert "The family will not see this" in check
    form = {"report": hidden(check, "report"), "rev": hidden(check, "rev"), "told": "coordinator"}
    assert world.post("school", "/report/check", **form).status_code == 303
    path = f"/read/{form['report']}"
    for key in world.people:
        seen = "The neighbour rang us." in world.get(key, path).text
        assert seen == (key in ("coordinator", "worker", "school", "gp")), key


def test_a_report_changed_after_the_check_is_not_shared(world: World):
    save(world)
    check = world.get("school", "/report/check").text
    save(world, rev="1", worries="something new")
    answer = world.post("school", "/report/check", report=hidden(check, "report"), rev="1", told="me")
    assert answer.status_code == 409
    assert scalar(world, "SELECT count(*) FROM report_paragraph") == 0


def test_a_shared_report_is_never_changed_only_corrected_beside(world: World):
    report = shared_report(world)
    assert "J is kind" not in world.get("school", "/report").text
    assert (
        world.post("school", f"/read/{report}/correct", body="It was Tuesdays.", client_id="abcd-1234").status_code
        == 303
    )
    assert (
        world.post("school", f"/read/{report}/correct", body="It was Tuesdays.", client_id="abcd-1234").status_code
        == 303
    )
    page = world.get("mum", f"/read/{report}").text
    assert page.count("It was Tuesdays.") == 1
    assert "Put right since" in page
    assert "J comes to school on Mondays." in page
    assert world.post("gp", f"/read/{report}/correct", body="No").status_code == 404
    assert world.post("mum", f"/read/{report}/correct", body="No").status_code == 404
    assert world.post("school", f"/read/{report}/correct", body="").status_code == 422
    assert save(world, rev="0", going_well="another report").status_code == 303
    assert "another report" not in world.get("mum", f"/read/{report}").text


def test_family_can_ask_and_disagree_under_a_paragraph_and_the_writer_can_answer(world: World):
    report = shared_report(world)
    path = f"/read/{report}"
    first, _second, tired = paragraphs(world.get("mum", path).text)
    form = world.get("mum", f"{path}?ask={tired}&kind=disagree")
    assert "What do you not agree with?" in form.text
    assert "Everyone in the meeting" in form.text
    reply = {
        "paragraph": tired,
        "kind": "disagree",
        "circle": "everyone",
        "body": "He sleeps well at mine.",
        "client_id": "abcd-1234",
    }
    for _again in range(2):
        assert world.post("nan", f"{path}/reply", **reply).status_code == 303
    world.post("mum", f"{path}/reply", paragraph=first, circle="everyone", body="Kind to whom?")
    page = world.get("school", path).text
    assert page.count("He sleeps well at mine.") == 1
    assert page.index(first) < page.index("Kind to whom?") < page.index(tired) < page.index("He sleeps well at mine.")
    assert "Does not agree with this" in page
    note = re.findall(r'<li id="(n_[\w-]+)"', page[: page.index("He sleeps well")])[-1]
    world.post("school", f"{path}/reply", paragraph=tired, reply_to=note, body="Thank you, that helps.")
    page = world.get("mum", path).text
    assert page.index("He sleeps well at mine.") < page.index("Thank you, that helps.")


def test_a_question_can_go_to_the_coordinator_alone(world: World):
    report = shared_report(world)
    path = f"/read/{report}"
    tired = paragraphs(world.get("mum", path).text)[2]
    circle = f"direct:{world['mum'].id}"
    assert world.post("mum", f"{path}/reply", paragraph=tired, circle=circle, body="I was ill then.").status_code == 303
    for key in world.people:
        assert ("I was ill then." in world.get(key, path).text) == (key in ("mum", "coordinator")), key


def test_a_reply_with_nothing_chosen_or_written_keeps_the_words(world: World):
    report = shared_report(world)
    path = f"/read/{report}"
    tired = paragraphs(world.get("mum", path).text)[2]
    answer = world.post("mum", f"{path}/reply", paragraph=tired, body="my words")
    assert answer.status_code == 422
    assert "Choose who can see this." in answer.text
    assert "my words" in answer.text
    assert world.post("mum", f"{path}/reply", paragraph=tired, circle="everyone", body="").status_code == 422
    assert (
        world.post("mum", f"{path}/reply", paragraph="p_0000000000000000", circle="everyone", body="x").status_code
        == 404
    )
    other = f"direct:{world['nan'].id}"
    assert world.post("mum", f"{path}/reply", paragraph=tired, circle=other, body="x").status_code == 422
    world.set_stage("private")
    moved = world.post("mum", f"{path}/reply", paragraph=tired, circle="everyone", body="too late words")
    assert moved.status_code == 409
    assert "too late words" in moved.text


def test_a_reply_to_a_quiet_question_cannot_be_read_or_answered_by_others(world: World):
    report = shared_report(world)
    path = f"/read/{report}"
    tired = paragraphs(world.get("mum", path).text)[2]
    quiet = write(world, "mum", "direct:mum", "quiet", about=tired, kind="question")
    assert world.post("school", f"{path}/reply", paragraph=tired, reply_to=quiet, body="x").status_code == 404
    assert (
        world.post("coordinator", f"{path}/reply", paragraph=tired, reply_to=quiet, body="I will ask.").status_code
        == 303
    )
    assert "I will ask." in world.get("mum", path).text
    assert "I will ask." not in world.get("school", path).text


def test_a_report_of_another_case_is_not_there(app):
    one, other = make_world(app), make_world(app)
    report = shared_report(one)
    assert other.get("mum", f"/read/{report}").status_code == 404
    assert other.get("mum", "/read/n_0000000000000000").status_code == 404
    assert other.get("mum", "/read/anything").status_code == 404
    assert "From Ms Hale" not in other.get("mum", "/read").text


def test_a_worker_sees_requests_of_all_cases_without_a_childs_name(app):
    world = make_world(app, marker="Zebra")
    ask(world)
    client = world.client("school")
    page = client.get("/work/requests").text
    assert re.search(r"Report for SamiraZebra, due Tuesday,? [\w ,]*2099", page)
    assert "JZebra" not in page
    assert "JZebra" in world.get("school", "/report").text
    assert "Nobody has asked you for anything." in world.client("gp").get("/work/requests").text
    shared_report(world)
    assert "Nobody has asked you for anything." in client.get("/work/requests").text
    assert world.client("mum").get("/work/requests").status_code == 404
    assert make_account(app, "manager")
    assert world.client("nobody").get("/work/requests").status_code == 404


def test_the_coordinator_asks_and_sees_how_far_each_report_is(world: World):
    day = {"due-day": "12", "due-month": "5", "due-year": "2099"}
    assert world.post("coordinator", "/reports", member=world["school"].id, **day).status_code == 303
    assert world.post("coordinator", "/reports", member=world["school"].id, **day).status_code == 303
    assert scalar(world, "SELECT count(*) FROM report_request") == 1
    assert world.post("coordinator", "/reports", member=world["mum"].id, **day).status_code == 404
    assert world.post("coordinator", "/reports", member="", **day).status_code == 404
    for wrong in ({**day, "due-month": "13"}, {**day, "due-year": "1999"}, {"due-day": "x"}):
        answer = world.post("coordinator", "/reports", member=world["gp"].id, **wrong)
        assert answer.status_code == 422
    page = world.get("coordinator", "/reports").text
    assert "Asked" in page
    save(world)
    assert "Started" in world.get("coordinator", "/reports").text
    save(world, key="worker", going_well="x")
    shared_report(world, "gp")
    assert "Shared" in world.get("coordinator", "/reports").text


def test_a_late_report_waits_for_the_coordinator_and_a_due_one_for_the_worker(world: World):
    ask(world, due=clock.now().date() + timedelta(days=1))
    with world.app.test_request_context(), clock.stopped_at(clock.now() + timedelta(days=3)), uow.read() as session:
        for key, words in (("coordinator", "1 report is late."), ("school", "Your report is due on")):
            seat = access.seat_for(session, world[key].account_id, world.case_id)
            assert seat
            assert any(words in need.text for need in contributions.needs_for(session, seat)), key
    assert scalar(world, "SELECT report_id FROM report_request") == ""


def test_the_next_step_of_the_family_is_to_read_and_then_to_say(world: World):
    report = shared_report(world)
    assert "1 new thing to read" in world.get("mum", "/home").text
    world.get("mum", f"/read/{report}")
    page = world.get("mum", "/home").text
    assert "Say your thoughts" in page
    assert "new thing to read" not in page


def test_a_report_stands_in_the_feed_as_a_sign_without_its_words(world: World):
    report = shared_report(world)
    card = world.get("mum", "/since?circle=everyone&after=0").json["cards"][0]
    assert (card["kind"], card["id"], card["url"]) == ("report", report, world.url(f"/read/{report}"))
    assert "kind." not in str(card)


def test_the_trail_holds_the_report_without_its_words(world: World):
    save(world, going_well="zebra words")
    check = world.get("school", "/report/check").text
    world.post("school", "/report/check", report=hidden(check, "report"), rev="1", told="me")
    with world.app.app_context(), uow.read() as session:
        entries = trail.entries(session, world.case_id)
    acts = [entry.act for entry in entries if entry.act.startswith("report:")]
    assert acts == ["report:draft", "report:share"]
    assert "zebra" not in str(entries)
