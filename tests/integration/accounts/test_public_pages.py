"""Pages for everybody say nothing about anybody, look nothing up where they must not, and carry neutral titles."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.factories.accounts import Browser
from tests.factories.world import World

PUBLIC = ("/", "/home", "/privacy", "/accessibility", "/sign-in", "/come-back", "/j", "/set-up")
STILL = ("/", "/j", "/set-up")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Every statement sent to the store inside the block."""
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = app.extensions["fgc.database"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", PUBLIC)
def test_anybody_can_read_the_public_pages(app: Flask, path: str):
    page = Browser(app).get(path)
    assert page.status_code == 200
    title = page.text.split("<title>")[1].split("</title>")[0].lower()
    assert not [word for word in ("family", "child", "social", "council", "conference") if word in title]
    assert page.headers["Cache-Control"] == "no-store"
    assert "og:" not in page.text


@pytest.mark.parametrize("path", STILL)
def test_a_preview_asks_the_store_for_nothing_even_with_a_session(world: World, path: str):
    with counted(world.app) as seen:
        assert world.client("mum").get(path).status_code == 200
        assert world.client("nobody").get(path).status_code == 200
    assert seen == []


def test_the_count_of_statements_can_fail(world: World):
    with counted(world.app) as seen:
        world.client("mum").get("/home")
    assert seen


def test_a_still_page_looks_the_same_to_everybody(world: World):
    pages = set()
    for key in ("mum", "coordinator", "nobody"):
        client = world.client(key)
        client.set_cookie("p", "the-same-visit")
        text = client.get("/j").text
        if key in world.people:
            text = text.replace(world.csrf(key), "TOKEN")
        else:
            text = text.replace(text.split('name="csrf_token" value="')[1].split('"')[0], "TOKEN")
        pages.add(text)
    assert len(pages) == 1


def test_the_front_page_moves_on_by_itself(app: Flask):
    assert '<meta http-equiv="refresh" content="0; url=/home">' in Browser(app).get("/").text
