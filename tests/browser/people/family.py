"""Family on a phone: opens the link, claims it, reads, writes, makes the plan."""

from tests.browser.people.coordinator import Invitation
from tests.browser.people.person import Person

OWN_PIN = "274916"


class Relative:
    """Somebody of the family, on the phone in their hand."""

    def __init__(self, person: Person, case_id: str) -> None:
        self.person = person
        self.case_id = case_id

    def path(self, below: str = "") -> str:
        """A path of the case."""
        return f"/c/{self.case_id}{below}"

    def open(self, below: str) -> Person:
        """A page of the case."""
        return self.person.open(self.path(below))

    def open_link(self, invitation: Invitation) -> None:
        """The link alone: the code goes out of the address into the form."""
        self.person.open(invitation.link).see("Your code is filled in. Now type your PIN.")

    def type_pin(self, pin: str) -> None:
        """The PIN that was told."""
        self.person.write("Your PIN", pin).send("Open my invitation")

    def claim(self, name: str, phone: str = "Yes, only I use it") -> None:
        """“Are you …?”, then a few things first."""
        me = self.person.follow(f"^Yes, I am {name}$").write("What do you want to be called?", name)
        me.write("Choose your own PIN", OWN_PIN).write("Your PIN again", OWN_PIN).choose(phone).send("Go on")

    def come_in(self, invitation: Invitation, name: str) -> None:
        """All of it, up to the page on which one waits."""
        self.open_link(invitation)
        self.type_pin(invitation.pin)
        self.claim(name)

    def add_row(self, what: str, doers: tuple[str, ...] = (), *, how_often: str = "", meets: str = "") -> None:
        """A row of the plan, from the page of the meeting and back to it."""
        me = self.open("/meeting#plan").follow("^Add a row$").write("What will happen?", what)
        for name in doers:
            me.choose(name, within=me.page.get_by_role("group", name="Who of us will do it?"))
        if meets:
            me.choose(meets)
        me.write("How often?", how_often).send("Save this row").see(what)

    def answer(self, choice: str, says: str = "") -> None:
        """One of the four answers to the plan."""
        me = self.open("/answers").choose(choice)
        if says:
            me.write("Tell us why. A few words is fine.", says)
        me.send("Send my answer").see("Could you say what you think?")
