"""No page without a guard: read from the running app, not from a list kept by hand."""

import re

from flask import Flask

from fgc.cases import policy

NAMES = re.compile(r"^(public: .+|signed-in: .+|half-session|family-session)$")


def views(app: Flask) -> dict[str, str | None]:
    """Endpoint → guard."""
    return {
        rule.endpoint: getattr(app.view_functions[rule.endpoint], "__guard__", None)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }


def test_every_page_declares_its_guard(app: Flask):
    assert [endpoint for endpoint, guard in views(app).items() if not guard] == []


def test_every_guard_is_a_known_one(app: Flask):
    known = set(policy.ACTIONS) | {"note.read", "note.write"}
    unknown = {guard for guard in views(app).values() if guard and guard not in known and not NAMES.match(guard)}
    assert unknown == set()


def test_every_page_of_a_case_is_guarded_by_the_policy(app: Flask):
    for rule in app.url_map.iter_rules():
        if "case_id" in rule.arguments:
            guard = views(app)[rule.endpoint]
            assert guard in policy.ACTIONS or guard in ("note.read", "note.write"), rule.endpoint


def test_addresses_carry_ids_only(app: Flask):
    for rule in app.url_map.iter_rules():
        assert re.fullmatch(r"[a-z0-9/<>_:.\-]*", rule.rule), rule.rule
