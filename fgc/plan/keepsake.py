"""Words of this slice in somebody's copy of their own things: the plan that was decided, what they said about it."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases import policy
from fgc.cases.keepsake import Thing
from fgc.cases.people import people_of
from fgc.cases.policy import Seat
from fgc.cases.see_strip import strip_for
from fgc.plan import frozen, wording
from fgc.plan.queries import answers, extracts, jobs, versions


def circles(_session: Session, seat: Seat) -> tuple[str, ...]:
    """The plan's circle, or one's own for somebody apart."""
    names = (policy.PLAN_CIRCLE, f"{policy.DIRECT}:{seat.id}")
    return tuple(name for name in names if policy.can(seat, "note.read", seat.at(name)))


def things(session: Session, seat: Seat) -> list[Thing]:
    """The plan, one's own answer to it, and one's own words about one's jobs."""
    people = people_of(session, seat.case_id)
    whole = strip_for(people, seat, policy.PLAN_CIRCLE)
    direct = strip_for(people, seat, f"{policy.DIRECT}:{seat.id}")
    version = versions.signed_version(session, seat)
    found: list[Thing] = []
    if version is not None:
        found += [Thing(False, _("Our plan"), "", version.at, whole.words, _row_text(row)) for row in version.plan.rows]
        own = answers.own_answer(session, seat, version.id)
        if own is not None:
            text = "\n".join(part for part in (wording.choice_word(own.choice), own.says) if part)
            found.append(Thing(True, _("My answer to the plan"), "", own.at, "", text))
    elif seat.apart:
        found += [
            Thing(False, _("Our plan"), "", None, direct.words, _row_text(row))
            for row in extracts.released_to(session, seat)
        ]
    for job in jobs.my_jobs(session, seat):
        found += [Thing(True, job.what, "", said.at, direct.words, said.words) for said in job.said if said.words]
    return found


def _row_text(row: frozen.FrozenRow) -> str:
    facts = (
        (_("Who"), row.who), (_("By when"), row.by), (_("How often"), row.how_often),
        (_("If it does not happen"), row.if_not), (_("Who will check"), row.checks),
    )  # fmt: skip
    return "\n".join([frozen.record_what(row), *(f"{label}: {text}" for label, text in facts if text)])
