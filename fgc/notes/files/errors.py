"""Why a file cannot be taken. The sentences are `fgc.notes.files.accepting`'s."""


class NotTaken(ValueError):
    """Base: the file is not taken."""


class WrongType(NotTaken):
    """Not one of the formats that are taken."""


class Damaged(NotTaken):
    """One of our formats, but it cannot be read."""


class Heic(NotTaken):
    """A phone's picture format that browsers cannot show."""


class TooManyDots(NotTaken):
    """A picture so large that drawing it would fill the memory."""


class Film(NotTaken):
    """A recording with moving pictures where a voice was asked for."""
