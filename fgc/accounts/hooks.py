"""What this slice hooks into others: cards, tasks, next steps, reactions to events."""

from flask import Flask


def connect(app: Flask) -> None:
    """Called once for each app, after all blueprints are known."""
