"""How somebody likes to read: easy words with pictures, and a button that reads the page aloud.

Their own choice, sealed in their profile; until they make one it is on for children and off for everybody else.
"""

from dataclasses import dataclass, replace

from fgc.cases import policy
from fgc.cases.people import Profile

NORMAL, EASY = "normal", "easy"
READINGS = (NORMAL, EASY)
YES, NO = "yes", "no"
ANSWERS = (YES, NO)


@dataclass(frozen=True, slots=True)
class ReadingHelp:
    """`easy`: few words, one thing a line, pictures. `aloud`: the button that reads stays in sight."""

    easy: bool = False
    aloud: bool = False


def help_for(role: str, profile: Profile | None = None) -> ReadingHelp:
    """What a member chose, or what their role starts with."""
    child = role == policy.CHILD
    reading, aloud = (profile.reading, profile.aloud) if profile else ("", "")
    return ReadingHelp(
        reading == EASY if reading in READINGS else child, aloud == YES if aloud in ANSWERS else child
    )  # fmt: skip


def chosen(profile: Profile, reading: str, aloud: str) -> Profile:
    """The profile with these choices; an empty or unknown one changes nothing."""
    return replace(
        profile,
        reading=reading if reading in READINGS else profile.reading,
        aloud=aloud if aloud in ANSWERS else profile.aloud,
    )


def in_form(role: str, profile: Profile) -> dict[str, str]:
    """The choices as values of the fields `reading` and `aloud`."""
    now = help_for(role, profile)
    return {"reading": EASY if now.easy else NORMAL, "aloud": YES if now.aloud else NO}
