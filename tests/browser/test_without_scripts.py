"""A phone that runs no scripts: reads, writes, answers, adds to the plan, and follows the meeting by itself."""

from collections.abc import Callable

from tests.browser.house import House
from tests.browser.people.family import Relative
from tests.browser.people.person import Person
from tests.factories import conference, notes

EVERYONE = "Share with 10 people"
SELF_REFRESH_MS = 25_000  # the page looks again every 15 seconds


def test_family_can_do_everything_without_scripts(house: House, guests: Callable[..., Person]):
    world = house.server.world("preparing")
    conference.give_consent(world)
    conference.plan_meeting(world)
    notes.shared_report(world)
    nan = guests(world["nan"], java_script_enabled=False)
    house.server.post(world["coordinator"], world.url("/meeting/waiting-room"), on="y")
    nan.open(world.url("/meeting")).send("I am here").heading("You are in the right place.")
    conference.seat_everybody(world)
    world.set_stage("information")

    mum = Relative(guests(world["mum"], java_script_enabled=False), world.case_id)
    mum.open("/read").follow("^From Ms Hale").see("J is often tired.")
    mum.open("/meeting").write("Write something", "Tired on Mondays only.").send(EVERYONE)
    mum.person.see("Tired on Mondays only.").send("I want to speak").see("Your hand is up.")
    mum.person.send(EVERYONE).see("There is a problem")
    nan.heading("Part 1 of 3: Sharing", timeout=SELF_REFRESH_MS).see("Tired on Mondays only.")

    world.set_stage("private")
    mum.add_row("Nan has J on Fridays", ("Jean (nan)",), how_often="every week")
    mum.person.send("Change row 1").write("What will happen?", "Nan has J at weekends").send("Save this row")
    mum.person.see("Nan has J at weekends")

    world.set_stage("agreeing")
    mum.add_row("Nan has J on Sundays", ("Jean (nan)",), how_often="every week")
    house.server.post(world["coordinator"], world.url("/plan/freeze"))
    mum.answer("I need more time", "Until Friday.")
