"""What a rehearsal came to: the numbers, and whether they are good enough."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sent` counts acknowledged notes; `delivered`, `lost`, `doubled`, `leaked` count people they reached or should.

    Times in milliseconds are from sending to arrival at one person, COMMIT and all. `losses` says who missed how much,
    `leaks` at whom and where, never what; `faults` are other things that must not be.
    """

    sent: int
    delivered: int
    lost: int
    doubled: int
    leaked: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    losses: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Something was sent, all arrived once where it may and nowhere else, and the story came to its end."""
        return self.sent > 0 and not (self.lost or self.doubled or self.leaked or self.faults)

    def as_line(self) -> str:
        """The numbers in one line."""
        return (
            f"sent {self.sent} · delivered {self.delivered} · lost {self.lost} · doubled {self.doubled} · "
            f"leaked {self.leaked} · p50 {self.p50_ms} ms · p95 {self.p95_ms} ms · p99 {self.p99_ms} ms"
        )


def percentile(ordered: Sequence[float], share: int) -> float:
    """The value below which so many in a hundred lie (nearest rank), rounded to a tenth; 0 for none."""
    if not ordered:
        return 0.0
    rank = max(1, -(-len(ordered) * share // 100))
    return round(ordered[rank - 1], 1)
