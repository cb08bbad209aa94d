"""Setting up a professional's account. The link's secret is in the fragment and travels by POST only."""

import segno
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from fgc.accounts.actions.set_up import set_up_account
from fgc.accounts.forms import SetUpForm
from fgc.accounts.guards import public
from fgc.accounts.limits import counted
from fgc.core.errors import Refused

bp = Blueprint("setup", __name__)


@bp.get("/set-up")
@public("the same page for everybody; the link is spent by POST only")
def account() -> str:
    """Name and password; scripts take the secret out of the address."""
    return render_template("accounts/set_up.html", code="", name="", errors={})


@bp.post("/set-up")
@public("whoever holds a set-up link")
def create() -> ResponseReturnValue:
    """Spend the link; show the second factor and the recovery codes once."""
    form = SetUpForm.posted()
    try:
        form.check()
        with counted("set-up"):
            enrolled = set_up_account((form.code.data or "").strip(), form.name.data or "", form.password.data or "")
    except Refused as refused:
        return render_template(
            "accounts/set_up.html", code=form.code.data or "", name=form.name.data or "", errors=refused.errors
        ), 422  # fmt: skip
    picture = segno.make(enrolled.address, error="m").svg_data_uri(scale=5, border=3)
    return render_template("accounts/factor.html", enrolled=enrolled, picture=picture)
