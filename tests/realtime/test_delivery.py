"""Who hears what: words go to those the policy names at that moment, and to nobody else."""

from tests.factories.world import World
from tests.support.phone import Phone
from tests.support.server import Server

SECRET = "only for some ears"


def quiet(phone: Phone, world: World) -> bool:
    """Whether a socket has heard nothing at all, once everything sent before has had its way."""
    phone.ask("ping", case=world.case_id)
    return phone.words == []


def connect(server: Server, world: World, *keys: str) -> dict[str, Phone]:
    return {key: server.phone(world[key]) for key in keys}


def test_everyone_in_the_circle_hears_a_note_once_and_the_sender_gets_its_number(server: Server):
    world = server.world("information")
    phones = connect(server, world, "mum", "nan", "worker", "coordinator", "gp")
    ack = phones["mum"].ask("note:add", case=world.case_id, circle="everyone", body="hello all")
    assert ack["ok"] and ack["seq"] == 1
    for phone in phones.values():
        card = phone.heard("note:added")
        assert (card["id"], card["body"], card["seq"], card["circle"]) == (ack["id"], "hello all", 1, "everyone")
        assert phone.ask("ping", case=world.case_id)["ok"]
        assert len(phone.all("note:added")) == 1


def test_workers_cannot_hear_the_family_and_the_family_cannot_hear_workers(server: Server):
    world = server.world("information")
    phones = connect(server, world, "mum", "child", "worker", "school", "coordinator", "advocate", "interpreter")
    assert phones["mum"].ask("note:add", case=world.case_id, circle="family", body=SECRET)["ok"]
    assert phones["child"].heard("note:added")["body"] == SECRET
    assert all(quiet(phones[key], world) for key in ("worker", "school", "coordinator", "advocate", "interpreter"))
    ack = phones["worker"].ask("note:add", case=world.case_id, circle="workers", body=SECRET, reason="third_party")
    assert ack["ok"]
    assert phones["school"].heard("note:added")["body"] == SECRET
    assert [phone["circle"] for phone in phones["mum"].all("note:added")] == ["family"]
    assert quiet(phones["advocate"], world)


def test_a_worker_cannot_write_or_read_where_only_the_family_is(server: Server):
    world = server.world("private")
    with server.phone(world["coordinator"]) as phone, server.phone(world["mum"]) as mum:
        assert mum.ask("note:add", case=world.case_id, circle="private", body=SECRET)["ok"]
        mum.heard("note:added")
        for circle in ("private", "family", f"own:{world['mum'].id}", "nonsense", ""):
            assert phone.ask("since", case=world.case_id, circle=circle, after=0) == {"ok": False}
            assert not phone.ask("note:add", case=world.case_id, circle=circle, body="x")["ok"]
        assert "private" not in phone.ask("heads", case=world.case_id)["heads"]
        assert quiet(phone, world)


def test_nothing_of_private_time_reaches_workers_or_helpers_who_were_not_let_in(server: Server):
    world = server.world("private")
    world.admit("interpreter", "private")
    inside = connect(server, world, "mum", "child", "aunt", "interpreter")
    outside = connect(server, world, "worker", "school", "gp", "coordinator", "advocate")
    for turn in range(5):
        assert inside["mum"].ask("note:add", case=world.case_id, circle="private", body=f"{SECRET} {turn}")["ok"]
    for phone in inside.values():
        phone.heard("note:added", seq=5)
    assert all(quiet(phone, world) for phone in outside.values())
    assert outside["coordinator"].ask("presence", case=world.case_id) == {"ok": False}
    assert inside["mum"].ask("presence", case=world.case_id)["ok"]


def test_claimed_but_not_confirmed_hears_nothing(server: Server):
    world = server.world("information")
    world.add("cousin", "family", "Cousin", "cousin", state="claimed")
    with server.phone(world["cousin"]) as phone, server.phone(world["mum"]) as mum:
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body=SECRET)["ok"]
        mum.heard("note:added")
        assert phone.ask("heads", case=world.case_id) == {"ok": False}
        assert phone.ask("since", case=world.case_id, circle="everyone", after=0) == {"ok": False}
        assert phone.ask("ping", case=world.case_id)["ok"]
        assert quiet(phone, world)


def test_somebody_apart_hears_nothing_and_is_seen_by_nobody(server: Server):
    world = server.world("information")
    world.add("dad", "family", "Dad", "dad", apart=True)
    with server.phone(world["dad"]) as dad, server.phone(world["mum"]) as mum:
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body=SECRET)["ok"]
        mum.heard("note:added")
        assert world["dad"].id not in mum.ask("presence", case=world.case_id)["here"]
        assert dad.ask("presence", case=world.case_id) == {"ok": False}
        assert quiet(dad, world)


def test_people_of_another_case_hear_nothing_and_cannot_ask(server: Server):
    world, other = server.world("information"), server.world("information")
    with server.phone(world["mum"]) as mum, server.phone(other["coordinator"]) as stranger:
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body=SECRET)["ok"]
        mum.heard("note:added")
        assert stranger.ask("heads", case=world.case_id) == {"ok": False}
        assert stranger.ask("note:add", case=world.case_id, circle="everyone", body="x") == {"ok": False}
        assert stranger.ask("heads", case="c_0000000000000000") == {"ok": False}
        assert quiet(stranger, other)


def test_a_note_posted_by_form_arrives_at_the_sockets(server: Server):
    world = server.world("information")
    with server.phone(world["nan"]) as nan:
        answer = server.post(
            world["mum"], world.url("/notes"), circle="everyone", body="by form", client_id="abcd12345678"
        )
        assert answer.status_code == 303
        assert nan.heard("note:added")["body"] == "by form"
