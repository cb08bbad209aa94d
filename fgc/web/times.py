"""Times and dates in words, in the time zone of the service."""

from datetime import date, datetime

from flask import Flask, current_app
from flask_babel import format_date, format_datetime, format_time

from config.settings import Settings
from fgc.web import languages


def local(moment: datetime) -> datetime:
    """A moment in the time zone of the service."""
    settings: Settings = current_app.extensions["fgc.settings"]
    return moment.astimezone(settings.zone)


def init_times(app: Flask) -> None:
    """Filters for templates: `day`, `clock_time`, `moment`, `iso`, and `listed` for names."""
    app.jinja_env.filters["day"] = lambda value: format_date(_day(value), _long())
    app.jinja_env.filters["short_day"] = lambda value: format_date(_day(value), "d MMMM")
    app.jinja_env.filters["clock_time"] = lambda value: format_time(value, "short")
    app.jinja_env.filters["moment"] = lambda value: format_datetime(value, "d MMMM yyyy, HH:mm")
    app.jinja_env.filters["iso"] = lambda value: value.isoformat()
    app.jinja_env.filters["listed"] = languages.listed


def _long() -> str:
    """A day in full: as our English pages write it, and in other languages as their locale does."""
    return "EEEE d MMMM yyyy" if languages.current().code == languages.ENGLISH else "full"


def _day(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return local(value).date() if isinstance(value, datetime) else value
