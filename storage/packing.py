"""Messages as JSON, for the time between commit and sending."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from bot.messages import Address, Button, Document, Mail, Outgoing, Picture, Sound


def pack(address: Address, replies: Sequence[Outgoing]) -> Any:
    """An address and its messages as a JSON value."""
    return [address.channel, address.user, [_pack(reply) for reply in replies]]


def unpack(value: Any) -> tuple[Address, tuple[Outgoing, ...]]:
    """What `pack` was given."""
    channel, user, replies = value
    return Address(channel, user), tuple(_unpack(reply) for reply in replies)


def _pack(reply: Outgoing) -> dict[str, Any]:
    packed: dict[str, Any] = {"text": reply.text}
    if reply.rows:
        packed["rows"] = [[[button.label, button.place, button.choice] for button in row] for row in reply.rows]
    if reply.picture:
        picture = reply.picture
        packed["picture"] = [base64.b64encode(picture.png).decode(), picture.alt, *picture.drawn]
        if picture.svg:
            packed["svg"] = picture.svg
    if reply.document:
        document = reply.document
        packed["document"] = [document.name, base64.b64encode(document.content).decode(), document.media_type]
    if reply.sound:
        packed["sound"] = [reply.sound.text, reply.sound.slow]
    if reply.replaces is not None:
        packed["replaces"] = reply.replaces
    if reply.anchor:
        packed["anchor"] = True
    if reply.clears:
        packed["clears"] = True
    if reply.mail:
        packed["mail"] = [reply.mail.subject, reply.mail.html]
    return packed


def _unpack(packed: dict[str, Any]) -> Outgoing:
    picture, document = packed.get("picture"), packed.get("document")
    return Outgoing(
        text=packed["text"],
        rows=tuple(tuple(Button(*button) for button in row) for row in packed.get("rows", ())),
        picture=_picture(picture, packed.get("svg", "")) if picture else None,
        document=Document(document[0], base64.b64decode(document[1]), document[2]) if document else None,
        sound=Sound(*packed["sound"]) if "sound" in packed else None,
        replaces=packed.get("replaces"),
        anchor=packed.get("anchor", False),
        clears=packed.get("clears", False),
        mail=Mail(*packed["mail"]) if "mail" in packed else None,
    )


def _picture(packed: list[str], svg: str) -> Picture:
    png, alt, *drawn = packed
    return Picture(base64.b64decode(png), alt, tuple(drawn), svg)
