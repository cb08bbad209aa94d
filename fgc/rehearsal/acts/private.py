"""Act four: private family time. The family writes and plans; everybody else tries the closed door until it opens."""

import re
import threading

from fgc.rehearsal.acts import meeting
from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.cast import COORDINATOR
from fgc.rehearsal.intruder import Intruder
from fgc.rehearsal.judge import Note
from fgc.rehearsal.person import Person, wait_for
from fgc.rehearsal.room import Room

_ROW = re.compile(r"/plan/rows/([a-z]{1,3}_[A-Za-z0-9_-]{16})")
# what, who, how often, what if not, who checks (a key), which bottom line it is for (by place)
_ROWS = (
    ("Nan rings mum every day at 18:00", "nan", "every day at 18:00", "Bev goes round", "aunt", 0),
    ("Bev collects J from school", "aunt", "Wednesdays and Fridays", "Nan collects J", "nan", 1),
    ("J sleeps at Terry's", "uncle", "every Saturday night", "J sleeps at nan's", "aunt", 0),
    ("Mum goes to the alcohol service", "mum", "Tuesdays at 10:00", "Mandy goes with her", "friend", 0),
    ("School texts Bev when J is away", "", "by 9:30 the same day", "Bev rings the school", "aunt", 1),
)
_PLAN_B = (
    "No answer at 18:00 twice, or a smell of drink", "Terry goes round within an hour. J sleeps at nan's.",
    "Bev tells the social worker the next working morning.",
)  # fmt: skip


def let_helpers_in(room: Room) -> None:
    """The child lets their own advocate stay; nobody lets the interpreter in."""
    if room.has("advocate"):
        room.fill(
            "child", "/meeting/helpers", member=room.people["advocate"].member, scope="private", on="y"
        )  # fmt: skip


def close_the_door(room: Room) -> None:
    """Private time begins, and with it the attempts to get in."""
    meeting.move(room, "private")
    judge = room.judge
    if judge is None:
        return
    stop = threading.Event()
    nan = room.people["nan"].browser
    token = nan.csrf(nan.open(room.path("/meeting")))
    outside = [person for person in room.people.values() if person.key not in room.hearing("private")]
    outside += [room.outsider] if room.outsider else []
    room.outside = [Intruder(room, person, judge, stop, token) for person in outside]
    for one in room.outside:
        one.start()

    def calm() -> None:
        stop.set()
        for one in room.outside:
            one.join(meeting.PATIENCE_S)

    room.calm = calm


def talk_inside(room: Room, seconds: float) -> None:
    """The family writes; workers go on among themselves; the coordinator knocks and is sent away."""
    inside = [person for person in room.people.values() if person.key in room.hearing("private")]
    rounds: dict[str, list[str]] = {person.key: ["private"] * 5 + _also(person) for person in inside}
    for person in room.those("professional", "social_worker"):
        rounds[person.key] = ["workers"]
    meeting.talk(room, rounds, seconds)
    knock(room)
    meeting.settle(room)


def knock(room: Room) -> None:
    """A knock reaches the family; “not now” reaches the coordinator, and nothing else does."""
    boss, nan = room.people[COORDINATOR.key], room.people["nan"]
    nan.signs.discard("knock")
    answer = boss.ask("knock", {"case": room.case_id})
    if not (isinstance(answer, dict) and answer.get("ok")):
        raise Trouble("coordinator: could not knock.")
    if not wait_for(lambda: "knock" in nan.signs, 10):
        raise Trouble("nan: heard no knock.")
    room.fill("nan", "/meeting", "/meeting/answer", answer="not-now")


def write_plan(room: Room) -> None:
    """The rows of the plan and a Plan B: the first by its form, the others over the socket where there is one."""
    lines = _lines(room)
    for what, who, how_often, if_not, checker, line in _ROWS:
        writer = who if room.has(who) else "mum"
        values = {"what": what, "how_often": how_often, "if_not": if_not}
        words = {name: room.say(text, "private") for name, text in values.items()}
        links = {"doers": room.people[who].member} if room.has(who) else {"agency": room.say("school", "private")}
        if writer == "nan":
            words |= {"asked": room.say("A bus pass", "private"), "agency": room.say("children's services", "private")}
        if room.has(checker):
            links["checker"] = room.people[checker].member
        if len(lines) > line:
            links["meets"] = lines[line]
        _row(room, writer, "action", {**words, **links})
    names = ("what", "steps", "calls")
    _row(room, "nan", "plan_b", dict(zip(names, (room.say(text, "private") for text in _PLAN_B), strict=True)))


def ready(room: Room) -> None:
    """Mum says “we are ready”, nan says so too: all rows and one note go out, everything else stays."""
    note = next((note for circle, note in room.notes if circle == "private" and note.id), None)
    _press(room, "mum", note)
    room.calm()
    if room.judge is not None:
        for mark in room.private_marks:
            room.judge.widen(mark, (room.full(key) for key in room.hearing("plan")))
        if note is not None:
            room.judge.widen(note.mark, (room.full(key) for key in room.hearing("everyone")))
    for person in room.people.values():
        person.signs.clear()
    _press(room, "nan", note)
    meeting.hear_of_move(room)


def _press(room: Room, key: str, note: Note | None) -> None:
    page = room.open(key, "/meeting/ready")
    offered = room.people[key].browser.form(page, "/meeting/ready").choices
    chosen: dict[str, list[str]] = {"take_row": offered["take-row"]} if "take-row" in offered else {}
    if note is not None and note.id in offered.get("take-note", []):
        chosen["take_note"] = [note.id]
    room.people[key].browser.submit(page, "/meeting/ready", **chosen)


def _also(person: Person) -> list[str]:
    return ["family"] if person.part.family_side else []


def _row(room: Room, key: str, part: str, words: dict[str, str]) -> None:
    if room.rows and room.online(key):
        answer = room.people[key].ask("row:save", {"case": room.case_id, "circle": "private", "part": part, **words})
        if not (isinstance(answer, dict) and answer.get("ok")):
            raise Trouble(f"{key}: a row of the plan was not saved: {answer}.")
        room.rows.append(str(answer["id"]))
        return
    page = room.fill(key, f"/plan/new?part={part}", "/plan/save", **words)
    room.rows += [row for row in dict.fromkeys(_ROW.findall(page.text)) if row not in room.rows]
    if not room.rows:
        raise Trouble(f"{key}: the row that was written is not in the plan.")


def _lines(room: Room) -> list[str]:
    """Ids of the bottom lines, as the form of a row offers them."""
    page = room.open("mum", "/plan/new")
    return room.people["mum"].browser.form(page, "/plan/save").choices.get("meets", [])
