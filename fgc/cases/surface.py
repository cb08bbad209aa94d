"""What every page is dressed in: surface (family, work, public), language, stage, and the few links at its edge."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from config.settings import Settings
from fgc.accounts.identity import live_session
from fgc.accounts.sessions import FAMILY
from fgc.cases.labels import role_word, stage_word
from fgc.cases.people import children_of
from fgc.cases.policy import Seat, can
from fgc.core import uow

RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "ckb", "he"})


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


def init_surface(app: Flask) -> None:
    """Give every template `lang dir surface stage service_name service_phone nav seat live`, and the case bar."""
    app.jinja_env.globals.update(case_bar=case_bar, case_tabs=case_tabs)

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
        lang = str(get_locale() or "en").replace("_", "-")
        return {
            "lang": lang, "dir": "rtl" if lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr", "surface": surface,
            "stage": None, "service_name": settings.service_name, "service_phone": settings.service_phone,
            "leave_to": settings.neutral_site,
            "here": request.path,
            "own_phone": family and live is not None and not live.shared,
            "nav": nav, "seat": seat, "live": live,
        }  # fmt: skip

    app.context_processor(dress)
