"""The coordinator invites: not before consent, never somebody barred, one live invitation a person, shown once."""

import re
from datetime import timedelta

import pytest

from fgc.cases.models import BarredPerson, NoContact
from fgc.cases.policy import COORDINATOR_CIRCLE
from fgc.core import clock, uow
from fgc.core.errors import NotFound, Refused
from fgc.core.ids import new_id
from fgc.vault import current_vault
from tests.factories.accounts import add_invited, claim, give_consent, invite, session_rows, words_on
from tests.factories.world import World


def make(world: World, key: str = "uncle", form: str = "form-1"):
    """Press “Invite” on the desk."""
    return world.post("coordinator", f"/invites/{world[key].id}/make", made_with=form)


def bar(world: World, name: str) -> None:
    """Somebody who can never be invited."""
    with world.app.app_context(), uow.write() as work:
        row = new_id("b")
        sealed = current_vault().seal(world.case_id, COORDINATOR_CIRCLE, "barred_person", row, "name", name)
        work.session.add(BarredPerson(id=row, case_id=world.case_id, name=sealed, reason=None))


def keep_apart(world: World, first: str, second: str) -> None:
    """Two people who must not meet."""
    with world.app.app_context(), uow.write() as work:
        work.session.add(
            NoContact(
                id=new_id("nc"), case_id=world.case_id, first_id=world[first].id, second_id=world[second].id,
                reason=None,
            )
        )  # fmt: skip


def test_a_coordinator_cannot_invite_before_consent(world: World):
    add_invited(world)
    page = make(world)
    assert page.status_code == 422
    assert "First record the consent" in page.text
    assert "You cannot invite anybody yet." in world.get("coordinator", "/invites").text
    give_consent(world)
    assert make(world).status_code == 200


def test_a_coordinator_cannot_invite_before_one_of_a_pair_is_apart(world: World):
    add_invited(world)
    give_consent(world)
    keep_apart(world, "mum", "nan")
    page = make(world)
    assert page.status_code == 422
    assert "set one of the two apart" in page.text
    world.change_member("nan", apart=True)
    assert make(world).status_code == 200


def test_a_coordinator_cannot_invite_somebody_barred(world: World):
    give_consent(world)
    add_invited(world, name="Colin Reed")
    bar(world, "colin  REED")
    page = make(world)
    assert page.status_code == 422
    assert "can never be invited" in page.text


def test_code_and_pin_are_shown_once_and_stored_as_hashes_only(world: World):
    give_consent(world)
    add_invited(world)
    page = make(world)
    code = re.search(r'id="link" class="wrap">http://127\.0\.0\.1:8000/j#([2-9A-HJ-NP-Z]{16})<', page.text)
    pin = re.search(r"(\d{3}) (\d{3})</bdi></strong>", page.text)
    assert code
    assert pin
    assert " ".join(re.findall("....", code[1])) in page.text
    assert "data:image/svg+xml" in page.text
    later = world.get("coordinator", "/invites").text
    assert code[1] not in later
    with world.app.app_context(), uow.read() as session:
        dump = str(session.connection().exec_driver_sql("SELECT * FROM invite").all())
    assert code[1] not in dump
    assert pin[1] + pin[2] not in dump
    assert "$argon2id$" in dump


def test_the_printed_card_has_no_pin_and_nothing_of_the_case(world: World):
    give_consent(world)
    add_invited(world)
    page = make(world).text
    pin = re.search(r"(\d{3} \d{3})</bdi></strong>", page)
    card = page.split('<section class="card invite-card"')[1].split("</section>")[0]
    assert pin
    assert pin[1] not in card
    assert re.search(r'<div class="no-print">\s*<section class="who-bar"', page)


def test_sending_the_form_twice_makes_one_invitation(world: World):
    give_consent(world)
    add_invited(world)
    assert make(world).status_code == 200
    again = make(world)
    assert again.status_code == 409
    assert "was made already" in again.text


def test_a_new_invitation_cancels_the_older_and_ends_every_session(world: World):
    give_consent(world)
    add_invited(world)
    first = invite(world)
    browser = claim(world, first)
    assert browser.get(world.url("/wait")).status_code == 200
    second = invite(world)
    assert browser.get(world.url("/wait")).status_code == 404
    assert browser.post("/j", code=first.code, pin=first.pin).status_code == 422
    claim(world, second)


def test_inviting_a_confirmed_member_anew_signs_them_out_until_they_are_confirmed_again(world: World):
    give_consent(world)
    made = invite(world, "nan")
    assert world.get("nan", "/wait").status_code == 404
    assert session_rows(world.app, world["nan"].account_id) == []
    browser = claim(world, made)
    assert world.seat("nan").state == "claimed"
    assert browser.get(world.url("/home")).status_code == 404


def test_taking_an_invitation_back_closes_it_and_the_page_of_who_came_in(world: World):
    give_consent(world)
    add_invited(world)
    made = invite(world)
    browser = claim(world, made)
    assert world.post("coordinator", f"/invites/{world['uncle'].id}/take-back").status_code == 303
    assert browser.get(world.url("/wait")).status_code == 404
    assert browser.post("/j", code=made.code, pin=made.pin).status_code == 422
    assert "Taken back" in world.get("coordinator", "/invites").text


@pytest.mark.parametrize("key", ["worker", "school", "mum", "child", "advocate"])
def test_nobody_else_can_see_the_desk_or_invite(world: World, key: str):
    give_consent(world)
    add_invited(world)
    assert world.get(key, "/invites").status_code == 404
    for act in ("make", "confirm", "refuse", "take-back", "asked", "worker-link"):
        assert world.post(key, f"/invites/{world['uncle'].id}/{act}").status_code == 404


def test_a_coordinator_cannot_invite_a_worker_or_a_stranger_this_way(world: World):
    give_consent(world)
    with pytest.raises(NotFound):
        invite(world, "school")
    with world.app.test_request_context(), pytest.raises(NotFound):
        world.people["ghost"] = world["mum"].__class__("ghost", "m_aaaaaaaaaaaaaaaa", "", "", "")
        invite(world, "ghost")


def test_a_coordinator_of_another_case_cannot_invite_here(world: World, world_in):
    other = world_in("preparing")
    give_consent(other)
    page = other.post("coordinator", f"/invites/{world['nan'].id}/make", made_with="x")
    assert page.status_code == 404


def test_the_desk_says_where_everybody_stands(world: World):
    give_consent(world)
    add_invited(world)
    add_invited(world, "cousin", "Ivy")
    assert "Not invited yet" in world.get("coordinator", "/invites").text
    made = invite(world)
    assert "Made, not opened" in world.get("coordinator", "/invites").text
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        claim(world, made)
        assert "Opened, choosing a PIN" in world.get("coordinator", "/invites").text
    page = words_on(world.get("coordinator", "/invites").text)
    assert "Kerry (mum) In" in page
    assert "Account not set up" in page


def test_a_coordinator_can_make_a_new_link_for_a_worker_who_is_not_set_up(world: World):
    page = world.post("coordinator", f"/invites/{world['school'].id}/worker-link")
    assert page.status_code == 200
    assert "http://127.0.0.1:8000/set-up#" in page.text
    assert world.post("coordinator", f"/invites/{world['mum'].id}/worker-link").status_code == 404


def test_a_link_never_names_a_host_that_is_not_ours(world: World):
    client = world.client("coordinator")
    origin = world.app.extensions["fgc.settings"].origin_list[0]
    page = client.post(
        world.url(f"/invites/{world['school'].id}/worker-link"), data={"csrf_token": world.csrf("coordinator")},
        headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"}, base_url="http://evil.example",
    )  # fmt: skip
    assert "evil.example" not in page.text


def test_refusals_come_with_a_sentence(world: World):
    add_invited(world)
    with pytest.raises(Refused) as refused:
        invite(world)
    assert "consent" in refused.value.errors["invite"]
