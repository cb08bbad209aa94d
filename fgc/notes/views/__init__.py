"""Pages of this slice, a file for each noun. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.notes.views import files, note_acts, notes, report_desk, report_writing, shelf, thoughts
from fgc.notes.views.blueprint import notes as notes_pages
from fgc.notes.views.blueprint import reports as report_pages

BLUEPRINTS: tuple[Blueprint, ...] = (notes_pages, report_pages, thoughts.bp, files.bp)
FILES = (notes, note_acts, shelf, report_writing, report_desk)  # imported for the pages they add to the blueprints
