"""What has to be in the plan: the social worker's, versioned, and open to challenge."""

from fgc.core import uow
from fgc.plan.queries.lines import lines_of
from tests.factories.plan import acting, add_line, add_row, freeze


def lines(world):
    with acting(world, "mum"), uow.read() as session:
        return lines_of(session, world.case_id)


def test_only_the_social_worker_can_write_lines(world):
    assert world.post("worker", "/bottom-lines", text="J is never alone at night.", kind="line").status_code == 303
    for key in ("coordinator", "school", "mum", "child", "advocate"):
        assert world.post(key, "/bottom-lines", text="Mine").status_code == 404, key
    assert [line.text for line in lines(world)] == ["J is never alone at night."]
    page = world.get("mum", "/bottom-lines").text
    assert "J is never alone at night." in page and "Tom" in page and "Change these words" not in page


def test_words_changed_before_the_meeting_are_no_surprise(world):
    line = add_line(world, "Old words")
    add_line(world, "New words", line_id=line)
    found = lines(world)[0]
    assert (found.text, found.now.version, found.changed_late) == ("New words", 2, False)


def test_the_family_sees_a_late_change_at_once_with_the_old_words_beside_it(world_in):
    world = world_in("preparing")
    line = add_line(world, "Old words")
    world.set_stage("information")
    changed = world.post("worker", "/bottom-lines", line=line, text="New words")
    assert changed.status_code == 303
    page = world.get("nan", "/bottom-lines").text
    assert "This was changed after we began. Before, it said:" in page and "Old words" in page and "New words" in page
    cards = world.get("nan", "/since?circle=everyone&after=0").json["cards"]
    assert [(card["kind"], card["body"], card["late"]) for card in cards] == [
        ("line", "Old words", False), ("line", "New words", True)
    ]  # fmt: skip
    panel = world.get("nan", "/bottom-lines/part").text
    assert "Old words" in panel and "New words" in panel


def test_a_line_can_be_taken_off_and_stays_readable(world_in):
    world = world_in("information")
    line = add_line(world, "Too much")
    assert world.post("worker", f"/bottom-lines/{line}/off").status_code == 303
    assert lines(world) == ()
    page = world.get("mum", "/bottom-lines").text
    assert "Too much" in page and "taken off" in page


def test_the_family_can_challenge_a_line_before_everybody(world_in):
    world = world_in("information")
    line = add_line(world, "J is never alone at night.")
    path = f"/bottom-lines/{line}/reply"
    said = world.post("mum", path, kind="disagree", body="He never is.", client_id="reply-0001")
    assert said.status_code == 303
    page = world.get("worker", "/bottom-lines").text
    assert "He never is." in page and "Does not agree with this" in page
    assert world.post("worker", f"/bottom-lines/{line}/reply", kind="answer", body="Thank you.").status_code == 303
    assert "Thank you." in world.get("school", "/bottom-lines").text
    assert world.post("mum", "/bottom-lines/bl_0000000000000000/reply", body="x").status_code == 404


def test_somebody_apart_sees_no_lines(world_in):
    world = world_in("information")
    add_line(world, "J is never alone at night.")
    world.add("dad", "family", "Darren", "dad", apart=True)
    assert world.get("dad", "/bottom-lines").status_code == 404


def test_a_line_changed_while_agreeing_lets_the_frozen_plan_go(world_in):
    world = world_in("agreeing")
    line = add_line(world, "Old words")
    add_row(world, "mum", "One row")
    freeze(world)
    add_line(world, "New words", line_id=line)
    assert freeze(world) == 2


def test_words_are_kept_when_a_line_cannot_be_taken(world):
    refused = world.post("worker", "/bottom-lines", text="x" * 700)
    assert refused.status_code == 422 and "x" * 700 in refused.text


def test_the_task_of_opening_a_case_is_done_with_the_first_line(world):
    overview = world.get("coordinator", "/").text
    assert "What has to be in the plan" in overview
    add_line(world, "J is never alone at night.")
    assert world.get("coordinator", "/bottom-lines").status_code == 200
