"""The circle picture: no label touches anything for 3 to 16 people, all stay in the box, long names are wrapped."""

import itertools

import pytest

from fgc.cases.circle_picture import LETTERS, LINES, PHONE, SIZES, Dot, Picture, Size, Who, draw, width_of, wrapped

Box = tuple[float, float, float, float]
LONG = Who("Donaudampfschifffahrtsgesellschaft Wilhelmina Montgomery-MacWilliams", "great-grandmother's friend")
SHORT = Who("Jo", "nan")
HALVES = [(family, total - family) for total in range(3, 17) for family in (0, 1, total // 2, total - 1, total)]


def label(dot: Dot, size: Size) -> Box:
    """The space that the words of a dot take."""
    width = max(width_of(line.text, size) for line in dot.lines)
    return (
        dot.x - width / 2, dot.lines[0].y - size.font * 0.8, dot.x + width / 2, dot.lines[-1].y + size.font * 0.25,
    )  # fmt: skip


def disc(dot: Dot) -> Box:
    """The space of the disc itself."""
    return dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r


def touch(one: Box, other: Box) -> bool:
    """Whether two spaces share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes(picture: Picture) -> list[Box]:
    """Everything that is drawn with ink."""
    return [box for dot in picture.dots for box in (label(dot, picture.size), disc(dot))]


@pytest.mark.parametrize("who", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.key)
@pytest.mark.parametrize(("family", "workers"), HALVES)
def test_nothing_touches_and_everything_is_inside(size: Size, family: int, workers: int, who: Who):
    picture = draw(size, "Jaden", [who] * family, [who] * workers)
    found = boxes(picture)
    assert not [pair for pair in itertools.combinations(found, 2) if touch(*pair)]
    assert all(left >= 0 and right <= size.width for left, _top, right, _bottom in found)
    assert all(top >= 0 and bottom <= picture.height for _left, top, _right, bottom in found)
    assert len(picture.dots) == family + workers + 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.key)
def test_family_stands_above_the_child_and_workers_below(size: Size):
    picture = draw(size, "Jaden", [SHORT] * 7, [SHORT] * 6)
    child = next(dot for dot in picture.dots if dot.kind == "child")
    assert all(dot.y < child.y for dot in picture.dots if dot.kind == "family")
    assert all(dot.y > child.y for dot in picture.dots if dot.kind == "worker")


def test_the_same_people_always_stand_in_the_same_places():
    names = [Who(name) for name in ("Jean", "Lisa", "Tariq", "Carol")]
    assert draw(PHONE, "J", names, names) == draw(PHONE, "J", names, names)


def test_a_page_from_right_to_left_gets_the_mirror():
    names = [Who(name) for name in ("Jean", "Lisa", "Tariq")]
    there, back = draw(PHONE, "J", names, []), draw(PHONE, "J", names, [], mirrored=True)
    assert [PHONE.width - dot.x for dot in there.dots] == [dot.x for dot in back.dots]


@pytest.mark.parametrize(
    "text", [LONG.name, "WWWWWWWWWWWWWWWW", "محمد عبد الرحمن بن عبد الله آل سعود", "ééééééééééééééé é", "李" * 40]
)
def test_a_long_name_is_wrapped_and_cut(text: str):
    lines = wrapped(text, PHONE)
    assert 1 <= len(lines) <= LINES
    assert all(0 < len(line) <= LETTERS and width_of(line, PHONE) <= PHONE.column for line in lines)


def test_a_short_name_stays_whole():
    assert wrapped("Ms Cole", PHONE) == ("Ms Cole",)
