"""Notes of private time as something the family can take along, and as something that goes in the end."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from fgc.cases.policy import Seat
from fgc.conference import carry
from fgc.conference.carry import Candidate, Carrier
from fgc.interpreting.actions import remove_private as remove_translations
from fgc.notes.actions import carry_notes, private_notes, remove_private

KIND = "note"


def connect() -> None:
    """Register notes with `fgc.conference.carry`, and what was translated in private time, which goes too."""
    carry.register_carrier(Carrier(KIND, 20, lambda: str(_("What you wrote")), _candidates, carry_notes))
    carry.register_remover(KIND, remove_private)
    carry.register_remover("translation", remove_translations)


def _candidates(session: Session, seat: Seat) -> list[Candidate]:
    """Notes are not ticked: what was said in private time stays there unless the family says otherwise."""
    return [Candidate(one.id, one.body, one.author) for one in private_notes(session, seat)]
