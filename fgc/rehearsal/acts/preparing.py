"""Act two: reports are asked for and written, thoughts are put down, the meeting gets its date."""

from datetime import date, timedelta

from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.cast import COORDINATOR
from fgc.rehearsal.room import Room

_REPORTS = {
    "school": (
        "J is kind to younger children and loves drawing.\n\nJ came on time on 61 of 80 days.",
        "J was late or away on 19 days since September.\n\nJ said on two mornings that nobody was up.",
        "Somebody gets J to school before 8:50 every day.",
        "Breakfast club from 8:00 is free for J from now on.",
    ),
    "alcohol": (
        "Kelly came to five of eight appointments and asked good questions.",
        "Three appointments were missed. Two of them were Mondays.",
        "Kelly comes every Tuesday and rings if she cannot.",
        "A place every Tuesday at 10:00, and a line to ring at night.",
    ),
    "gp": (
        "J has all vaccinations and grows well.",
        "J missed one check in June.",
        "One grown-up brings J to the check.",
        "An appointment after school hours.",
    ),
    "social_worker": (
        "J and mum love each other, and the wider family wants to help.",
        "J was alone with mum on two evenings when she had been drinking.",
        "J is never alone with a grown-up who has been drinking.",
        "A visit each week, and a person to ring in office hours.",
    ),
}
_THOUGHTS = {
    "nan": (("good", "family", "J sleeps well at mine."), ("worries", "everyone", "I cannot be there every morning.")),
    "aunt": (("hopes", "everyone", "I can take J on Wednesdays and Fridays."),),
    "uncle": (("hopes", "family", "Saturday nights at ours, every week."),),
    "mum": (("worries", "direct", "Saying it in front of everybody."), ("hopes", "everyone", "That J stays with us.")),
    "child": (("wish", "everyone", "Pancakes at nan's."),),
    "friend": (("hopes", "family", "I go with her on Tuesdays."),),
}
_LINES = (
    ("line", "J is never in the sole care of a grown-up who has been drinking."),
    ("line", "J is at school 95 days of 100, or somebody tells school before 9:00."),
    ("question", "Who will look after J if mum is drinking?"),
    ("question", "Who gets J to school?"),
    ("question", "How will we know?"),
)
HOUR = "15:30"


def ask_for_reports(room: Room) -> None:
    """The coordinator asks every worker with a report to write, until the day before the meeting."""
    due = _today() + timedelta(days=3)
    for key in _writers(room):
        room.fill(
            COORDINATOR.key, "/reports", member=room.people[key].member, due_day=str(due.day),
            due_month=str(due.month), due_year=str(due.year),
        )  # fmt: skip


def write_report(room: Room, key: str) -> None:
    """Draft, check, share."""
    parts = dict(zip(("going_well", "worries", "needs_change", "help"), _REPORTS[key], strict=True))
    words = {name: room.say(text, "everyone") for name, text in parts.items()}
    hidden = room.say("Another child's mother told us.", "workers") if key == "school" and room.judge else ""
    reason = {"hidden": hidden, "reason": "third_party"} if hidden else {}
    room.fill(key, "/report", **words, **reason, then="check")
    room.fill(key, "/report/check", told="me")


def write_reports(room: Room) -> None:
    """All of them."""
    ask_for_reports(room)
    for key in _writers(room):
        write_report(room, key)


def write_lines(room: Room) -> None:
    """The social worker writes what has to be in the plan, and the questions for the family."""
    for kind, text in _LINES:
        room.fill("social_worker", "/bottom-lines", text=room.say(text, "everyone"), kind=kind)


def write_thoughts(room: Room) -> None:
    """Everybody who has some puts thoughts down, each for the people they choose."""
    for key, thoughts in _THOUGHTS.items():
        if room.has(key) and not room.people[key].card:
            for box, kind, text in thoughts:
                circle = f"direct:{key}" if kind == "direct" else kind
                room.fill(key, f"/thoughts/{box}", circle=room.wire(circle), words=room.say(text, circle))


def write_from_apart(room: Room) -> None:
    """Somebody apart writes to the coordinator; nobody else may ever learn of it."""
    if room.has("dad"):
        circle = "direct:dad"
        text = "I want J to know that I think of him. I can pay the bus pass."
        room.fill("dad", "/notes", circle=room.wire(circle), body=room.say(text, circle))


def set_date(room: Room) -> None:
    """The meeting gets its date, place and how to join."""
    day = _today() + timedelta(days=5)
    room.fill(
        COORDINATOR.key, "/meeting/date", kind="initial", day_day=str(day.day), day_month=str(day.month),
        day_year=str(day.year), at=HOUR, place=room.say("Community hall, Mill Lane, Leeds", "everyone"),
        join=room.say("0113 496 0101", "everyone"), bring=room.say("Nan: soup. Bev: fruit.", "everyone"),
        message=room.say("Come in, tea is ready.", "everyone"),
    )  # fmt: skip


def look_round(room: Room) -> None:
    """Everybody opens the pages they would open before a meeting; the judge reads along."""
    for key, person in room.people.items():
        if person.part.worker:
            pages: tuple[str, ...] = ("/", "/read", "/notes", "/people", "/meeting")
        else:
            pages = ("/home", "/around", "/read", "/notes", "/thoughts", "/meeting", "/details")
        for below in pages:
            page = person.browser.get(room.path(below))
            if page.status >= 500:
                raise Trouble(f"{key}: {below} answered {page.status}.")


def _writers(room: Room) -> list[str]:
    return [key for key in _REPORTS if room.has(key)]


def _today() -> date:
    return date.today()  # noqa: DTZ011 — the day on the coordinator's calendar
