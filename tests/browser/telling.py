"""What the steps of the story share: who is in it, what they hold in their hands, the days it happens on."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from fgc.core import clock
from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.people.coordinator import Coordinator
from tests.browser.people.family import Relative
from tests.browser.people.person import Person
from tests.browser.people.worker import AtWork
from tests.browser.soundness import faults
from tests.factories.accounts import Worker

FAMILY = ("Jean", "Kerry", "Lisa")


@dataclass
class Story:
    """Who is in it, and what they hold in their hands between steps."""

    house: House
    album: Album
    samira: Coordinator
    logins: dict[str, Worker] = field(default_factory=dict)
    relatives: dict[str, Relative] = field(default_factory=dict)
    workers: dict[str, AtWork] = field(default_factory=dict)
    took_ms: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def look(self, person: Person, name: str) -> None:
        """Pictures at both widths, and what is wrong with the page."""
        self.album.take_wide_and_narrow(person.page, name)
        self.faults += faults(person.page)

    def relative(self, name: str) -> Relative:
        """Somebody of the family; a phone is put into their hand the first time."""
        if name not in self.relatives:
            self.relatives[name] = Relative(self.house.come(name), self.samira.case_id)
        return self.relatives[name]

    def worker(self, name: str) -> AtWork:
        """A worker, signed in."""
        if name not in self.workers:
            self.workers[name] = AtWork(self.house.come(name, "desk"), self.samira.case_id)
            self.workers[name].sign_in(self.logins[name])
        return self.workers[name]

    def go_home(self) -> None:
        """The story is over."""
        for one in (self.samira, *self.relatives.values(), *self.workers.values()):
            one.person.leave()

    @property
    def everybody(self) -> list[Person]:
        """The pages of the three relatives and the two workers."""
        return [self.relative(name).person for name in FAMILY] + [
            self.worker(name).person for name in ("birch", "hale")
        ]

    @property
    def who_answer(self) -> tuple[Person, Person, Person, Person]:
        """Jean, Kerry, Lisa and the social worker."""
        jean, kerry, lisa = (self.relative(name).person for name in FAMILY)
        return jean, kerry, lisa, self.worker("birch").person


def in_days(days: int) -> date:
    """A day from now on."""
    return clock.now().date() + timedelta(days=days)
