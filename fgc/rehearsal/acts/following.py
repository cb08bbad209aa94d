"""Act six: the plan goes on. Jobs are marked, everybody reads what was decided, and every circle is read once more."""

from urllib.parse import quote

from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.person import Person
from fgc.rehearsal.room import Room


def mark_jobs(room: Room) -> None:
    """Whoever does something says how it goes."""
    for key in ("nan", "aunt", "mum"):
        if room.has(key):
            page = room.open(key, "/jobs")
            job = next((form for form in page.seen.forms if "/jobs/" in form.action and "state" in form.names), None)
            if job is None:
                raise Trouble(f"{key}: has no job in the plan that was signed.")
            room.people[key].browser.submit(page, job.action, state="happening")


def read_again(room: Room) -> None:
    """Everybody opens every page they have; the judge reads along."""
    for person in room.people.values():
        for below in ("/plan", "/answers", "/record", "/jobs", "/notes", "/read", "/meeting", "/bottom-lines", "/"):
            page = person.browser.get(room.path(below))
            if page.status >= 500:
                raise Trouble(f"{person.key}: {below} answered {page.status}.")


def read_circles(room: Room) -> None:
    """Everybody asks anew for all there is in each circle: every note once, and only where they may."""
    judge = room.judge
    if judge is None:
        return
    for circle in dict.fromkeys(circle for circle, _note in room.notes):
        wanted = [note.id for named, note in room.notes if named == circle and note.id]
        hearing = room.hearing(circle)
        for person in room.people.values():
            status, cards = _all_of(room, person, circle)
            if person.key in hearing:
                judge.listed(room.full(person.key), wanted, cards)
            elif status == 200:
                judge.opened(room.full(person.key), f"since {circle.partition(':')[0]}")


def _all_of(room: Room, person: Person, circle: str) -> tuple[int, list[str]]:
    cards: list[str] = []
    after = 0
    while True:
        status, found, last, more = _page_of(room, person, circle, after)
        cards += found
        if status != 200 or not more:
            return status, cards
        after = last


def _page_of(room: Room, person: Person, circle: str, after: int) -> tuple[int, list[str], int, bool]:
    page = person.browser.get(room.path(f"/since?circle={quote(room.wire(circle))}&after={after}"))
    if not page.ok:
        return page.status, [], after, False
    answer = page.data()
    cards = answer["cards"]
    return 200, [card["id"] for card in cards], cards[-1]["seq"] if cards else after, bool(answer["more"])
