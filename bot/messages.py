"""The words: what a person sends us and what we send a person, without any platform in it.

A channel turns its platform's payload into an `Incoming` and an `Outgoing` into its platform's
calls. Everything in between speaks only these types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

MAIL = "mail"  # the name of the channel that `Mail` is for
EDITED = "edited"  # the kind of `Other` that a change of an earlier message is
PRESS_BYTES = 64  # the smallest limit of any platform on what a button may carry (Telegram)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached: the channel's name and the channel's own opaque id of them. No tuple: JSON would spell it out."""

    channel: str
    user: str

    def __repr__(self) -> str:  # addresses identify people, and reprs end up in logs
        return f"Address({self.channel}:…)"


@dataclass(frozen=True, slots=True)
class Text:
    """Something typed that is not a command; `replies_to` is the receipt of our message that it is the platform's reply to."""

    text: str
    replies_to: str | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`; the name in lower case, without the slash and without `@bot`."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: the place it belongs to, and which choice it was there.

    `message` is the receipt of the message that carried the button, so that it can be replaced.
    """

    place: str
    choice: str
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message: the platform's id of the sound and its length; `text` is what was understood of it, if anything."""

    file: str
    seconds: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else a platform can carry: `sticker`, `photo`, `location`, `contact` … never its content."""

    kind: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked us or closed the chat."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person unblocked us."""


Input = Text | Command | Press | Voice | Other | Left | Returned


class Incoming(NamedTuple):
    """One update of a platform.

    `id` is the platform's own id of the update, the same when it is delivered again; `at` is aware;
    `language` is the platform's hint of the person's language (BCP 47), if it gives one.
    """

    id: str
    address: Address
    at: datetime
    input: Input
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An option on the screen. `press` comes back as `Press(place, choice)`."""

    label: str
    place: str
    choice: str

    def __post_init__(self) -> None:
        if ":" in self.place or not self.place:
            raise ValueError(f"a place may not be empty or hold a colon: {self.place!r}")
        if len(self.data.encode()) > PRESS_BYTES:
            raise ValueError(f"a button may carry {PRESS_BYTES} bytes at most: {self.data!r}")

    @property
    def data(self) -> str:
        """What travels through the platform and comes back: `place:choice`."""
        return f"{self.place}:{self.choice}"


def read_press(data: str, message: str | None = None) -> Press:
    """The press that a button's data stands for; data we never made becomes a press of no known place."""
    place, _, choice = data.partition(":")
    return Press(place, choice, message)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, with a text alternative for those who cannot see it.

    With `drawn` it is made of our own drawings, by name, and with `svg` of that; then `png` holds it once they are drawn
    (`bot.delivery` sees to that).
    """

    png: bytes
    alt: str
    drawn: tuple[str, ...] = ()
    svg: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the person to keep."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Sound:
    """English to be heard. `ogg` holds it as Ogg/Opus once a voice has spoken it (`bot.delivery` sees to that)."""

    text: str
    slow: bool = False
    ogg: bytes = b""


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message is besides its text when it goes by e-mail: its subject, and the same as HTML, in which `cid:picture`
    is the message's picture."""

    subject: str
    html: str


Rows = tuple[tuple[Button, ...], ...]


class Outgoing(NamedTuple):
    """One message to a person.

    `text` may hold `**bold**`; everything else in it is literal (see `runs`). `replaces` is the
    receipt of an earlier message that becomes this one in place; where that is impossible the
    message is sent anew. `anchor` asks that this message's receipt be remembered as the place's.
    With a picture, a document or a sound, `text` is its caption. Other channels than mail take no notice of `mail`.
    `clears` takes what was said before off a screen that is ours: the browser's.
    """

    text: str
    rows: Rows = ()
    picture: Picture | None = None
    document: Document | None = None
    sound: Sound | None = None
    replaces: str | None = None
    anchor: bool = False
    mail: Mail | None = None
    clears: bool = False
