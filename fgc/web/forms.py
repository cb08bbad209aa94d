"""Base of all forms. Both doors use it: a posted form and a socket payload are checked by the same fields."""

from collections.abc import Mapping
from typing import Any, Self

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form

from fgc.core.errors import Refused


class PageForm(Form):
    """A WTForms form that raises `Refused` with one message a field."""

    @classmethod
    def posted(cls) -> Self:
        """The form as posted by the browser."""
        return cls(request.form)

    @classmethod
    def from_payload(cls, payload: object) -> Self:
        """The form as sent over a socket: an object of texts, whole numbers, booleans and lists of texts."""
        if not isinstance(payload, Mapping):
            raise Refused(form=_("This could not be read."))
        fields: list[tuple[str, str]] = []
        for name, value in payload.items():
            values = value if isinstance(value, list) else [value]
            for item in values:
                if not isinstance(name, str) or not isinstance(item, str | int) or isinstance(item, float):
                    raise Refused(form=_("This could not be read."))
                text = ("y" if item else "") if isinstance(item, bool) else str(item)
                fields.append((name, text))
        return cls(MultiDict(fields))

    def check(self) -> Self:
        """The form itself when every field is right; `Refused` otherwise."""
        if not self.validate():
            raise Refused(self.messages())
        return self

    def messages(self) -> dict[str, str]:
        """First message of each field that is wrong."""
        found: dict[str, str] = {}
        for name, errors in self.errors.items():
            first: Any = errors
            while isinstance(first, list | tuple | dict) and first:
                first = next(iter(first.values())) if isinstance(first, dict) else first[0]
            found[str(name or "form")] = str(first)
        return found
