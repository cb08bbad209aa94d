"""The blueprints that more than one file of views adds to."""

from flask import Blueprint

notes = Blueprint("notes", __name__)
reports = Blueprint("reports", __name__)
