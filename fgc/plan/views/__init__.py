"""Pages of this slice. `BLUEPRINTS` is what the app registers."""

from flask import Blueprint

from fgc.plan.views import answers, copies, lines, plan, progress, record, rows

BLUEPRINTS: tuple[Blueprint, ...] = (lines.bp, plan.bp, rows.bp, answers.bp, record.bp, copies.bp, progress.bp)
