"""What every page is dressed in: surface (family, work, public), language, stage, and the few links at its edge."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from config.settings import Settings
from fgc.accounts import queries
from fgc.accounts.identity import STILL_PAGES, live_session
from fgc.accounts.languages import is_for_staff
from fgc.accounts.sessions import FAMILY
from fgc.cases.labels import role_word, stage_word
from fgc.cases.people import children_of
from fgc.cases.policy import Seat, can
from fgc.core import clock, uow
from fgc.web import languages

CHECKED_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Link:
    """A navigation entry."""

    key: str
    href: str
    text: str
    current: bool
    post: bool = False


@dataclass(frozen=True, slots=True)
class CaseBar:
    """The identity bar: child's called-name, facts, stage, safety marks in words."""

    name: str
    facts: tuple[str, ...]
    stage: str
    stage_text: str
    marks: list[str]


def family_nav(seat: Seat) -> tuple[Link, ...]:
    """Home · Read · Our plan · Help, always in this order."""
    entries = (
        ("home", url_for("family.home", case_id=seat.case_id), _("Home")),
        ("read", url_for("reports.shelf", case_id=seat.case_id), _("Read")),
        ("plan", url_for("plan.page", case_id=seat.case_id), _("Our plan")),
        ("help", url_for("help.page", case_id=seat.case_id), _("Help")),
    )
    return tuple(Link(key, href, text, request.path == href) for key, href, text in entries)


def work_nav() -> tuple[Link, ...]:
    """Today · Cases · Requests."""
    entries = (
        ("today", url_for("work.today"), _("Today")),
        ("cases", url_for("work.cases"), _("Cases")),
        ("asks", url_for("reports.requests"), _("Requests")),
    )
    links = [Link(key, href, text, request.path == href) for key, href, text in entries]
    return (*links, Link("out", url_for("sessions.sign_out"), _("Sign out"), current=False, post=True))


def case_tabs() -> tuple[Link, ...]:
    """The parts of a case on the worker's side; only those the worker may open."""
    seat: Seat = g.seat
    entries = (
        ("case.overview", _("Overview"), "case.see"),
        ("people.page", _("People"), "people.see"),
        ("notes.page", _("Notes"), "case.see"),
        ("reports.shelf", _("Reports"), "case.see"),
        ("meeting.page", _("Meeting"), "meeting.attend"),
        ("plan.page", _("Plan"), "bottom_line.read"),
        ("history.timeline", _("Timeline"), "audit.read"),
        ("history.looked", _("Who has looked"), "audit.read"),
    )
    shown = [entry for entry in entries if can(seat, entry[2], seat.at())]
    hrefs = [(key, url_for(key, case_id=seat.case_id), text) for key, text, _action in shown]
    return tuple(Link(key, href, text, request.path == href) for key, href, text in hrefs)


def case_bar() -> CaseBar:
    """What a worker sees at the top of every page of a case."""
    seat: Seat = g.seat
    with uow.read() as session:
        children = children_of(session, seat.case_id)
    marks = [_("Legal hold")] if seat.held else []
    name = ", ".join(child.called for child in children)
    return CaseBar(
        name, (_("You are: %(role)s", role=role_word(seat.role)),), seat.stage, stage_word(seat.stage), marks
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A language on the picker."""

    code: str
    name: str
    current: bool


def offered(chosen: str) -> tuple[Offered, ...]:
    """The picker's languages, each by its own name."""
    return tuple(Offered(one.code, one.name, one.code == chosen) for one in languages.LANGUAGES)


def is_checked(app: Flask, code: str) -> bool:
    """Whether a person stands for the translations of this language; looked up once a minute at most.

    Pages that never touch the store know what the last other page found.
    """
    known, until = app.extensions.get("fgc.checked", (frozenset({languages.ENGLISH}), None))
    if request.endpoint not in STILL_PAGES and code != languages.ENGLISH and (until is None or clock.now() >= until):
        with uow.read() as session:
            known = queries.checked_languages(session)
        app.extensions["fgc.checked"] = (known, clock.now() + CHECKED_FOR)
    return code in known


def init_surface(app: Flask) -> None:
    """Give every template `lang dir languages unchecked surface stage service_name service_phone nav seat live` and the
    case bar."""
    app.jinja_env.globals.update(
        case_bar=case_bar, case_tabs=case_tabs, help_lines=app.extensions["fgc.settings"].help_lines
    )

    def dress() -> dict[str, Any]:
        settings: Settings = app.extensions["fgc.settings"]
        live = live_session()
        seat: Seat | None = g.get("seat")
        whole = live is not None and not live.half and not live.locked
        family = whole and live is not None and live.kind == FAMILY
        surface = "family" if family else "work" if whole else "public"
        nav: tuple[Link, ...] = ()
        if surface == "work":
            nav = work_nav()
        elif family and seat is not None and seat.state == "confirmed":
            nav = family_nav(seat)
        spoken = languages.current()
        return {
            "lang": spoken.code, "dir": spoken.direction, "surface": surface,
            "languages": () if is_for_staff() else offered(spoken.code),
            "unchecked": not is_checked(app, spoken.code),
            "stage": None, "service_name": settings.service_name, "service_phone": settings.service_phone,
            "leave_to": settings.neutral_site,
            "here": request.path,
            "own_phone": family and live is not None and not live.shared,
            "idle_s": settings.idle_s if live is None or not live.shared else settings.shared_phone_idle_s,
            "nav": nav, "seat": seat, "live": live,
        }  # fmt: skip

    app.context_processor(dress)
