"""Pages of this slice, a file for each noun. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.accounts.views import idle, languages, outside, phones, public, set_up

BLUEPRINTS: tuple[Blueprint, ...] = (public.bp, languages.bp, phones.bp, set_up.bp)
PARTS = (idle, outside)
