"""Nothing is lost: sending twice stores once, gaps are filled, a killed server keeps every note it acknowledged."""

from pathlib import Path

from tests.support import stores
from tests.support.phone import Phone, until
from tests.support.server import Server, running_server


def fetch_all(phone: Phone, case_id: str, circle: str) -> list[dict[str, object]]:
    """Everything of a circle, page by page."""
    cards: list[dict[str, object]] = []
    more = True
    while more:
        page = phone.ask("since", case=case_id, circle=circle, after=cards[-1]["seq"] if cards else 0)
        assert page["ok"] and len(page["cards"]) <= 100
        cards += page["cards"]
        more = page["more"]
    return cards


def test_sending_twice_stores_once_and_answers_the_same(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum, server.phone(world["nan"]) as nan:
        note = {"case": world.case_id, "circle": "everyone", "body": "once", "client_id": "once-0000001"}
        first = mum.ask("note:add", **note)
        assert first["ok"] and mum.ask("note:add", **note) == first
        assert server.post(
            world["mum"], world.url("/notes"), circle="everyone", body="once", client_id="once-0000001"
        ).ok
        assert nan.heard("note:added")["id"] == first["id"]
        assert [card["id"] for card in fetch_all(nan, world.case_id, "everyone")] == [first["id"]]
        assert len(nan.all("note:added")) == 1


def test_somebody_who_was_away_gets_what_they_missed_in_pages(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum:
        for turn in range(120):
            note = {"circle": "everyone", "body": f"note {turn}", "client_id": f"missed-{turn:04d}"}
            assert until(lambda note=note: mum.ask("note:add", case=world.case_id, **note)["ok"])
    with server.phone(world["nan"]) as nan:
        head = nan.ask("heads", case=world.case_id)["heads"]["everyone"]
        cards = fetch_all(nan, world.case_id, "everyone")
        assert head == 120
        assert [card["seq"] for card in cards] == list(range(1, head + 1))
        assert nan.ask("since", case=world.case_id, circle="everyone", after=head)["cards"] == []


def test_bad_questions_get_the_same_answer_as_strangers(server: Server):
    world = server.world("information")
    with server.phone(world["mum"]) as mum:
        for after in (-1, "0", 1.5, None, True, 2**60):
            assert mum.ask("since", case=world.case_id, circle="everyone", after=after) == {"ok": False}
        for case in (None, 7, [], "", "c_short", {"id": 1}):
            assert mum.ask("heads", case=case) == {"ok": False}
        refused = mum.ask("note:add", case=world.case_id, circle="everyone", body="  ")
        assert refused["ok"] is False and refused["errors"]["body"]
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body={"a": 1})["errors"]
        assert mum.ask("note:add", case=world.case_id, circle="everyone", body="x" * 4001)["errors"]["body"]


def test_a_killed_server_has_every_note_it_acknowledged(tmp_path: Path):
    with stores.sqlite_store(tmp_path) as url, running_server(tmp_path, url, events_per_second=500) as server:
        world = server.world("information")
        phones = [server.phone(world[key]) for key in ("mum", "nan", "aunt", "worker")]
        numbers = {phone: [] for phone in phones}
        for turn in range(60):
            for name, phone in enumerate(phones):
                client_id = f"burst-{name}-{turn:04d}"
                numbers[phone].append((phone.say("note:add", case=world.case_id, circle="everyone", body=client_id,
                                                 client_id=client_id), client_id))  # fmt: skip
        assert until(lambda: sum(len(phone.acks) for phone in phones) > 40)
        server.kill()
        assert all(phone.closed.wait(5) for phone in phones)
        acked = {client_id for phone in phones for number, client_id in numbers[phone] if number in phone.acks}
        assert len(acked) > 40
        server.start()
        with server.phone(world["coordinator"]) as reader, server.phone(world["mum"]) as again:
            cards = fetch_all(reader, world.case_id, "everyone")
            bodies = [str(card["body"]) for card in cards]
            assert acked <= set(bodies) and len(bodies) == len(set(bodies))
            assert [card["seq"] for card in cards] == list(range(1, len(cards) + 1))
            resent = [again.ask("note:add", case=world.case_id, circle="everyone", body=one, client_id=one)
                      for _number, one in numbers[phones[0]]]  # fmt: skip
            assert all(ack["ok"] for ack in resent)
            mine = [str(card["body"]) for card in fetch_all(reader, world.case_id, "everyone")
                    if str(card["body"]).startswith("burst-0-")]  # fmt: skip
            assert sorted(mine) == sorted(one for _number, one in numbers[phones[0]])
