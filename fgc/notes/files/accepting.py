"""What a form brought: at most one picture and one recording, checked, with the words that say the same.

Every refusal is a sentence that names the limit and what to do; it stands beside the field it belongs to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from config.settings import Settings
from fgc.core.errors import Refused
from fgc.core.offload import offload
from fgc.notes import rules
from fgc.notes.files import errors, pictures, sounds
from fgc.web.uploads import CappedMemory

PICTURE, VOICE = "picture", "voice"
KINDS = (PICTURE, VOICE)
MOST_SECONDS, TOLERANCE_S = 60, 2
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be kept. `seconds` for a voice, `width` and `height` in dots for a picture."""

    kind: str
    data: bytes
    mime: str
    words: str = ""
    seconds: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files of a form: new ones, kinds to take away, and the words typed for each kind (whatever stands there)."""

    new: tuple[Ready, ...] = ()
    drop: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def replaced(self) -> frozenset[str]:
        """Kinds of which nothing that stood there before stays."""
        return self.drop | {ready.kind for ready in self.new}


NOTHING = Enclosed()


def accept(files: Mapping[str, FileStorage], typed: Mapping[str, str]) -> Enclosed:
    """The files of a posted form. Raises `Refused` with a sentence for each field that cannot be taken."""
    found: dict[str, str] = {}
    ready: list[Ready] = []
    words: dict[str, str] = {}
    for kind, take in ((PICTURE, _picture), (VOICE, _voice)):
        said = rules.clean(typed.get(f"{kind}_words"))
        if f"{kind}_words" in typed:
            words[kind] = said
        if len(said) > MOST_WORDS:
            found[f"{kind}_words"] = _("These words are too long. Keep them to %(most)d letters.", most=MOST_WORDS)
        try:
            one = _taken(files.get(kind), kind, said, take)
        except Refused as refused:
            found |= refused.errors
            continue
        if one:
            ready.append(one)
    if found:
        raise Refused(found)
    drop = frozenset(kind for kind in KINDS if typed.get(f"{kind}_drop"))
    return Enclosed(tuple(ready), drop, words)


def _taken(file: FileStorage | None, kind: str, said: str, take: Callable[[bytes, str], Ready]) -> Ready | None:
    if file is None:
        return None
    stream = file.stream
    if isinstance(stream, CappedMemory) and stream.too_big:
        raise Refused({kind: too_big(kind)})
    data = stream.read()
    if not data:
        if file.filename:
            raise Refused({kind: _("This file is empty. Choose another one.")})
        return None
    return take(data, said)


def too_big(kind: str) -> str:
    """The sentence for a file over the limit."""
    settings: Settings = current_app.extensions["fgc.settings"]
    most = settings.file_limit // 1_000_000
    if kind == VOICE:
        return str(_("This recording is too big. It can be up to %(most)d MB and 60 seconds long.", most=most))
    return str(_("This picture is too big. It can be up to %(most)d MB. Choose a smaller one.", most=most))


def _picture(data: bytes, said: str) -> Ready:
    try:
        drawn = offload(pictures.redrawn, data)
    except errors.Heic:
        text = _(
            "This phone's picture format (HEIC) cannot be opened here. On an iPhone, open Settings, Camera, Formats, "
            "choose “Most Compatible”, and take the photo again. Or take a screenshot of the photo and choose that."
        )
    except errors.TooManyDots:
        text = _("This picture is too large to open safely. Choose a smaller one, or take a screenshot of it.")
    except errors.WrongType:
        text = _("This is not a picture that can be opened here. Choose a photo: JPEG, PNG, WebP or GIF.")
    except errors.NotTaken:
        text = _("This picture is damaged and cannot be opened. Choose another one, or take the photo again.")
    else:
        return Ready(PICTURE, drawn.data, drawn.mime, said, width=drawn.width, height=drawn.height)
    raise Refused(picture=text)


def _voice(data: bytes, said: str) -> Ready:
    try:
        sound = offload(sounds.measured, data)
    except errors.Film:
        text = _("This is a film. Only a voice can be sent here. Record your voice without the camera.")
    except errors.WrongType:
        text = _("This is not a recording that can be played here. Choose one that is WebM, Ogg, M4A, MP3 or WAV.")
    except errors.NotTaken:
        text = _("This recording is damaged and cannot be played. Record it again, or choose another one.")
    else:
        if sound.seconds <= MOST_SECONDS + TOLERANCE_S:
            return Ready(VOICE, sound.data, sound.mime, said, seconds=max(1, round(sound.seconds)))
        minutes, seconds = divmod(round(sound.seconds), 60)
        text = _(
            "This recording lasts %(length)s minutes. It can last up to 60 seconds. Say what matters most, and send "
            "the rest as another recording.",
            length=f"{minutes}:{seconds:02d}",
        )
    raise Refused(voice=text)
