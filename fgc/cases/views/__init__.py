"""Pages of this slice, a file for each noun. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.cases.views import case, child, family, history, marks, own_things, people, since, work

BLUEPRINTS: tuple[Blueprint, ...] = (
    work.bp, case.bp, history.bp, people.bp, marks.bp, family.bp, child.bp, since.bp, own_things.bp,
)  # fmt: skip
