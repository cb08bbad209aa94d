"""Pages of this slice, a file for each noun. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.conference.views import coming, floor, getting_ready, help, moving, page, parts, private, settings
from fgc.conference.views.blueprint import bp

PARTS = (coming, floor, moving, page, parts, private, settings)
BLUEPRINTS: tuple[Blueprint, ...] = (bp, help.bp, getting_ready.bp)
