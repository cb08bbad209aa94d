"""A small record and a small plan on paper, as the tests of this folder use them."""

from fgc.plan.canonical import encode
from fgc.plan.paper import LABELS, PaperAnswer, PaperBottomLine, PaperPerson, PaperPlan, PaperRow
from fgc.plan.record_format import (
    RecordAcceptance,
    RecordAnswer,
    RecordAudit,
    RecordBody,
    RecordBottomLine,
    RecordPerson,
    RecordRow,
    plan_hash,
    sealed_document,
)
from fgc.vault.signing import Signer

SIGNER = Signer(bytes(range(32)))

ROWS = (
    RecordRow(1, "Walk Ella to school", "Tom", "2027-05-18", "every Monday", "Gran drives", "Ms Hart", (1,)),
    RecordRow(2, "Fridays at Gran’s", "Gran", "", "every week", "", "Tom", (1, 2)),
)
PLAN_B = (RecordRow(1, "Ring Aunt Jo", "Tom", "", "", "", "", ()),)
LINES = (
    RecordBottomLine(1, "Ella is never alone at night", 1, (1, 2), "Gran is there"),
    RecordBottomLine(2, "Somebody meets the school", 1, (2,), ""),
)
BODY = RecordBody(
    type="fgc-decision/1",
    case="c_41",
    kind="main",
    version=2,
    prev="ab" * 32,
    at="2026-11-23T14:05:00Z",
    lang="en",
    children=("Ella",),
    meeting="2026-11-23",
    rows=ROWS,
    plan_b=PLAN_B,
    bottom_lines=LINES,
    people=(
        RecordPerson("p1", "Gran", "family", True, "here"),
        RecordPerson("p2", "Zoë", "family", True, "phone"),
        RecordPerson("p3", "Ms Hart", "social_worker", True, "here"),
        RecordPerson("p4", "Uncle Sam", "family", False, "views_sent"),
    ),
    answers=(
        RecordAnswer("p1", "agree_worried", "What if my knee is bad?\nThen who?", None, None, 2),
        RecordAnswer("p2", "disagree", "I want Sundays as well.", "p2", "p1", 2),
    ),
    acceptances=(RecordAcceptance("p3", "safe_if", "Someone checks on Fridays", 1),),
    outcome="agreed_in_part",
    not_agreed="Sundays",
    next_steps="Ms Hart rings on Wednesday.",
    review="2027-02-01",
    audit=RecordAudit(412, "cd" * 32),
    policy="ef" * 32,
    app="0.1.0",
    plan_hash=plan_hash(ROWS, PLAN_B, LINES),
)


def file_of(body: RecordBody, signer: Signer = SIGNER) -> bytes:
    """The bytes of the record file."""
    return encode(sealed_document(body, signer.sign, signer.public_bytes))


PAPER_ROW = PaperRow("1", "Walk Ella to school", "Tom", "18 May 2027", "every Monday", "Gran drives", "Ms Hart")
PAPER = PaperPlan(
    lang="en",
    see="Everyone in the meeting can see this (12 people)",
    edge="everyone",
    title="Our plan for home",
    for_whom="For Ella and Max",
    version="Version 2",
    date="23 November 2026",
    rows=(PAPER_ROW, PaperRow("2", "See Dad on Sundays", "", "", "", "", "")),
    plan_b=(PaperRow("1", "Ring Aunt Jo", "Tom", "", "", "", ""),),
    bottom_lines=(PaperBottomLine("1", "Ella is never alone at night", "Gran is there", "1, 2"),),
    answers=(PaperAnswer("Dad", "does not agree", "I want Sundays as well."),),
    people=(PaperPerson("Gran", "here"), PaperPerson("Tom", "by phone")),
    not_agreed="Sundays with Dad",
    next_steps="Ms Hart rings on Wednesday.",
    review="1 February 2027",
    code="4f2a-91bc-07de",
    labels={name: f"({name})" for name in LABELS} | {"page": "Page {n} of {total}", "document_title": "A plan"},
)
