"""A phone that runs no scripts: reads, writes, answers, adds to the plan, and follows the meeting by itself."""

from collections.abc import Callable

from playwright.sync_api import expect

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


def test_a_row_that_two_people_changed_is_settled_without_scripts(house: House, guests: Callable[..., Person]):
    world = house.server.world("private")
    house.server.post(
        world["nan"], world.url("/plan/save"), part="action", circle="private", what="Nan rings on Mondays"
    )
    mum = guests(world["mum"], java_script_enabled=False).open(world.url("/meeting"))
    mum.page.get_by_role("link", name="Plan", exact=True).click()
    mum.send("Change row 1")
    row = mum.page.locator("form[data-row]").get_attribute("data-row")
    mum.write("What will happen?", "Nan rings at weekends")
    house.server.post(
        world["nan"], world.url("/plan/save"), part="action", circle="private", what="Nan rings on Tuesdays",
        row=str(row), rev="0",
    )  # fmt: skip
    mum.send("Save this row").heading("You and Jean both changed this row")
    mum.see("Nan rings on Tuesdays").see("Nan rings at weekends").send("Keep what I wrote")
    mum.see("Nan rings at weekends")
    expect(mum.page.locator(f"#row-{row}")).to_be_in_viewport()


def test_private_time_is_walked_through_without_scripts(house: House, guests: Callable[..., Person]):
    world = house.server.world()
    conference.plan_meeting(world)
    world.set_stage("private")
    mum = guests(world["mum"], java_script_enabled=False).open(world.url("/meeting"))
    mum.write("Write here", "A line for us").send("Share with 4 family members").see("A line for us")
    mum.page.get_by_role("link", name="Plan", exact=True).click()
    mum.see("Start with one small thing that would help.")
    expect(mum.page.get_by_text("A line for us")).to_be_hidden()
    mum.page.get_by_role("link", name="Talk pad").click()
    mum.see("A line for us").send("Ask Samira to come in").see("You asked Samira to come in.")
    mum.send("Samira has gone again")
    house.server.post(world["coordinator"], world.url("/meeting/knock"))
    mum.follow("^Show what is new$").send("Not now")
    expect(mum.page.get_by_text("is at the door")).to_have_count(0)
    mum.page.get_by_role("button", name="We are ready").or_(mum.page.get_by_role("link", name="We are ready")).click()
    mum.see("Choose what the others may read.")


def test_the_waiting_room_looks_again_by_itself_without_scripts(house: House, guests: Callable[..., Person]):
    world = house.server.world("preparing")
    conference.plan_meeting(world)
    house.server.post(world["coordinator"], world.url("/meeting/waiting-room"), on="y")
    mum = guests(world["mum"], java_script_enabled=False).open(world.url("/meeting"))
    mum.send("I am here").see("You are the first one here.")
    house.server.post(world["coordinator"], world.url("/meeting/waiting-room/message"), message="Two more are coming.")
    mum.follow("^Check now$").see("Two more are coming.")
    house.server.post(world["nan"], world.url("/meeting/arrive"))
    mum.see("Jean (nan)", timeout=SELF_REFRESH_MS)
