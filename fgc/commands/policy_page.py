"""The policy as a page that a practice lead can read: docs/policy.md. Made by asking `can`, not by copying its tables.

A test compares the page with the file; after a change of the policy run `fgc case rules > docs/policy.md`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fgc.cases import policy
from fgc.cases.policy import Resource, Seat

_ROLES = (
    policy.CHILD, policy.FAMILY, policy.SUPPORTER, policy.ADVOCATE, policy.INTERPRETER, policy.PROFESSIONAL,
    policy.SOCIAL_WORKER, policy.COORDINATOR,
)  # fmt: skip
_WORDS = {"social_worker": "social worker"}
_CASE = "c"
_ME, _OTHER = "m_me", "m_other"


def policy_page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([*_opening(), *_circles(), *_personal(), *_apart(), *_actions(), *_accounts()]) + "\n"


def _opening() -> Iterator[str]:
    yield from (
        "# Who may do what, and when",
        "",
        "Made by `fgc case rules` from `fgc/cases/policy.py`, the only place of these rules. Whatever is not named",
        "here is not allowed. Not allowed and not there look the same from outside. Only confirmed people take part,",
        "unless a line says otherwise; under legal hold nobody reads or writes.",
        "",
        "`R` reads · `W` reads and writes · `–` neither.",
        "",
    )


def _circles() -> Iterator[str]:
    yield from ("## Circles: who can hear", "")
    for circle in policy.SHARED_CIRCLES:
        yield from (f"### {circle}", "")
        rows = [
            [label, *(_cell(replace(seat, stage=stage), circle) for stage in policy.STAGES)] for label, seat in _seats()
        ]
        yield from _table(["", *policy.STAGES], rows)
    yield from (
        "The words of `private` are deleted for good some days after private time ended (`FGC_PRIVATE_DAYS`); from",
        "that moment nobody reads them.",
        "",
    )


def _personal() -> Iterator[str]:
    yield from ("## Circles of one person", "")
    rows = []
    for kind in (policy.DIRECT, policy.HELPER, policy.OWN):
        bound = [
            (label, replace(seat, supports=_OTHER if seat.role == policy.ADVOCATE else "")) for label, seat in _seats()
        ]
        others = [label.partition(",")[0] for label, seat in bound if _reads(seat, f"{kind}:{_OTHER}")]
        rows.append([f"{kind}:person", "that person" + "".join(f", {label}" for label in dict.fromkeys(others))])
    yield from _table(["circle", "who reads and writes"], rows)
    yield from ("The advocate is the one who is there for that person.", "")


def _apart() -> Iterator[str]:
    seat = _seat(policy.FAMILY, apart=True)
    circles = (*policy.SHARED_CIRCLES, *(f"{kind}:{seat.id}" for kind in (policy.DIRECT, policy.HELPER, policy.OWN)))
    heard = [circle.partition(":")[0] for circle in circles if _reads(seat, circle)]
    yield from (
        "## Apart",
        "",
        "Somebody who must be kept from another takes part apart. Nobody but the coordinators and their own helper",
        f"learns that they take part, and they learn of nobody else. They hear: {', '.join(heard) or 'nothing'}.",
        "",
    )


def _actions() -> Iterator[str]:
    yield from ("## Actions", "")
    rows = [
        [f"`{name}`", _roles(rule.roles, admitted=rule.admitted), _stages(rule.stages), _marks(rule)]
        for name, rule in policy.ACTIONS.items()
    ]
    yield from _table(["action", "who", "when", "also"], rows)
    yield from (
        "`translation.write` goes beside words that one can read, in a circle and at a stage in which somebody may",
        "write: an interpreter's own, or a coordinator's for an interpreter on the phone.",
        "",
    )


def _accounts() -> Iterator[str]:
    yield from ("## Accounts, outside any case", "")
    rows = [[f"`{name}`", ", ".join(sorted(kinds))] for name, kinds in policy.ACCOUNT_ACTIONS.items()]
    yield from _table(["action", "kind of account"], rows)


def _seats() -> list[tuple[str, Seat]]:
    found = []
    for role in _ROLES:
        if role in policy.HELPERS:
            found.append((f"{role}, not let in", _seat(role)))
            found.append((f"{role}, let in", _seat(role, admitted=True)))
        else:
            found.append((_WORDS.get(role, role), _seat(role)))
    return found


def _seat(role: str, *, admitted: bool = False, apart: bool = False) -> Seat:
    return Seat(
        _ME, _CASE, role, policy.CONFIRMED, apart, policy.PREPARING, held=False, in_family=admitted, in_private=admitted
    )


def _reads(seat: Seat, circle: str) -> bool:
    return policy.can(seat, "note.read", Resource(_CASE, seat.stage, False, circle))


def _cell(seat: Seat, circle: str) -> str:
    if policy.can(seat, "note.write", Resource(_CASE, seat.stage, False, circle)):
        return "W"
    return "R" if _reads(seat, circle) else "–"


def _roles(roles: frozenset[str], *, admitted: bool) -> str:
    some = ", ".join(_WORDS.get(role, role) for role in _ROLES if role in roles)
    return ("everybody" if roles == policy.ROLES else some) + (", helpers who were let in" if admitted else "")


def _stages(stages: frozenset[str]) -> str:
    if stages == frozenset(policy.STAGES):
        return "always"
    return "until closed" if stages == policy.LIVE else ", ".join(stage for stage in policy.STAGES if stage in stages)


def _marks(rule: policy.Rule) -> str:
    marks = [
        (rule.apart, "apart too"),
        (rule.held, "under legal hold too"),
        (policy.CLAIMED in rule.states, "before being confirmed too"),
    ]
    return ", ".join(words for on, words in marks if on)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""
