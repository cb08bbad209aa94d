"""Rules of the plan without any store: merging two people's changes, whose answers are waited for, what needs a hand.

Who may do something is the policy's; what is written here is how the family's words and times are weighed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fgc.cases import policy
from fgc.cases.people import Person
from fgc.plan.row_words import LISTS, MERGED, RowWords

LINE, QUESTION = "line", "question"
LINE_KINDS = (LINE, QUESTION)
OPEN, DROPPED = "open", "dropped"
REPLACED, SIGNED = "replaced", "signed"
CLEAR, UNCLEAR = "clear", "unclear"
MAIN, APART = "main", "apart"
HERE, COORDINATOR_ONLY = "here", "coordinator"

AGREE, WORRIED, DISAGREE, MORE_TIME = "agree", "agree_worried", "disagree", "more_time"
CHOICES = (AGREE, WORRIED, DISAGREE, MORE_TIME)
SAFE, SAFE_IF, NOT_YET_SAFE = "safe", "safe_if", "not_yet"
DECISIONS = (SAFE, SAFE_IF, NOT_YET_SAFE)
OUTCOMES = ("agreed", "agreed_in_part", "not_agreed", "no_plan")
COULD_SAY = ("yes", "partly", "no")
CONCERNS = ("", "down", "same", "up")
CHILD_SAFE = ("", "yes", "partly", "no")

HAPPENING, SOME, NOT_YET = "happening", "some", "not_yet"
PROGRESS = (HAPPENING, SOME, NOT_YET)
NO_LONGER, REPLACED_JOB = "no_longer_needed", "replaced"

NOBODY, DOER, CHECKER, WORKER = 0, 1, 2, 3
LATE_CHECKER, LATE_WORKER = timedelta(days=3), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two changes of one row put together. `clashes` are the parts that both changed, each in another way."""

    words: RowWords
    clashes: tuple[str, ...]


def merge(base: RowWords, theirs: RowWords, mine: RowWords) -> Merged:
    """Put my change (made to `base`) on top of theirs. What only one of us changed is taken; in a clash mine stands."""
    taken: dict[str, object] = {}
    clashes = []
    for name in MERGED:
        was, now, wish = getattr(base, name), getattr(theirs, name), getattr(mine, name)
        if wish in (was, now):
            taken[name] = now
            continue
        taken[name] = wish
        if now != was:
            clashes.append(name)
    return Merged(replace(mine, **taken), tuple(clashes))  # type: ignore[arg-type]


def both(theirs: RowWords, mine: RowWords, clashes: Collection[str]) -> RowWords:
    """Keep both versions of what clashes: theirs first, mine below; a date cannot be two, so theirs goes into words."""
    taken: dict[str, object] = {}
    for name in clashes:
        first, second = getattr(theirs, name), getattr(mine, name)
        if name in LISTS:
            taken[name] = tuple(dict.fromkeys((*first, *second)))
        elif name in ("by_day", "checker"):
            taken[name] = second or first
        else:
            taken[name] = "\n".join(part for part in (first, second) if part)
    kept = replace(mine, **taken)  # type: ignore[arg-type]
    if "by_day" in clashes and theirs.by_day and theirs.by_day != kept.by_day:
        kept = replace(kept, by_when=" / ".join(part for part in (kept.by_when, theirs.by_day) if part))
    return kept


def awaited(people: Iterable[Person], attended: Collection[str]) -> tuple[str, ...]:
    """Whose answers are waited for: the family side, confirmed, not apart, who came or take part by phone or on paper.

    When nobody was let in through the waiting room (a meeting on paper), everybody of the family side.
    """
    confirmed = [one for one in people if one.seat.state == policy.CONFIRMED and not one.seat.apart]
    family = [one for one in confirmed if one.seat.family_side]
    there = {one.id for one in family if one.id in attended}
    if not there:
        return tuple(one.id for one in family)
    return tuple(one.id for one in family if one.id in there or one.profile.takes_part in ("phone", "paper"))


def not_yet_in_a_row(states: Sequence[str]) -> int:
    """How many of the last marks say “not yet”; `states` is oldest first."""
    count = 0
    for state in reversed(states):
        if state != NOT_YET:
            break
        count += 1
    return count


def told_to(states: Sequence[str], due: date | None, today: date) -> int:
    """Up to whom it is shown that a job needs a hand: nobody, its doer, then who checks, then the workers.

    Missed work goes to the person first (ux.md J8). Late is theirs to see; three days late, or once “not yet”, reaches
    who checks; a week late, or “not yet” twice in a row, reaches coordinator and social worker.
    """
    missed = not_yet_in_a_row(states)
    late = today - due if due and not (states and states[-1] == HAPPENING) else timedelta(0)
    if missed >= 2 or late >= LATE_WORKER:
        return WORKER
    if missed == 1 or late >= LATE_CHECKER:
        return CHECKER
    return DOER if late > timedelta(0) else NOBODY
