"""A worker at a desk: school, health, the social worker."""

from tests.browser.people.coordinator import sign_in
from tests.browser.people.person import Person
from tests.factories.accounts import Worker

PARTS = ("What is going well", "What we are worried about", "What needs to change", "What help we can give")


class AtWork:
    """A professional with an account."""

    def __init__(self, person: Person, case_id: str) -> None:
        self.person = person
        self.case_id = case_id

    def path(self, below: str = "") -> str:
        """A path of the case."""
        return f"/c/{self.case_id}{below}"

    def open(self, below: str) -> Person:
        """A page of the case."""
        return self.person.open(self.path(below))

    def sign_in(self, login: Worker) -> None:
        """Password, then one-time code."""
        sign_in(self.person, login)

    def write_report(self, words: tuple[str, str, str, str]) -> None:
        """The four boxes; nothing is sent yet."""
        me = self.open("/report")
        for part, text in zip(PARTS, words, strict=True):
            me.write(part, text)
