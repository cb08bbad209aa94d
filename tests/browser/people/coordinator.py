"""The coordinator at a desk: opens the case, records consent, invites, runs the meeting."""

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator

from tests.browser.people.person import Person
from tests.factories.accounts import PASSWORD, Worker


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the coordinator has in hand after inviting."""

    link: str
    pin: str
    code: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to put on the list. Empty parts are left as the form has them."""

    name: str
    role: str = "Family"
    relation: str = ""
    side: str = ""
    language: str = ""
    safe_to_text: str = ""
    parental: bool = False
    supports: str = ""
    not_with: str = ""
    apart: bool = False


def sign_in(person: Person, login: Worker) -> None:
    """Password, then one-time code."""
    person.open("/sign-in").write("E-mail", login.email).write("Password", PASSWORD).send("Go on to the code")
    person.write("Type the 6 numbers from your app", login.code()).send("Sign in")


class Coordinator:
    """The coordinator of one case."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.case_id = ""

    def path(self, below: str = "") -> str:
        """A path of the case."""
        return f"/c/{self.case_id}{below}"

    def open(self, below: str) -> Person:
        """A page of the case."""
        return self.person.open(self.path(below))

    def open_case(self, child: str, own_name: str) -> None:
        """From the desk's start page to the new case."""
        me = self.person.open("/work").follow("^Open a case$")
        me.write("What does the child like to be called?", child).write("Your name as the family will see it", own_name)
        me.send("Open the case")
        found = re.search(r"/c/([^/]+)/", me.page.url)
        assert found
        self.case_id = found.group(1)

    def add_person(self, new: NewPerson) -> None:
        """One person on the list of family, friends and helpers."""
        me = self.open("/people/add").write("Name they use", new.name).choose(new.role)
        me.write("Link to the child", new.relation)
        for option in (new.side, new.not_with):
            if option:
                me.choose(option)
        if new.language:
            me.pick("Language they read best", new.language)
        if new.supports:
            me.pick("If an advocate: for whom?", new.supports)
        if new.parental:
            me.choose("Has parental responsibility")
        if new.apart:
            me.choose("Takes part apart: never in the room, unknown to the others")
        if new.safe_to_text:
            me.choose(new.safe_to_text, within=me.page.get_by_role("group", name="Is it safe to text?"))
        me.write("Phone", "0113 496 0033").send("Save")

    def add_worker(self, name: str, role: str, agency: str, email: str) -> None:
        """One worker, by the address they sign in with."""
        me = self.open("/people/workers/add").write("Name as the family will see it", name).choose(role)
        me.write("Agency or team", agency).write("E-mail they sign in with", email).send("Add")

    def set_date(self, day: date, at: str, place: str) -> None:
        """Date, time and place."""
        me = self.open("/meeting/date")
        self._write_day(day)
        me.write("Time", at).write("Place", place).send("Set the meeting")

    def ask_for_report(self, who: str, due: date) -> None:
        """Ask one worker what the family should know."""
        me = self.open("/reports").choose(who)
        self._write_day(due)
        me.send("Ask")

    def record_consent(self, who: str) -> None:
        """Somebody with parental responsibility said yes."""
        self.open("/consent").choose(who).choose("Yes").send("Record")

    def invite(self, who: str, *, again: bool = False) -> Invitation:
        """Make an invitation and read link and PIN off the page that is shown once."""
        me = self.open("/invites")
        me.send(f"Make a new invitation for {who}" if again else f"Invite {who}")
        link = me.page.locator("#link").inner_text().strip()
        return Invitation(link, me.page.locator("#pin").inner_text().replace(" ", ""), link.rpartition("#")[2])

    def card_of(self, who: str) -> Locator:
        """The card of one person on the page of invitations."""
        return self.person.page.locator(".invite").filter(has=self.person.page.get_by_role("heading", name=who))

    def confirm(self, who: str) -> None:
        """Compare the two words, let the person in."""
        self.open("/invites").send(f"Yes, it is {who}. Let them in")

    def prove(self, person: Person, login: Worker) -> None:
        """Some steps ask for a code again when the sign-in is some minutes old."""
        if person.page.get_by_label("Type the 6 numbers from your app").count():
            person.write("Type the 6 numbers from your app", login.code()).send("Go on")

    def move(self, link: str, button: str = "") -> None:
        """From the room desk to another stage: the link, then the button, mostly of the same words."""
        self.open("/meeting").follow(f"^{link}$").send(button or link)

    def _write_day(self, day: date) -> None:
        self.person.write("Day", str(day.day)).write("Month", str(day.month)).write("Year", str(day.year))
