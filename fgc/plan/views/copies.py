"""A copy to hold: choosing it, having it posted, and the coordinator's list of copies to post."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from fgc.cases import policy
from fgc.cases.guards import seated
from fgc.cases.policy import Seat
from fgc.cases.reading import note_reading
from fgc.cases.surface import is_checked
from fgc.core import uow
from fgc.core.errors import NotFound
from fgc.plan.actions import paper_requests as acts
from fgc.plan.copy_choice import SIZES, WORDS, choice_of
from fgc.plan.queries import paper_requests, papers
from fgc.plan.views.paper_file import copy_page, paper_answer
from fgc.plan.views.ways import look, posted
from fgc.web.languages import current

bp = Blueprint("copies", __name__, url_prefix="/c/<case_id>")


@bp.get("/plan/copy")
@seated("case.see")
def page(seat: Seat) -> ResponseReturnValue:
    """Choose size, language, the whole plan or easy words."""
    return copy_page(seat)


@bp.get("/plan/copy/post")
@seated("paper.ask")
def ask(seat: Seat) -> ResponseReturnValue:
    """Is it safe to get post? Then the button."""
    with uow.read() as session:
        if not papers.has_paper(session, seat):
            raise NotFound
    choice = choice_of(request.args, current().code)
    return render_template("plan/post_me.html", choice=choice, sizes=SIZES, words=WORDS, stage=look(seat))


@bp.post("/plan/copy/post")
@seated("paper.ask")
def asking(seat: Seat) -> ResponseReturnValue:
    """Ask for the copy."""
    wish = {name: posted(name) for name in ("size", "lang", "words")}
    acts.ask_for_paper(seat, choice_of(wish, current().code))
    return redirect(url_for("copies.page", case_id=seat.case_id), 303)


@bp.get("/paper")
@seated("paper.send")
def board(seat: Seat) -> ResponseReturnValue:
    """The copies that wait to be posted."""
    with uow.read() as session:
        asked = paper_requests.open_requests(session, seat)
    note_reading(seat, *(f"{policy.DIRECT}:{one.seat.id}" for one in asked))
    failed = request.args.get("failed") == "1"
    return render_template(
        "plan/post_list.html", asked=asked, sizes=SIZES, words=WORDS, failed=failed, stage=look(seat)
    )


@bp.get("/paper/<request_id>.pdf")
@seated("paper.send")
def to_post(seat: Seat, request_id: str) -> ResponseReturnValue:
    """The copy exactly as the person who asked may have it, for the coordinator to print."""
    with uow.read() as session:
        asked = paper_requests.open_request(session, seat, request_id)
        plan = papers.paper_for(session, asked.seat, asked.choice, checked=is_checked(current_app, asked.choice.lang))
    made = paper_answer(seat, asked.seat, plan, asked.choice, inline=True)
    return made or redirect(url_for("copies.board", case_id=seat.case_id, failed="1"), 303)


@bp.post("/paper/<request_id>/done")
@seated("paper.send")
def done(seat: Seat, request_id: str) -> ResponseReturnValue:
    """It is posted."""
    acts.paper_posted(seat, request_id)
    return redirect(url_for("copies.board", case_id=seat.case_id), 303)
