"""A card reaches every page in the language of that page; staff hear English."""

from fgc.web import languages
from tests.support.server import Server


def test_one_note_is_heard_in_the_language_of_each_page(server: Server):
    world = server.world("information")
    phones = {
        "mum": server.phone(world["mum"], language="ur"), "nan": server.phone(world["nan"], language="pl"),
        "aunt": server.phone(world["aunt"]), "worker": server.phone(world["worker"], language="ur"),
    }  # fmt: skip
    report = phones["worker"].ask("note:add", case=world.case_id, circle="everyone", body="As it was written")
    assert report["ok"]
    cards = {key: phone.heard("note:added") for key, phone in phones.items()}
    assert {card["body"] for card in cards.values()} == {"As it was written"}
    roles = {key: card["role"] for key, card in cards.items()}
    assert roles["aunt"] == roles["worker"] == "social worker"
    assert len({roles["mum"], roles["nan"], roles["aunt"]}) == 3
    for key, phone in phones.items():
        phone.ask("ping", case=world.case_id)
        assert len(phone.all("note:added")) == 1, key


def test_an_unknown_language_of_a_browser_is_english(server: Server):
    world = server.world("information")
    with server.phone(world["mum"], language="xx") as phone, server.phone(world["nan"]) as nan:
        assert nan.ask("note:add", case=world.case_id, circle="everyone", body="Hello")["ok"]
        assert phone.heard("note:added")["author"] == "Jean"
    assert "xx" not in languages.CODES
