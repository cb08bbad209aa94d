"""What this slice adds to the shared pages: the first tasks of opening a case, and safety in “needs you now”."""

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fgc.cases import policy, queries
from fgc.cases.contributions import HomeRow, Need, Task, register
from fgc.cases.labels import init_labels
from fgc.cases.models import Child, Member
from fgc.cases.people import people_seen
from fgc.cases.policy import Seat
from fgc.cases.reader import init_reader


def connect(app: Flask) -> None:
    """Called once for each app."""
    init_labels(app)
    init_reader(app)
    for task in (_child_task, _family_task, _consent_task, _workers_task):
        register(task=task)
    register(needs=_unsettled, rows=_people_row)


def _people_row(session: Session, seat: Seat) -> list[HomeRow]:
    """Who will be there, with how many the member may know of; nobody to show to somebody apart."""
    if seat.apart or not policy.can(seat, "people.see", seat.at()):
        return []
    count = sum(person.seat.state != "left" for person in people_seen(session, seat))
    more = ngettext("%(num)d person", "%(num)d people", count)
    return [HomeRow(40, _("Who will be there"), url_for("family.people", case_id=seat.case_id), more)]


def _count(session: Session, seat: Seat, roles: frozenset[str]) -> int:
    found = select(func.count()).select_from(Member).where(
        Member.case_id == seat.case_id, Member.role.in_(roles), Member.state != "left"
    )  # fmt: skip
    return session.scalar(found) or 0


def _child_task(session: Session, seat: Seat) -> Task:
    count = session.scalar(select(func.count()).select_from(Child).where(Child.case_id == seat.case_id)) or 0
    href = url_for("case.children", case_id=seat.case_id)
    return Task("child", 10, _("The child"), _("Brothers and sisters too"), href, "done" if count else "todo")


def _family_task(session: Session, seat: Seat) -> Task:
    count = _count(session, seat, policy.FAMILY_SIDE - {policy.CHILD})
    status = "done" if count > 1 else "started" if count else "todo"
    href = url_for("people.page", case_id=seat.case_id)
    return Task("family", 20, _("Family and friends"), _("Both sides of the family"), href, status)


def _consent_task(session: Session, seat: Seat) -> Task:
    status = "done" if queries.has_consent(session, seat.case_id) else "todo"
    href = url_for("marks.consent", case_id=seat.case_id)
    hint = _("One person with parental responsibility, before anyone is invited")
    return Task("consent", 30, _("Consent"), hint, href, status)


def _workers_task(session: Session, seat: Seat) -> Task:
    worker = _count(session, seat, frozenset({policy.SOCIAL_WORKER}))
    others = _count(session, seat, frozenset({policy.PROFESSIONAL}))
    status = "done" if worker and others else "started" if worker or others else "todo"
    href = url_for("people.page", case_id=seat.case_id)
    return Task("workers", 40, _("Workers"), _("The social worker, and who has information"), href, status)


def _unsettled(session: Session, seat: Seat) -> list[Need]:
    if not policy.can(seat, "people.manage", seat.at()) or not queries.unsettled_pairs(session, seat.case_id):
        return []
    text = _("Two people must not be in a room together. Decide who takes part apart before anyone is invited.")
    return [Need(5, text, url_for("people.page", case_id=seat.case_id), _("Decide"))]
