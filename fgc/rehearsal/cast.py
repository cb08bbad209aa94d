"""Who plays: the people of the made-up conference about J, and, written down once more, who may hear what.

`hears` is on purpose no call of the policy: it says in a few lines what the family was promised.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

FAMILY_SIDE = ("child", "family", "supporter")
HELPERS = ("advocate", "interpreter")
WORKERS = ("coordinator", "social_worker", "professional")


@dataclass(frozen=True, slots=True)
class Part:
    """One person. `supports` is the key of whom an advocate is there for; `let_in` the circles they are let into."""

    key: str
    role: str
    name: str
    relation: str = ""
    agency: str = ""
    side: str = ""
    apart: bool = False
    parental: bool = False
    supports: str = ""
    let_in: frozenset[str] = field(default_factory=frozenset)

    @property
    def worker(self) -> bool:
        """Somebody with an account of their own."""
        return self.role in WORKERS

    @property
    def family_side(self) -> bool:
        """Child, family and friends."""
        return self.role in FAMILY_SIDE


COORDINATOR = Part("coordinator", "coordinator", "Ruth Lowe", agency="family meetings team")
_CAST = (
    COORDINATOR,
    Part("social_worker", "social_worker", "Gareth Whitlock", agency="children's services"),
    Part("mum", "family", "Kelly", "mum", side="mother", parental=True),
    Part("nan", "family", "Maureen", "nan", side="mother"),
    Part("school", "professional", "Ms Farrow", agency="school"),
    Part("dad", "family", "Craig", "dad", side="father", apart=True),
    Part("child", "child", "J"),
    Part("aunt", "family", "Bev", "aunt", side="mother"),
    Part("uncle", "family", "Terry", "uncle", side="mother"),
    Part("alcohol", "professional", "Sunita Okafor", agency="alcohol service"),
    Part("gp", "professional", "Dr Nair", agency="GP"),
    Part("friend", "supporter", "Mandy", "mum's friend", side="friend"),
    Part("advocate", "advocate", "Shaun Adeyemi", "advocate", supports="child", let_in=frozenset({"private"})),
    Part("interpreter", "interpreter", "Ilse Brandt", "interpreter"),
)
LEAST, MOST = 6, 40
DEMO = tuple(part.key for part in _CAST[:12])


def cast(people: int) -> tuple[Part, ...]:
    """So many people, the most needed first; beyond the written ones, more friends of the family."""
    more = (
        Part(f"friend{number}", "supporter", f"Friend {number}", "neighbour", side="friend")
        for number in range(1, people - len(_CAST) + 1)
    )
    return tuple(replace(part) for part in (*_CAST[:people], *more))


def hears(part: Part, circle: str) -> bool:
    """Whether this person may ever hear this circle. Circles of one person are written `direct:<key>`, `own:<key>`."""
    kind, _, owner = circle.partition(":")
    if owner:
        return part.key == owner or (kind == "direct" and part.role == "coordinator") or _helps(part, kind, owner)
    if part.apart:
        return False
    if kind == "everyone":
        return True
    if kind in ("family", "private"):
        return part.family_side or kind in part.let_in
    if kind == "workers":
        return part.worker
    if kind == "plan":
        return part.family_side or part.role in ("social_worker", "coordinator") or "family" in part.let_in
    return kind == "coordinator" and part.role == "coordinator"


def knows_of(part: Part, other: Part) -> bool:
    """Whether this person may learn that the other takes part at all."""
    if part.key == other.key or part.role == "coordinator":
        return True
    bound = part.supports == other.key or other.supports == part.key
    return bound or (other.role == "coordinator" if part.apart else not other.apart)


def keys_hearing(parts: Iterable[Part], *circles: str) -> frozenset[str]:
    """Everybody who may ever hear one of these circles."""
    return frozenset(part.key for part in parts if any(hears(part, circle) for circle in circles))


def _helps(part: Part, kind: str, owner: str) -> bool:
    return kind == "helper" and part.role == "advocate" and part.supports == owner
