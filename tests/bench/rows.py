"""One measured figure, as it is printed and written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured ratio or figure. `floor` must be reached, `aim` is wished for; None where only informative."""

    measure: str
    value: float
    unit: str
    floor: float | None
    aim: float | None
    lower_is_better: bool = True
