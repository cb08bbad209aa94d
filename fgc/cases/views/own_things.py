"""What a member settles or takes away for themselves: what their page tells them about, and a copy of their things."""

import json

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import keepsake
from fgc.cases.actions import own
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.core import clock, uow
from fgc.core.errors import Refused

bp = Blueprint("own", __name__)


@bp.post("/c/<case_id>/details/tell")
@seated("details.own")
def tell(seat: Seat) -> ResponseReturnValue:
    """Keep what the page speaks about by itself."""
    own.choose_telling(seat, request.form.get("tell", ""))
    return redirect(url_for("family.details", case_id=seat.case_id, saved=1), 303)


@bp.get("/c/<case_id>/my-things")
@seated("details.own")
def my_things(seat: Seat) -> str:
    """What a copy holds, and for a shared phone: stop and think first."""
    return render_template("cases/my_things.html", errors={})


@bp.post("/c/<case_id>/my-things")
@seated("details.own")
def copy(seat: Seat) -> ResponseReturnValue:
    """The copy itself, as a page to read or as data."""
    kind = request.form.get("kind", "")
    try:
        own.note_copy(seat, kind)
    except Refused as refused:
        return render_template("cases/my_things.html", errors=refused.errors), 422
    with uow.read() as session:
        circles = keepsake.circles_opened(session, seat)
    note_reading(seat, *circles)
    with uow.read() as session:
        things = keepsake.things_of(session, seat)
    return _file(things, kind)


def _file(things: list[keepsake.Thing], kind: str) -> Response:
    now = clock.now()
    if kind == "data":
        data = {"made_at": now.isoformat(), "things": [thing.as_data() for thing in things]}
        made = make_response(json.dumps(data, ensure_ascii=False, indent=1))
        made.headers["Content-Type"] = "application/json; charset=utf-8"
        name = "my-things.json"
    else:
        made = make_response(render_template("cases/my_things_file.html", things=things, now=now))
        name = "my-things.html"
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
