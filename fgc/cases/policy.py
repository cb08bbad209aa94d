"""The policy: one table, one question. Readable by a practice lead; printed into docs/policy.md by `fgc case rules`.

A circle is who can hear. `can(seat, action, resource)` answers everything: pages, sockets, delivery, lists, the
see-strip. Unknown anything is no; an error is no; write implies read. Sources: family group conference practice as in
docs/practice.md — private family time excludes workers and coordinator without exception, save an advocate whose
own supported person says stay.
"""

from dataclasses import dataclass, replace

CHILD, FAMILY, SUPPORTER, ADVOCATE, INTERPRETER = "child", "family", "supporter", "advocate", "interpreter"
PROFESSIONAL, SOCIAL_WORKER, COORDINATOR = "professional", "social_worker", "coordinator"
FAMILY_SIDE = frozenset({CHILD, FAMILY, SUPPORTER})
HELPERS = frozenset({ADVOCATE, INTERPRETER})
WORKERS = frozenset({PROFESSIONAL, SOCIAL_WORKER, COORDINATOR})
ROLES = FAMILY_SIDE | HELPERS | WORKERS

PREPARING, INFORMATION, PRIVATE, AGREEING, FOLLOWING, CLOSED = (
    "preparing", "information", "private", "agreeing", "following", "closed",
)  # fmt: skip
STAGES = (PREPARING, INFORMATION, PRIVATE, AGREEING, FOLLOWING, CLOSED)
LIVE = frozenset({PREPARING, INFORMATION, PRIVATE, AGREEING, FOLLOWING})
OPEN_FLOOR = LIVE - {PRIVATE}
CLAIMED, CONFIRMED = "claimed", "confirmed"
STATES = ("listed", "invited", CLAIMED, CONFIRMED, "left")

# who may write and when; reading a circle is allowed to the same people in every stage unless legal hold
EVERYONE, FAMILY_CIRCLE, WORKERS_CIRCLE, COORDINATOR_CIRCLE = "everyone", "family", "workers", "coordinator"
PLAN_CIRCLE, PRIVATE_CIRCLE = "plan", "private"
DIRECT, HELPER, OWN = "direct", "helper", "own"
SHARED_CIRCLES = (EVERYONE, FAMILY_CIRCLE, WORKERS_CIRCLE, COORDINATOR_CIRCLE, PLAN_CIRCLE, PRIVATE_CIRCLE)

WRITE_STAGES: dict[str, frozenset[str]] = {
    EVERYONE: OPEN_FLOOR,
    FAMILY_CIRCLE: LIVE,
    WORKERS_CIRCLE: LIVE,
    COORDINATOR_CIRCLE: LIVE,
    PLAN_CIRCLE: frozenset({AGREEING}),
    PRIVATE_CIRCLE: frozenset({PRIVATE}),
    DIRECT: LIVE,
    HELPER: LIVE,
    OWN: LIVE,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something, in which stages, apart or not. `admitted` lets helpers in whom the family side let in."""

    roles: frozenset[str]
    stages: frozenset[str] = LIVE
    states: frozenset[str] = frozenset({CONFIRMED})
    apart: bool = False
    admitted: bool = False
    held: bool = False


ANY_STAGE = frozenset(STAGES)
ONLY_COORDINATOR = frozenset({COORDINATOR})
PLAN_READERS = FAMILY_SIDE | {SOCIAL_WORKER, COORDINATOR}

ACTIONS: dict[str, Rule] = {
    # the case and its people
    "case.wait": Rule(ROLES, ANY_STAGE, frozenset({CLAIMED, CONFIRMED}), apart=True),
    "case.see": Rule(ROLES, ANY_STAGE, apart=True),
    "case.desk": Rule(ONLY_COORDINATOR, ANY_STAGE, held=True),
    "people.see": Rule(ROLES, ANY_STAGE, apart=True),
    "people.manage": Rule(ONLY_COORDINATOR),
    "people.remove": Rule(ONLY_COORDINATOR, ANY_STAGE, held=True),
    "details.own": Rule(ROLES, ANY_STAGE, apart=True),
    "helper.admit": Rule(FAMILY_SIDE),
    "consent.record": Rule(ONLY_COORDINATOR),
    "invite.manage": Rule(ONLY_COORDINATOR),
    "audit.read": Rule(ONLY_COORDINATOR, ANY_STAGE, held=True),
    # things to read
    "report.write": Rule(frozenset({PROFESSIONAL, SOCIAL_WORKER}), frozenset({PREPARING, INFORMATION})),
    "report.ask": Rule(ONLY_COORDINATOR, frozenset({PREPARING, INFORMATION})),
    "thought.write": Rule(FAMILY_SIDE | {ADVOCATE}, apart=True),
    "report.correct": Rule(frozenset({PROFESSIONAL, SOCIAL_WORKER}), OPEN_FLOOR),
    "release.to": Rule(ONLY_COORDINATOR),
    # beside what one can read, where somebody may write; a coordinator for an interpreter on the phone
    "translation.write": Rule(frozenset({INTERPRETER, COORDINATOR})),
    # the meeting
    "meeting.manage": Rule(ONLY_COORDINATOR),
    "meeting.attend": Rule(ROLES, frozenset({PREPARING, INFORMATION, PRIVATE, AGREEING, FOLLOWING})),
    "meeting.admit": Rule(ONLY_COORDINATOR),
    "stage.set": Rule(ONLY_COORDINATOR, OPEN_FLOOR),
    "stage.stop": Rule(FAMILY_SIDE | ONLY_COORDINATOR),
    "meeting.lead": Rule(ONLY_COORDINATOR, OPEN_FLOOR),
    "hand.raise": Rule(ROLES, frozenset({INFORMATION, AGREEING})),
    "unclear.press": Rule(FAMILY_SIDE | HELPERS, frozenset({INFORMATION, AGREEING})),
    "break.take": Rule(ROLES, frozenset({INFORMATION, PRIVATE, AGREEING})),
    "private.ready": Rule(FAMILY_SIDE, frozenset({PRIVATE})),
    "private.call": Rule(FAMILY_SIDE, frozenset({PRIVATE}), admitted=True),
    "private.answer": Rule(FAMILY_SIDE, frozenset({PRIVATE})),
    "private.knock": Rule(ONLY_COORDINATOR, frozenset({PRIVATE})),
    "help.press": Rule(ROLES, ANY_STAGE, frozenset({CLAIMED, CONFIRMED}), apart=True, held=True),
    "help.see": Rule(ONLY_COORDINATOR, ANY_STAGE, held=True),
    # the plan
    "bottom_line.write": Rule(frozenset({SOCIAL_WORKER}), OPEN_FLOOR),
    "bottom_line.read": Rule(ROLES, ANY_STAGE),
    "plan.freeze": Rule(ONLY_COORDINATOR, frozenset({AGREEING})),
    "plan.read": Rule(PLAN_READERS, frozenset({AGREEING, FOLLOWING, CLOSED}), admitted=True),
    "plan.own_rows": Rule(frozenset({PROFESSIONAL}), frozenset({AGREEING, FOLLOWING, CLOSED})),
    "answer.give": Rule(FAMILY_SIDE, frozenset({AGREEING}), apart=True),
    "answer.write_down": Rule(frozenset({COORDINATOR, ADVOCATE}), frozenset({AGREEING})),
    "acceptance.give": Rule(frozenset({SOCIAL_WORKER}), frozenset({AGREEING})),
    "answers.open": Rule(ONLY_COORDINATOR, frozenset({AGREEING})),
    "record.sign": Rule(ONLY_COORDINATOR, frozenset({AGREEING})),
    "record.read": Rule(PLAN_READERS, ANY_STAGE, apart=True, admitted=True),
    "paper.ask": Rule(FAMILY_SIDE, ANY_STAGE, apart=True),
    "paper.send": Rule(ONLY_COORDINATOR, ANY_STAGE),
    "progress.mark": Rule(ROLES, frozenset({FOLLOWING})),
    "progress.see": Rule(PLAN_READERS, frozenset({FOLLOWING, CLOSED}), admitted=True),
    "jobs.own": Rule(ROLES, frozenset({FOLLOWING, CLOSED})),
    "job.end": Rule(ONLY_COORDINATOR, frozenset({FOLLOWING})),
    "review.set": Rule(ONLY_COORDINATOR, frozenset({AGREEING, FOLLOWING})),
}

ACCOUNT_ACTIONS: dict[str, frozenset[str]] = {
    "case.open": frozenset({"staff"}),
    "work.today": frozenset({"staff"}),
    "accounts.manage": frozenset({"administrator"}),
    "audit.system": frozenset({"auditor"}),
    "numbers.see": frozenset({"manager"}),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as the policy sees them, with the state of the case at the moment of reading."""

    id: str
    case_id: str
    role: str
    state: str
    apart: bool
    stage: str
    held: bool
    supports: str = ""
    in_family: bool = False
    in_private: bool = False
    private_over: bool = False
    account_id: str = ""
    session: str = ""

    @property
    def family_side(self) -> bool:
        """Child, family or supporter: those whose conference it is."""
        return self.role in FAMILY_SIDE

    def at(self, circle: str = "") -> "Resource":
        """A circle of this seat's case in its present stage."""
        return Resource(self.case_id, self.stage, self.held, circle, self.private_over)

    def in_stage(self, stage: str) -> "Seat":
        """The same seat with the case in another stage."""
        return replace(self, stage=stage)


@dataclass(frozen=True, slots=True)
class Resource:
    """A circle of a case in a stage; `private_over` once the words of private time are due to go."""

    case_id: str
    stage: str
    held: bool = False
    circle: str = ""
    private_over: bool = False


def can(seat: Seat | None, action: str, resource: Resource) -> bool:
    """Whether this member may do this here and now. Anything unknown, and any error, is no."""
    try:
        return seat is not None and _answer(seat, action, resource)
    except Exception:  # noqa: BLE001 — default deny: an error is no
        return False


def _answer(seat: Seat, action: str, resource: Resource) -> bool:
    if seat.case_id != resource.case_id or seat.role not in ROLES or resource.stage not in STAGES:
        return False
    if action in ("note.read", "note.write"):
        return seat.state == CONFIRMED and _hears(seat, action == "note.write", resource)
    rule = ACTIONS.get(action)
    if rule is None or seat.state not in rule.states or resource.stage not in rule.stages:
        return False
    if (seat.apart and not rule.apart) or (resource.held and not rule.held):
        return False
    if seat.role in rule.roles:
        return action != "translation.write" or not resource.circle or _translates(seat, resource)
    return rule.admitted and seat.role in HELPERS and _admitted(seat, resource)


def _admitted(seat: Seat, resource: Resource) -> bool:
    return seat.in_private if resource.stage == PRIVATE else seat.in_family


def _translates(seat: Seat, resource: Resource) -> bool:
    kind = resource.circle.partition(":")[0]
    return _hears(seat, False, resource) and resource.stage in WRITE_STAGES[kind]


def _hears(seat: Seat, writing: bool, resource: Resource) -> bool:
    kind, _, owner = resource.circle.partition(":")
    if resource.held or kind not in WRITE_STAGES or (writing and resource.stage not in WRITE_STAGES[kind]):
        return False
    if kind in (DIRECT, HELPER, OWN):
        return bool(owner) and _hears_one(seat, kind, owner)
    if owner or (seat.apart and seat.role != COORDINATOR):
        return False
    return _hears_many(seat, kind, writing, resource)


def _hears_one(seat: Seat, kind: str, owner: str) -> bool:
    if seat.id == owner:
        return True
    if kind == DIRECT:
        return seat.role == COORDINATOR
    return kind == HELPER and seat.role == ADVOCATE and seat.supports == owner


def _hears_many(seat: Seat, kind: str, writing: bool, resource: Resource) -> bool:
    if kind == EVERYONE:
        return True
    if kind == FAMILY_CIRCLE:
        return seat.family_side or (seat.role in HELPERS and seat.in_family)
    if kind == WORKERS_CIRCLE:
        return seat.role in WORKERS
    if kind == COORDINATOR_CIRCLE:
        return seat.role == COORDINATOR
    if kind == PLAN_CIRCLE:
        writers = FAMILY_SIDE | ONLY_COORDINATOR
        readers = writers if writing else PLAN_READERS
        return seat.role in readers or (not writing and seat.role in HELPERS and seat.in_family)
    return not resource.private_over and (seat.family_side or (seat.role in HELPERS and seat.in_private))


def can_account(kind: str, action: str) -> bool:
    """Whether an account of this kind may do something that belongs to no case. Unknown is no."""
    return kind in ACCOUNT_ACTIONS.get(action, frozenset())


def sees(viewer: Seat, other: Seat) -> bool:
    """Whether `viewer` may learn that `other` takes part at all.

    Somebody apart is known to the coordinators and their own helper only, and knows only these. Nobody sees a
    member who has left, except the coordinators.
    """
    if viewer.id == other.id or viewer.role == COORDINATOR:
        return True
    if other.state == "left":
        return False
    bound = viewer.supports == other.id or other.supports == viewer.id
    if viewer.apart:
        return bound or other.role == COORDINATOR
    return bound or not other.apart


def may_admit(seat: Seat, helper: Seat) -> bool:
    """Whether a member may let this helper in, or send them out: the supported person for their own advocate, anybody
    of the family side for an interpreter (settled, 15).
    """
    if helper.state != CONFIRMED or helper.apart or not can(seat, "helper.admit", seat.at()):
        return False
    if helper.case_id != seat.case_id:
        return False
    return helper.role == INTERPRETER or (helper.role == ADVOCATE and helper.supports == seat.id)


def circles_of(seat: Seat, members: tuple[str, ...], action: str = "note.read") -> tuple[str, ...]:
    """Every circle of the case this member may read (or write), given the ids of all members."""
    personal = [f"{kind}:{member}" for kind in (DIRECT, HELPER, OWN) for member in members]
    return tuple(name for name in (*SHARED_CIRCLES, *personal) if can(seat, action, seat.at(name)))
