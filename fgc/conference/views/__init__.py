"""Pages of this slice, a file for each noun. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.conference.views import coming, floor, help, moving, page, private, settings
from fgc.conference.views.blueprint import bp

PARTS = (coming, floor, moving, page, private, settings)
BLUEPRINTS: tuple[Blueprint, ...] = (bp, help.bp)
