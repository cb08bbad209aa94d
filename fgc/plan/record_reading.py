"""Read a record back from its JSON, strictly: every field there, none more, each of its kind.

Driven by the types in `record_format`, so the format is written down once.
"""

import dataclasses
import types
import typing
from functools import lru_cache
from typing import Literal, cast, get_args, get_origin

from fgc.plan.canonical import JSON
from fgc.plan.record_format import RecordBody


class NotARecord(ValueError):
    """The JSON is no decision record. `path` names the field."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: is not as a decision record has it")
        self.path = path


def read_record(value: JSON) -> RecordBody:
    """The record that `to_document` wrote. Raises NotARecord."""
    return cast(RecordBody, _read(value, RecordBody, "$"))


def _read(value: JSON, wanted: object, path: str) -> object:
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        return _read_fields(value, wanted, path)
    origin, choices = get_origin(wanted), get_args(wanted)
    if origin is tuple and isinstance(value, list):
        return tuple(_read(item, choices[0], f"{path}[{index}]") for index, item in enumerate(value))
    if origin is Literal and isinstance(value, str) and value in choices:
        return value
    if origin is types.UnionType:  # only ever "something or None"
        return None if value is None else _read(value, choices[0], path)
    if type(value) is wanted:  # exactly: True is no number here
        return value
    raise NotARecord(path)


def _read_fields(value: JSON, wanted: type, path: str) -> object:
    kinds = _kinds(wanted)
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        raise NotARecord(path)
    return wanted(**{name: _read(value[name], kind, f"{path}.{name}") for name, kind in kinds.items()})


@lru_cache
def _kinds(wanted: type) -> dict[str, object]:
    return dict(typing.get_type_hints(wanted))
