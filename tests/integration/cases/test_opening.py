"""Opening a case and its people, through the pages a coordinator uses."""

import pytest
from flask import Flask
from sqlalchemy import select

from fgc.cases import access, queries
from fgc.cases.actions import lifecycle
from fgc.cases.models import BarredPerson, Case, Member
from fgc.cases.people import children_of, people_of
from fgc.core import uow
from tests.factories.world import Someone, World, make_account
from tests.support.browsing import Browser


@pytest.fixture
def staff(app: Flask) -> Someone:
    return make_account(app, "staff")


@pytest.fixture
def coordinator(app: Flask, staff: Someone) -> Browser:
    return Browser(app, staff.token)


def opened(coordinator: Browser, **more: str) -> str:
    answer = coordinator.post("/work/cases/new", called="Baby", coordinator="Samira", **more)
    assert answer.status_code == 303, answer.text
    return str(answer.location).rstrip("/").rpartition("/")[2]


def test_a_coordinator_can_open_a_case_and_sees_what_is_to_do(coordinator: Browser):
    case_id = opened(coordinator, born="2019-03-01", reference="R-77")
    page = coordinator.get(f"/c/{case_id}/")
    assert page.status_code == 200
    for words in ("Baby", "Family and friends", "Consent", "Workers", "To do", "R-77"):
        assert words in page.text
    assert "Baby" in coordinator.get("/work/cases").text
    assert coordinator.get("/work").status_code == 200


def test_a_due_date_can_stand_instead_of_a_birth_date(coordinator: Browser, app: Flask):
    case_id = opened(coordinator, due="2027-01-20")
    with app.app_context(), uow.read() as session:
        child = children_of(session, case_id)[0]
    assert (child.born, child.due) == ("", "2027-01-20")
    answer = coordinator.post("/work/cases/new", called="B", coordinator="S", born="2020-01-01", due="2027-01-20")
    assert answer.status_code == 422
    assert "not both" in answer.text


def test_wrong_input_keeps_the_words_and_stores_nothing(coordinator: Browser, app: Flask):
    answer = coordinator.post("/work/cases/new", called="", coordinator="Samira K", born="soon", reference="x" * 70)
    assert answer.status_code == 422
    assert "Samira K" in answer.text and "There is a problem" in answer.text
    with app.app_context(), uow.read() as session:
        assert session.scalars(select(Case.id)).all() == []


def test_a_coordinator_can_add_a_sibling_correct_and_take_one_off(coordinator: Browser, app: Flask):
    case_id = opened(coordinator)
    coordinator.post(f"/c/{case_id}/children", called="Second")
    with app.app_context(), uow.read() as session:
        first, second = children_of(session, case_id)
    coordinator.post(f"/c/{case_id}/children", called="Bo", child=first.id)
    coordinator.post(f"/c/{case_id}/children", called="x", child=second.id, remove="yes")
    refused = coordinator.post(f"/c/{case_id}/children", called="x", child=first.id, remove="yes")
    assert refused.status_code == 422
    with app.app_context(), uow.read() as session:
        assert [child.called for child in children_of(session, case_id)] == ["Bo"]


def test_a_coordinator_can_add_family_with_safety_marks(coordinator: Browser, app: Flask):
    case_id = opened(coordinator)
    people = f"/c/{case_id}/people"
    mum = {"name": "Kerry", "relation": "mum", "side": "mother", "parental": "y", "phone": "0113 496 0001"}
    assert coordinator.post(f"{people}/add", **mum, safe_to_text="ring").status_code == 303
    with app.app_context(), uow.read() as session:
        mum_id = next(person.id for person in people_of(session, case_id) if person.name == "Kerry")
    dad = {"name": "Dean", "relation": "dad", "no_contact": mum_id, "apart": ""}
    assert coordinator.post(f"{people}/add", **dad).status_code == 303
    page = coordinator.get(people).text
    assert "Set one of them apart" in page
    with app.app_context(), uow.read() as session:
        assert queries.unsettled_pairs(session, case_id)
        dad_id = next(person.id for person in people_of(session, case_id) if person.name == "Dean")
    assert coordinator.post(f"{people}/{dad_id}", set_apart="yes").status_code == 303
    with app.app_context(), uow.read() as session:
        assert queries.unsettled_pairs(session, case_id) == []


def test_consent_counts_only_of_somebody_with_parental_responsibility(world: World, app: Flask):
    answer = world.post("coordinator", "/consent", member=world["nan"].id, given="yes", how="phone")
    assert answer.status_code == 422
    with app.app_context(), uow.read() as session:
        assert not queries.has_consent(session, world.case_id)
    world.post("coordinator", f"/people/{world['mum'].id}", name="Kerry", relation="mum", parental="y")
    assert world.post("coordinator", "/consent", member=world["mum"].id, given="yes", how="phone").status_code == 303
    with app.app_context(), uow.read() as session:
        assert queries.has_consent(session, world.case_id)
    world.post("coordinator", "/consent", member=world["mum"].id, given="no", how="phone")
    with app.app_context(), uow.read() as session:
        assert not queries.has_consent(session, world.case_id)


def test_a_dangerous_adult_can_never_be_added_under_any_spelling(world: World, app: Flask):
    world.post("coordinator", "/never-invite", barred_name="Joe Blake", barred_reason="assault")
    for name in ("Joe Blake", "joe  BLAKE", "Joé Blake", "Joe Blake (uncle)", "Blake"):
        answer = world.post("coordinator", "/people/add", name=name)
        assert answer.status_code == 422, name
        assert "can never be invited" in answer.text
    with app.app_context(), uow.read() as session:
        assert len(session.scalars(select(BarredPerson.id)).all()) == 1
        assert len(people_of(session, world.case_id)) == len(world.people)


def test_a_dangerous_adult_is_named_to_nobody_but_the_coordinator(world: World):
    """Published case B: the man who harmed her is a risk on the coordinator's page and nowhere else."""
    assert (
        world.post("coordinator", "/never-invite", barred_name="Joe Blake", barred_reason="assault").status_code == 303
    )
    for key in world.people:
        for path in ("/people", "/around", "/home", "/"):
            assert key == "coordinator" or "Blake" not in world.get(key, path).text


def test_somebody_apart_is_seen_by_the_coordinator_only(world: World):
    """Published case F: nobody else learns from a list that he takes part."""
    world.add("dad", "family", "Zebedee", "dad", apart=True)
    for key in world.people:
        for path in ("/people", "/around", "/home", "/"):
            page = world.client(key).get(world.url(path), follow_redirects=True)
            assert ("Zebedee" in page.text) <= (key in ("coordinator", "dad")), (key, path)
    assert "Zebedee" in world.get("coordinator", "/people").text
    shown = world.get("dad", "/around").text
    assert "Samira" in shown and "Kerry" not in shown and "Tom" not in shown


def test_a_member_can_stop_taking_part_and_is_gone_in_the_same_moment(world: World):
    assert world.get("nan", "/home").status_code == 200
    assert world.post("nan", "/stop").status_code == 303
    assert world.get("nan", "/home").status_code == 404
    assert "Jean" not in world.get("mum", "/around").text


def test_the_last_coordinator_cannot_leave_before_handing_over(world: World, app: Flask):
    me = world["coordinator"].id
    assert world.post("coordinator", f"/people/{me}", leave="yes", name="x").status_code == 422
    other = make_account(app, "staff")
    from_seat = world.seat("coordinator")
    with app.app_context():
        from_actions_hand_over(from_seat, other.account_id)
    assert world.post("coordinator", f"/people/{me}", leave="yes", name="x").status_code == 303
    assert world.get("coordinator", "/").status_code == 404
    assert Browser(app, other.token).get(f"/c/{world.case_id}/").status_code == 200


def from_actions_hand_over(seat: object, account_id: str) -> None:
    """Seat a colleague the way the page does."""
    lifecycle.hand_over(seat, account_id, "Grace")  # type: ignore[arg-type]


def test_a_cancelled_case_takes_no_more_words(world: World, app: Flask):
    assert world.post("coordinator", "/cancel").status_code == 303
    with app.app_context(), uow.read() as session:
        assert session.get_one(Case, world.case_id).stage == "closed"
        mum = access.seat_for(session, world["mum"].account_id, world.case_id)
    assert mum is not None and mum.stage == "closed"
    assert world.post("coordinator", "/people/add", name="Late").status_code == 404


def test_a_case_under_hold_is_closed_to_all_but_the_coordinators_desk(world: World):
    assert world.post("coordinator", "/hold", on="yes").status_code == 303
    assert world.get("mum", "/home").status_code == 404
    assert world.get("worker", "/").status_code == 404
    assert world.post("coordinator", "/hold", on="no").status_code == 303
    assert world.get("mum", "/home").status_code == 200


def test_members_change_their_own_details_only(world: World, app: Flask):
    answer = world.post("mum", "/details", called="Kez", takes_part="phone", language="pl", safe_to_text="no")
    assert answer.status_code == 303
    assert "Kez" in world.get("nan", "/around").text
    assert world.post("mum", f"/people/{world['nan'].id}", name="Hacked").status_code == 404
    with app.app_context(), uow.read() as session:
        assert session.scalar(select(Member.state).where(Member.id == world["mum"].id)) == "confirmed"


def test_the_timeline_can_be_read_by_the_coordinator_only(world: World):
    world.post("coordinator", "/words", reference="A", duty_name="Duty desk", duty_phone="0113")
    assert "changed the duty contact" in world.get("coordinator", "/timeline").text
    assert [world.get(key, "/timeline").status_code for key in ("worker", "mum", "school")] == [404, 404, 404]
    assert "opened the timeline" in world.get("coordinator", "/looked").text


def test_not_there_and_not_yours_are_the_same_page(world: World, app: Flask):
    other = make_account(app, "staff")
    foreign = Browser(app, other.token).get(f"/c/{world.case_id}/")
    missing = Browser(app, other.token).get("/c/c_AAAAAAAAAAAAAAAA/")
    nothing = Browser(app, other.token).get("/c/no-such-thing/")
    assert (foreign.status_code, missing.status_code, nothing.status_code) == (404, 404, 404)
    assert foreign.data == missing.data == nothing.data
    assert app.test_client().get(f"/c/{world.case_id}/").status_code == 404


def test_the_feed_gives_readable_circles_only(world: World):
    feed = world.get("school", "/since").json
    assert set(feed["heads"]) >= {"everyone", "workers"}
    assert not {"family", "private", "coordinator", "plan"} & set(feed["heads"])
    assert world.get("school", "/since?circle=family").status_code == 404
    assert world.get("mum", "/since?circle=family&after=x").status_code == 404
    assert world.get("mum", "/since?circle=family&after=0").json["cards"] == []


@pytest.mark.parametrize("change", ["apart", "stop"])
def test_an_advocate_cannot_stay_on_the_word_of_somebody_who_is_not_there(world: World, change: str):
    world.set_stage("private")
    world.admit("advocate", "private")
    world.admit("interpreter", "private")
    assert world.seat("advocate").in_private
    if change == "apart":
        world.post("coordinator", f"/people/{world['child'].id}", set_apart="yes", name="J")
    else:
        world.post("child", "/stop")
    assert not world.seat("advocate").in_private
    assert world.seat("interpreter").in_private
