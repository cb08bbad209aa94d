"""A family member's journeys from the first link to the check-up, in English and in Urdu, with scripts and without.

Every page on the way is looked at: nothing axe finds, nothing wider than 320, 360 or 1280 px, thumbs find every button,
the focus is seen and never hidden. Pictures of both languages stand side by side in `var/pictures`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from fgc.invites.actions.confirming import confirm
from fgc.invites.actions.making import make_invite
from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.person import Person
from tests.browser.soundness import faults, hidden_focus
from tests.browser.tongue import Tongue
from tests.factories import conference, notes, plan
from tests.factories.accounts import add_invited
from tests.factories.world import World

OWN_PIN = "274916"


@dataclass
class Journey:
    """One person on their way, in one language; `scripts` says whether their phone runs any."""

    house: House
    album: Album
    guests: Callable[..., Person]
    tongue: Tongue
    scripts: bool

    def say(self, english: str, **values: object) -> str:
        """A sentence in this journey's language."""
        return self.tongue.say(english, **values)

    def come(self, world: World, key: str) -> Person:
        """Somebody who is in already."""
        person = self.guests(world[key], java_script_enabled=self.scripts)
        self.speak(person)
        return person

    def speak(self, person: Person) -> None:
        """The language, as the picker would leave it in the browser."""
        person.context.add_cookies([{"name": "lang", "value": self.tongue.code, "url": self.house.url}])

    def sound(self, person: Person, name: str) -> None:
        """The page is in this language, it is sound, and there is a picture of it."""
        page = person.page
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == (self.tongue.code, self.tongue.direction)
        found = faults(page) if self.scripts else []
        assert [*found, *(hidden_focus(page) if self.scripts else [])] == []
        if self.scripts:
            self.album.take(page, f"journey-{name}-{self.tongue.code}")
        if self.scripts and self.tongue.code != "en":
            both = [f"journey-{name}-{code}-360" for code in ("en", self.tongue.code)]
            self.album.side_by_side(self.house.browser, f"journey-{name}", *both)


@pytest.fixture(params=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the phone runs scripts."""
    return str(request.param) == "scripts"


@pytest.fixture(params=["en", "ur"])
def journey(
    request: pytest.FixtureRequest, house: House, album: Album, guests: Callable[..., Person], scripts: bool
) -> Journey:
    """A way to go."""
    return Journey(house, album, guests, Tongue(request.param), scripts)


def prepared(house: House, stage: str = "preparing") -> World:
    """A case with a meeting, a report and everybody in the room where there is one."""
    world = house.server.world("preparing")
    conference.give_consent(world)
    conference.plan_meeting(world)
    notes.shared_report(world)
    if stage != "preparing":
        world.set_stage("information")
        conference.seat_everybody(world)
        world.set_stage(stage)
    return world


def test_uncle_opens_his_link_for_the_first_time(journey: Journey, house: House):
    world = prepared(house)
    add_invited(world)
    made = conference.act(world, "coordinator", make_invite, world["uncle"].id, world.case_id)
    uncle = house.come("Uncle", java_script_enabled=journey.scripts)
    say = journey.say
    journey.speak(uncle)
    uncle.open(f"/j#{made.code}")
    journey.sound(uncle, "02-welcome")
    if not journey.scripts:
        uncle.write(say("Your code"), made.code)
    uncle.write(say("Your PIN"), made.pin).send(say("Open my invitation"))
    journey.sound(uncle, "02-are-you")
    with uncle.page.expect_navigation():
        uncle.page.locator("main a.govuk-button").first.click()
    journey.sound(uncle, "02-settle")
    uncle.write(say("Choose your own PIN"), OWN_PIN).write(say("Your PIN again"), OWN_PIN)
    uncle.choose(say("Yes, only I use it")).send(say("Go on")).heading(say("Nearly there"))
    journey.sound(uncle, "02-wait")
    conference.act(world, "coordinator", confirm, world["uncle"].id)
    uncle.open(world.url("/wait"))
    expect(uncle.page).to_have_url(f"{house.url}{world.url('/home')}")
    journey.sound(uncle, "02-home")
    uncle.leave()


def test_mum_meets_in_three_parts(journey: Journey, house: House):
    world = prepared(house)
    mum, say = journey.come(world, "mum"), journey.say
    house.server.post(world["coordinator"], world.url("/meeting/waiting-room"), on="y")
    mum.open(world.url("/meeting")).send(say("I am here")).heading(say("You are in the right place."))
    journey.sound(mum, "04-waiting-room")
    conference.seat_everybody(world)
    world.set_stage("information")
    mum.open(world.url("/meeting")).write(say("Write something"), "Tired on Mondays only.")
    mum.page.locator("form[data-send] button[type=submit]").first.click()
    mum.see("Tired on Mondays only.")
    mum.open(world.url("/meeting")).press(say("I want to speak"))
    mum.see(say("Your hand is up. You are first."))
    journey.sound(mum, "04-sharing")
    world.set_stage("private")
    mum.open(world.url("/meeting")).heading(say("Private family time"))
    mum.write(say("Write here"), "A line for us")
    mum.page.locator("form[data-send] button[type=submit]").first.click()
    mum.see("A line for us")
    journey.sound(mum, "04-private")
    mum.open(world.url("/meeting/ready"))
    journey.sound(mum, "04-ready")


def test_nan_writes_a_row_of_the_plan(journey: Journey, house: House):
    world = prepared(house, "private")
    nan, say = journey.come(world, "nan"), journey.say
    nan.open(world.url("/meeting#plan"))
    nan.open(world.url("/plan/new?back=meeting"))
    journey.sound(nan, "05-row")
    nan.write(say("What will happen?"), "Nan has J on Fridays").send(say("Save this row"))
    nan.open(world.url("/meeting#plan"))
    expect(nan.page.get_by_text("Nan has J on Fridays").first).to_be_attached()
    journey.sound(nan, "05-plan")


def test_mum_answers_the_plan_and_says_why(journey: Journey, house: House):
    world = prepared(house, "agreeing")
    plan.add_row(world, "mum", "Nan has J on Fridays")
    house.server.post(world["coordinator"], world.url("/plan/freeze"))
    mum, say = journey.come(world, "mum"), journey.say
    mum.open(world.url("/meeting"))
    journey.sound(mum, "06-agree")
    mum.open(world.url("/answers"))
    journey.sound(mum, "06-question")
    mum.choose(say("I need more time")).write(say("Tell us why. A few words is fine."), "Until Friday.")
    mum.send(say("Send my answer")).see(say("Could you say what you think?"))
    journey.sound(mum, "06-answered")


def test_mum_takes_a_copy_and_says_how_her_job_goes(journey: Journey, house: House):
    world = prepared(house, "information")
    plan.syn(world)
    plan.carry_rows(world)
    plan.agreed(world)
    mum, say = journey.come(world, "mum"), journey.say
    mum.open(world.url("/plan"))
    journey.sound(mum, "07-plan")
    mum.open(world.url("/plan/copy"))
    journey.sound(mum, "07-copy")
    mum.open(world.url("/jobs"))
    journey.sound(mum, "08-jobs")
    job = mum.page.locator("section.card").first
    job.get_by_role("button", name=say("Some of it")).or_(job.get_by_label(say("Some of it"), exact=True)).first.click()
    mum.see(say("That is OK. Plans can change."))
    journey.sound(mum, "08-said")
