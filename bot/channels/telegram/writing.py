"""What we say, as calls of the Bot API. Pure: the same message always gives the same calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple
from unicodedata import combining

from bot.markup import literal, runs
from bot.messages import Address, Button, Outgoing, Rows

TEXT_UNITS = 4096  # Telegram counts UTF-16 code units, in limits and in entities alike
CAPTION_UNITS = 1024
ROW_WIDTH = 41  # letters on the buttons of a row, on a phone 360 px wide; all buttons of a row are equally wide
BUTTON_EDGES = 1.5  # letters that a button's edges take


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload."""

    name: str
    content: bytes
    media_type: str


class Call(NamedTuple):
    """One call of the Bot API. `files` are further parameters, sent as uploads."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, File] = MappingProxyType({})


def calls(to: Address, message: Outgoing) -> list[Call]:
    """The calls that put a message on a person's screen; nearly always one.

    Text beyond Telegram's limit goes on in further messages, cut between paragraphs, lines or words;
    the last one carries the buttons, and its receipt is the message's. Only a plain text that fits
    can take another message's place: pictures, files and long texts are sent anew.
    """
    text, file = message.text, _file(message)
    if not text and message.picture and not message.picture.drawn:
        text = literal(message.picture.alt)  # of drawings, words would answer for the eyes: they stand behind 🖼
    plain, bold = _plain(text)
    parts = _parts(plain, CAPTION_UNITS if file else TEXT_UNITS)
    chat: dict[str, Any] = {"chat_id": int(to.user) if to.user.removeprefix("-").isdecimal() else to.user}
    keyboard = _keyboard(message.rows)
    if message.replaces is not None and message.replaces.isdecimal() and file is None and len(parts) == 1:
        body = {"message_id": int(message.replaces), **_text(plain, bold, parts[0]), "reply_markup": keyboard}
        return [Call("editMessageText", chat | body)]
    out = []
    for number, part in enumerate(parts):
        markup = {"reply_markup": keyboard} if number == len(parts) - 1 and keyboard["inline_keyboard"] else {}
        if file is not None and number == 0:
            method, name, upload = file
            out.append(Call(method, chat | _caption(plain, bold, part) | markup, {name: upload}))
        else:
            out.append(Call("sendMessage", chat | _text(plain, bold, part) | markup))
    return out


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


Span = tuple[int, int]


def _file(message: Outgoing) -> tuple[str, str, File] | None:
    if message.picture is not None:
        return "sendPhoto", "photo", File("picture.png", message.picture.png, "image/png")
    if message.sound is not None:
        return "sendVoice", "voice", File("voice.ogg", message.sound.ogg, "audio/ogg")
    if message.document is not None:
        document = message.document
        return "sendDocument", "document", File(document.name, document.content, document.media_type)
    return None


def _text(plain: str, bold: list[Span], part: Span) -> dict[str, Any]:
    out: dict[str, Any] = {"text": plain[slice(*part)], "link_preview_options": {"is_disabled": True}}
    entities = list(_entities(plain, bold, part))
    return out | {"entities": entities} if entities else out


def _caption(plain: str, bold: list[Span], part: Span) -> dict[str, Any]:
    if part[0] == part[1]:
        return {}
    entities = list(_entities(plain, bold, part))
    return {"caption": plain[slice(*part)], **({"caption_entities": entities} if entities else {})}


def _keyboard(rows: Rows) -> dict[str, Any]:
    """The buttons; for none, the empty keyboard that takes away what an edited message had."""
    fitting = [part for row in rows for part in (_fitting(row) if len(row) != 1 else (row,))]
    return {"inline_keyboard": [[{"text": b.label, "callback_data": b.data} for b in row] for row in fitting]}


def _fitting(row: Iterable[Button]) -> Iterator[Sequence[Button]]:
    """The buttons of a row in rows in which no label is cut off, because Telegram cuts and never wraps."""
    part: list[Button] = []
    for button in row:
        wider = [*part, button]
        if part and len(wider) * (max(_letters(b.label) for b in wider) + BUTTON_EDGES) > ROW_WIDTH:
            yield part
            wider = [button]
        part = wider
    if part:
        yield part


def _letters(label: str) -> int:
    """How wide a label is, in letters: an emoji is two, and what only changes its neighbour none."""
    if label.isascii():
        return len(label)
    shown = [c for c in label if not combining(c) and c not in "\ufe0f\u200d"]
    return sum(2 if c >= "\u2300" else 1 for c in shown)


def _plain(text: str) -> tuple[str, list[Span]]:
    """A text without its markup, and where it is bold."""
    pieces, bold, length = [], [], 0
    for piece, is_bold in runs(text):
        if is_bold and not piece.isspace():
            bold.append((length, length + len(piece)))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), bold


def _entities(plain: str, bold: list[Span], part: Span) -> Iterator[dict[str, Any]]:
    begin, stop = part
    for start, end in bold:
        start, end = _trimmed(plain, max(start, begin), min(end, stop))
        if start < end:
            yield {"type": "bold", "offset": units(plain[begin:start]), "length": units(plain[start:end])}


def _parts(plain: str, first: int) -> list[Span]:
    """Where to cut a text: a first part of at most `first` units, then as much as a message takes."""
    if units(plain) <= first and plain.strip():
        return [_trimmed(plain, 0, len(plain))]
    parts, start, limit = [], 0, first
    while start < len(plain):
        end = _cut(plain, start, limit)
        part = _trimmed(plain, start, end)
        if part[0] < part[1]:
            parts.append(part)
            limit = TEXT_UNITS
        start = end
    return parts or [(0, 0)]


def _cut(plain: str, start: int, limit: int) -> int:
    """Where a part that begins at `start` should end: the last good place in the second half of what fits."""
    piece = plain[start : start + limit]
    while (excess := units(piece) - limit) > 0:
        piece = piece[: -((excess + 1) // 2)]
    if start + len(piece) == len(plain):
        return len(plain)
    for mark in ("\n\n", "\n", ". ", " "):
        place = piece.rfind(mark)
        if place > len(piece) // 2:
            return start + place + len(mark)
    return start + len(piece)


def _trimmed(plain: str, start: int, end: int) -> Span:
    """The same stretch without white space around it, which Telegram would cut off anyway."""
    while start < end and plain[start].isspace():
        start += 1
    while start < end and plain[end - 1].isspace():
        end -= 1
    return start, end
