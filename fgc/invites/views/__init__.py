"""Pages of this slice, a file for each side. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.invites.views import desk

BLUEPRINTS: tuple[Blueprint, ...] = (desk.bp,)
