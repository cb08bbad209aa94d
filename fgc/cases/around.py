"""The people around the table in a fixed order, for the list of who will be there and the picture of the same."""

from collections.abc import Iterable, Sequence

from fgc.cases import circle_picture, policy
from fgc.cases.circle_picture import Picture, Who
from fgc.cases.people import ChildCard, Person

ORDER = (policy.CHILD, policy.FAMILY, policy.SUPPORTER, policy.ADVOCATE, policy.INTERPRETER)


def family_first(people: Iterable[Person]) -> list[Person]:
    """Children, family, friends, helpers; within each in the order they were added, so that nobody jumps."""
    return sorted(people, key=lambda person: ORDER.index(person.seat.role))


def coordinators_among(people: Iterable[Person]) -> list[Person]:
    """Who set the meeting up."""
    return [person for person in people if person.seat.role == policy.COORDINATOR and person.seat.state != "left"]


def pictures_of(
    children: Sequence[ChildCard], family: Sequence[Person], workers: Sequence[Person], *, mirrored: bool
) -> tuple[Picture, ...]:
    """The circle picture in both sizes: the children in the middle are not drawn a second time around themselves."""
    middle = [child.called for child in children]
    around = [person for person in family if person.seat.role != policy.CHILD or person.name not in middle]
    return tuple(
        circle_picture.draw(size, ", ".join(middle), _who(around), _who(workers), mirrored=mirrored)
        for size in circle_picture.SIZES
    )


def _who(people: Sequence[Person]) -> list[Who]:
    return [Who(person.name, person.profile.agency or person.profile.relation) for person in people]
