"""The black box: every page of a case × every role × every stage, asked over HTTP, stays inside the policy.

Whoever the policy refuses gets the one 404, whatever the page. Whoever it admits gets no fault; a page may still be
“not there” for them because what it would show does not exist yet.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from fgc.cases import policy
from tests.factories.world import World, make_account, make_world
from tests.support.browsing import Browser


def pages(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """(path, guard) of every page whose only argument is the case."""
    for rule in app.url_map.iter_rules():
        if rule.arguments == {"case_id"} and method in (rule.methods or ()):
            view = app.view_functions[rule.endpoint]
            yield rule.rule.replace("/c/<case_id>", "").replace("<case_id>", ""), view.__guard__  # type: ignore[attr-defined]


def asked(guard: str) -> str:
    """The policy action behind a guard: circles are asked inside the action."""
    return "case.see" if guard.startswith("note.") else guard


def cast(world: World) -> None:
    """The usual people, and some who must get nothing."""
    world.add("dad", "family", "Dean", "dad", apart=True)
    world.add("claimed", "family", "Claire", state="claimed")
    world.add("gone", "family", "Gus", state="left")


@pytest.mark.parametrize("stage", policy.STAGES)
def test_nobody_gets_a_page_that_the_policy_refuses_them(app: Flask, stage: str):
    world = make_world(app, stage)
    cast(world)
    wrong, opened = [], set()
    for key in world.people:
        browser = Browser(app, world[key].token)
        seat = world.seat(key) if key != "gone" else None
        for path, guard in pages(app, "GET"):
            status = browser.get(world.url(path)).status_code
            allowed = seat is not None and policy.can(seat, asked(guard), seat.at())
            if status >= 500 or (status != 404 and not allowed):
                wrong.append((key, path, guard, status))
            elif status < 400:
                opened.add(path)
    assert wrong == []
    assert len(opened) > 5


@pytest.mark.parametrize("stage", policy.STAGES)
def test_nobody_can_post_where_the_policy_says_no(app: Flask, stage: str):
    world = make_world(app, stage)
    cast(world)
    wrong = []
    for key in world.people:
        seat = world.seat(key) if key != "gone" else None
        browser = Browser(app, world[key].token)
        for path, guard in pages(app, "POST"):
            if seat and policy.can(seat, asked(guard), seat.at()):
                continue
            status = browser.post(world.url(path)).status_code
            if status != 404:
                wrong.append((key, path, guard, status))
    assert wrong == []


def test_strangers_and_the_signed_out_get_one_and_the_same_answer(app: Flask):
    world, elsewhere = make_world(app), make_world(app)
    staff, manager = make_account(app, "staff"), make_account(app, "manager")
    admin, auditor = make_account(app, "administrator"), make_account(app, "auditor")
    tokens = [
        elsewhere["mum"].token,
        elsewhere["coordinator"].token,
        staff.token,
        manager.token,
        admin.token,
        auditor.token,
    ]
    for path, _guard in pages(app, "GET"):
        assert app.test_client().get(world.url(path)).status_code == 404
        for token in tokens:
            assert Browser(app, token).get(world.url(path)).status_code == 404, path


def test_a_foreign_origin_or_a_missing_token_is_refused_before_anything_else(app: Flask):
    world = make_world(app)
    origin = app.extensions["fgc.settings"].origin_list[0]
    for path, _guard in pages(app, "POST"):
        client, token = world.client("coordinator"), world.csrf("coordinator")
        foreign = client.post(world.url(path), data={"csrf_token": token}, headers={"Origin": "https://evil.example"})
        cross = client.post(
            world.url(path), data={"csrf_token": token}, headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        )
        bare = client.post(world.url(path), headers={"Origin": origin})
        assert (foreign.status_code, cross.status_code, bare.status_code) == (400, 400, 400), path
