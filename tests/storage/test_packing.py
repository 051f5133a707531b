"""A message that waits in the database comes out as it went in."""

from __future__ import annotations

from bot.messages import Address, Button, Document, Mail, Outgoing, Picture, Sound
from storage.packing import pack, unpack

TO = Address("browser", "ana")
WHOLE = Outgoing(
    "**Hi**",
    ((Button("Next", "d2", "next"),),),
    Picture(b"png", "1: a bus", ("bus",), "<svg/>"),
    Document("a.json", b"{}", "application/json"),
    Sound("a bus", slow=True),
    "7",
    anchor=True,
    mail=Mail("Your week", "<p>Hi</p>"),
    clears=True,
)


def test_nothing_of_a_message_is_lost() -> None:
    assert all(
        getattr(WHOLE, name) != default for name, default in Outgoing._field_defaults.items()
    )  # nothing is left out here
    assert unpack(pack(TO, [WHOLE, Outgoing("Hi")])) == (TO, (WHOLE, Outgoing("Hi")))
