"""What this slice offers to templates: whether to show “Translate this”."""

from flask import Flask

from fgc.interpreting.queries import may_translate


def connect(app: Flask) -> None:
    """Called once for each app."""
    app.jinja_env.globals["may_translate"] = may_translate
