"""Who can help that is not part of any case: for everybody, before and after they have a page of their own."""

from flask import render_template

from fgc.accounts.guards import public
from fgc.accounts.views import sign_in

bp = sign_in.bp  # one blueprint, four files


@bp.get("/help")
@public("numbers for everybody: no names, nothing of any case")
def numbers() -> str:
    """Whom to ring."""
    return render_template("accounts/help.html")
