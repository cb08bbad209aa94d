"""Answers that the pages of copies share: the file itself, and the page to choose one from."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from fgc.audit import trail
from fgc.cases import policy
from fgc.cases.policy import Seat
from fgc.core import uow
from fgc.core.errors import NotFound
from fgc.core.offload import offload
from fgc.plan.copy_choice import EASY, FULL, SIZES, WORDS, CopyChoice, choice_of, printed
from fgc.plan.paper import PaperError, PaperPlan
from fgc.plan.queries import paper_requests, papers
from fgc.plan.views.ways import look
from fgc.web.languages import LANGUAGES, current

# A browser shows a PDF in a viewer of its own, which our own policy would leave without any look.
VIEWER_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def file_answer(data: bytes, kind: str, name: str, *, inline: bool = False) -> Response:
    """A file under a neutral name, to save or (`inline`) to show."""
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    if inline:
        answer.headers["Content-Security-Policy"] = VIEWER_POLICY
    return answer


def paper_answer(seat: Seat, reader: Seat, plan: PaperPlan, choice: CopyChoice, *, inline: bool) -> Response | None:
    """The PDF for `seat` as `reader` may have it; None when it could not be made."""
    try:
        made = offload(printed, plan, choice)
    except PaperError:
        return None
    note_copy(seat, f"{policy.DIRECT}:{reader.id}" if reader.apart else policy.PLAN_CIRCLE, 0)
    return file_answer(made.data, "application/pdf", "plan.pdf", inline=inline)


def copy_page(seat: Seat, *, failed: bool = False) -> ResponseReturnValue:
    """The page to choose a copy from. `failed` says that the file could not be made, and where to read instead."""
    choice = choice_of(request.args, current().code)
    if seat.role == policy.CHILD and "words" not in request.args:
        choice = CopyChoice(choice.size, choice.lang, EASY)
    with uow.read() as session:
        if not papers.has_paper(session, seat):
            raise NotFound
        page = render_template(
            "plan/copy.html", choice=choice, sizes=SIZES, words=WORDS, languages_all=LANGUAGES, failed=failed,
            mine=paper_requests.my_request(session, seat), may_ask=policy.can(seat, "paper.ask", seat.at()),
            record_id=request.args.get("id", ""), full=FULL, stage=look(seat),
        )  # fmt: skip
    return page, 503 if failed else 200


def note_copy(seat: Seat, circle: str, number: int) -> None:
    """Who took a copy. Audit: `record:read`, before the file goes out."""
    with uow.write() as work:
        trail.record(
            work, seat.case_id, "record:read", who=seat.id, session=seat.session, circle=circle, version=number
        )
