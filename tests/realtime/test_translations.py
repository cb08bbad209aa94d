"""A translation arrives at the screens of those who read the original, and at no other."""

from tests.factories.interpreting import URDU
from tests.factories.notes import write
from tests.factories.plan import add_row
from tests.support.server import Server


def test_a_translation_arrives_beside_its_note_at_whoever_reads_it_and_nobody_else(server: Server):
    world = server.world("private")
    world.admit("interpreter", "private")
    note = write(world, "mum", "private", "between us")
    row = add_row(world, "mum", "Nan rings.").id
    inside = {key: server.phone(world[key]) for key in ("mum", "nan")}
    outside = {key: server.phone(world[key]) for key in ("worker", "coordinator", "advocate")}
    for kind, obj_id in (("note", note), ("row", row)):
        path = world.url(f"/translate/{kind}/{obj_id}")
        sent = {"lang": "ur", "words": URDU, "client_id": f"same-0001-{kind}"}
        for _turn in range(2):
            assert server.post(world["interpreter"], path, **sent).status_code == 303
    for phone in inside.values():
        card = phone.heard("note:changed", id=note)
        assert card["body"] == "between us" and card["author"] == "Kerry"
        (one,) = card["translations"]
        assert (one["words"], one["lang"], one["dir"], one["earlier"]) == (URDU, "ur", "rtl", [])
        assert one["also"] == "Also in اردو" and one["by"].startswith("Translated into اردو by Ewa,")
        assert phone.heard("row:changed", id=row)["id"] == row
        assert phone.ask("ping", case=world.case_id)["ok"]
        assert len(phone.all("note:changed")) == 1
    for phone in outside.values():
        phone.ask("ping", case=world.case_id)
        assert phone.words == []


def test_nothing_arrives_once_the_interpreter_was_sent_out(server: Server):
    world = server.world("information")
    world.admit("interpreter", "family")
    note = write(world, "mum", "family", "between us")
    with server.phone(world["interpreter"]) as phone, server.phone(world["nan"]) as nan:
        path = world.url(f"/translate/note/{note}")
        assert server.post(world["interpreter"], path, lang="ur", words=URDU).status_code == 303
        assert phone.heard("note:changed", id=note)["translate"] == path
        nan.heard("note:changed", id=note)
        out = {"member": world["interpreter"].id, "scope": "family"}
        assert server.post(world["mum"], world.url("/meeting/helpers"), **out).status_code == 303
        assert server.post(world["interpreter"], path, lang="pl", words="Tak").status_code == 404
        assert server.post(world["mum"], world.url(f"/notes/{note}/take-back")).status_code == 303
        assert nan.heard("note:changed", withdrawn=True)["translations"] == []
        phone.ask("ping", case=world.case_id)
        assert len(phone.all("note:changed")) == 1
