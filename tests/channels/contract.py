"""What every channel must do, whatever its platform: written once, run for each by `test_contract.py`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import pytest

from bot.markup import literal, unmarked
from bot.messages import (
    Button,
    Command,
    Document,
    Incoming,
    Left,
    Other,
    Outgoing,
    Picture,
    Press,
    Returned,
    Sound,
    Text,
    Voice,
)
from bot.ports import Channel, Disconnected, Rejected, SendError, Throttled, Unreachable

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff\xff\x7f\x00\t\xfb\x03\xfd\x05CE\xca\x00\x00\x00\x00IEND\xaeB`\x82"
)
TROUBLES: dict[str, type[SendError]] = {
    "throttled": Throttled,
    "blocked": Unreachable,
    "gone": Unreachable,
    "rejected": Rejected,
    "trouble": Disconnected,
    "silence": Disconnected,
}


@dataclass(frozen=True)
class Seen:
    """One message as a person sees it now. What a platform cannot show is left empty."""

    receipt: str
    text: str
    labels: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    file: str | None = None  # "photo", "document" or "voice"


class ChannelHarness(Protocol):
    """A channel, one person on its platform, and a `receive` that writes down what it is given.

    `can` says what the platform is able to do, and so which promises are checked: `bold`, `replace`,
    `files`, `kinds` (stickers, photos …), `voice`, `leave`, `redeliver`, `troubles`.
    """

    channel: Channel
    can: frozenset[str]
    heard: list[Incoming]
    refuse: int  # how many of the next updates `receive` raises for

    async def say(self, text: str) -> None:
        """The person types."""
        ...

    async def press(self, receipt: str, button: Button) -> None:
        """The person presses a button of a message."""
        ...

    async def show(self, kind: str) -> None:
        """The person sends a `sticker`, a `photo`, a `location`, a `voice` … or does `block` and `unblock`."""
        ...

    async def until(self, met: Callable[[], Any]) -> Any:
        """Wait until something is so."""
        ...

    async def screen(self) -> list[Seen]:
        """What the bot has said, as it stands now."""
        ...

    def trouble(self, kind: str) -> None:
        """The platform fails at the next message, in one of the ways of `TROUBLES`."""
        ...


async def heard(harness: ChannelHarness, count: int = 1) -> list[Incoming]:
    await harness.until(lambda: len(harness.heard) >= count)
    return harness.heard


def needs(harness: ChannelHarness, ability: str) -> None:
    if ability not in harness.can:
        pytest.skip(f"this platform has no {ability}")


class ChannelContract:
    """The promises. A channel that is added to `HARNESSES` has to keep them all."""

    # --- same input, same Incoming ---

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("hello", Text("hello")),
            ("two\nlines", Text("two\nlines")),
            ("Ayiti 🇭🇹, señor", Text("Ayiti 🇭🇹, señor")),
            ("/start", Command("start")),
            ("/Start ABC-1", Command("start", "ABC-1")),
            ("/newclass Tuesday night, room 4", Command("newclass", "Tuesday night, room 4")),
            ("/", Text("/")),
        ],
    )
    async def test_what_is_typed_is_read(self, harness: ChannelHarness, typed: str, read: object) -> None:
        if "\n" in typed:
            needs(harness, "lines")
        await harness.say(typed)
        (incoming,) = await heard(harness)
        assert incoming.input == read
        assert incoming.address.channel == harness.channel.name
        assert incoming.id
        assert incoming.at.utcoffset() == timedelta(0)

    async def test_a_press_names_the_place_the_choice_and_its_message(self, harness: ChannelHarness) -> None:
        button = Button("Washington", "7f3c", "2:x")
        await harness.say("hi")
        (hello,) = await heard(harness)
        receipt = await harness.channel.send(hello.address, Outgoing("Who?", ((button, Button("Adams", "7f3c", "3")),)))
        assert receipt is not None
        await harness.press(receipt, button)
        pressed = (await heard(harness, 2))[1]
        assert pressed.input == Press("7f3c", "2:x", receipt)
        assert pressed.address == hello.address
        assert pressed.id != hello.id

    @pytest.mark.parametrize("kind", ["sticker", "photo", "document", "location", "contact", "video", "animation"])
    async def test_other_things_are_named_and_not_read(self, harness: ChannelHarness, kind: str) -> None:
        needs(harness, "kinds")
        await harness.show(kind)
        assert (await heard(harness))[0].input == Other(kind)

    async def test_a_voice_message_is_its_id_and_length(self, harness: ChannelHarness) -> None:
        needs(harness, "voice")
        await harness.show("voice")
        given = (await heard(harness))[0].input
        assert isinstance(given, Voice)
        assert given.file
        assert given.seconds == 3.0

    async def test_leaving_and_returning_are_told(self, harness: ChannelHarness) -> None:
        needs(harness, "leave")
        await harness.say("hi")
        await heard(harness)
        await harness.show("block")
        await harness.show("unblock")
        assert [incoming.input for incoming in (await heard(harness, 3))[1:]] == [Left(), Returned()]

    async def test_one_persons_messages_come_in_order(self, harness: ChannelHarness) -> None:
        said = [f"answer {number}" for number in range(12)]
        for text in said:
            await harness.say(text)
        got = await heard(harness, len(said))
        assert [incoming.input for incoming in got] == [Text(text) for text in said]
        assert len({incoming.id for incoming in got}) == len(said)

    async def test_what_was_not_taken_comes_again_with_the_same_id(self, harness: ChannelHarness) -> None:
        needs(harness, "redeliver")
        harness.refuse = 2
        await harness.say("first")
        await harness.say("second")
        got = await heard(harness, 4)
        assert [incoming.input for incoming in got] == [Text("first")] * 3 + [Text("second")]
        assert len({incoming.id for incoming in got[:3]}) == 1

    # --- same Outgoing, same screen ---

    async def greeted(self, harness: ChannelHarness) -> Incoming:
        await harness.say("hi")
        return (await heard(harness))[0]

    async def test_text_bold_and_buttons_are_shown(self, harness: ChannelHarness) -> None:
        to = (await self.greeted(harness)).address
        rows = ((Button("A", "p", "1"), Button("B", "p", "2")), (Button("🌐 Español", "p", "3"),))
        receipt = await harness.channel.send(to, Outgoing("😀 **Who** wrote *it*, **1787**?", rows))
        (seen,) = await harness.screen()
        assert (seen.receipt, seen.text) == (receipt, "😀 Who wrote *it*, 1787?")
        assert seen.labels == ("A", "B", "🌐 Español")
        if "bold" in harness.can:
            assert seen.bold == ("Who", "1787")

    @pytest.mark.parametrize("text", ["<b>&amp;</b> [x](http://y.z) `c` _i_", "** alone", literal("a**b"), "\\*\\_"])
    async def test_everything_but_bold_is_literal(self, harness: ChannelHarness, text: str) -> None:
        to = (await self.greeted(harness)).address
        await harness.channel.send(to, Outgoing(text))
        (seen,) = await harness.screen()
        assert seen.text == unmarked(text)
        assert seen.bold == ()

    async def test_a_message_becomes_another_in_its_place(self, harness: ChannelHarness) -> None:
        needs(harness, "replace")
        to = (await self.greeted(harness)).address
        first = await harness.channel.send(to, Outgoing("Question", ((Button("A", "p", "1"),),)))
        second = await harness.channel.send(to, Outgoing("✅ **Right**", replaces=first))
        assert second == first
        (seen,) = await harness.screen()
        assert (seen.text, seen.labels, seen.bold) == ("✅ Right", (), ("Right",))

    async def test_replacing_a_message_by_itself_counts_as_sent(self, harness: ChannelHarness) -> None:
        needs(harness, "replace")
        to = (await self.greeted(harness)).address
        message = Outgoing("Same", ((Button("A", "p", "1"),),))
        first = await harness.channel.send(to, message)
        again = Outgoing(message.text, message.rows, replaces=first)
        assert await harness.channel.send(to, again) == first
        assert len(await harness.screen()) == 1

    @pytest.mark.parametrize("receipt", ["987654", "no number at all"])
    async def test_what_cannot_be_replaced_is_sent_anew(self, harness: ChannelHarness, receipt: str) -> None:
        to = (await self.greeted(harness)).address
        new = await harness.channel.send(to, Outgoing("Here", ((Button("A", "p", "1"),),), replaces=receipt))
        (seen,) = await harness.screen()
        assert (seen.receipt, seen.text, seen.labels) == (new, "Here", ("A",))

    async def test_pictures_and_files_arrive_with_their_caption(self, harness: ChannelHarness) -> None:
        needs(harness, "files")
        to = (await self.greeted(harness)).address
        rows = ((Button("A", "p", "1"),),)
        await harness.channel.send(to, Outgoing("You know **12**", rows, picture=Picture(PNG, "a chart")))
        await harness.channel.send(to, Outgoing("", document=Document("datos ñ.json", b"{}", "application/json")))
        picture, document = await harness.screen()
        assert (picture.text, picture.file, picture.labels) == ("You know 12", "photo", ("A",))
        assert (document.text, document.file) == ("", "document")

    async def test_a_sound_arrives_as_a_voice_message_as_often_as_it_is_sent(self, harness: ChannelHarness) -> None:
        needs(harness, "files")
        to = (await self.greeted(harness)).address
        for _ in range(2):
            await harness.channel.send(to, Outgoing("", sound=Sound("Take one tablet.", ogg=b"OggS-a-sound")))
        assert [seen.file for seen in await harness.screen()] == ["voice", "voice"]

    async def test_a_picture_neither_replaces_nor_is_replaced(self, harness: ChannelHarness) -> None:
        needs(harness, "files")
        to = (await self.greeted(harness)).address
        text = await harness.channel.send(to, Outgoing("one"))
        picture = await harness.channel.send(to, Outgoing("two", picture=Picture(PNG, "alt"), replaces=text))
        await harness.channel.send(to, Outgoing("three", replaces=picture))
        assert [seen.text for seen in await harness.screen()] == ["one", "two", "three"]

    async def test_a_picture_is_asked_about_and_answered_under_it(self, harness: ChannelHarness) -> None:
        """As an exercise with drawings does: the picture, the question with its numbers, and the answer in its place."""
        to = (await self.greeted(harness)).address
        buttons = (Button("1", "d7", "0"), Button("2", "d7", "1"))
        picture = await harness.channel.send(to, Outgoing("", picture=Picture(PNG, "1: a bus, 2: a door", ("a", "b"))))
        asked = await harness.channel.send(to, Outgoing("Where is the bus?", (buttons,), anchor=True))
        assert asked not in (None, picture)
        await harness.press(asked, buttons[1])
        assert (await heard(harness, 2))[1].input == Press("d7", "1", asked)
        await harness.channel.send(to, Outgoing("➡️ 🖼 1", replaces=asked))
        screen = await harness.screen()
        assert (screen[-1].text, screen[-1].labels) == ("➡️ 🖼 1", ())
        if "replace" in harness.can:
            assert [seen.receipt for seen in screen] == [picture, asked]
        if "files" in harness.can:
            assert (screen[0].file, screen[0].text, screen[0].labels) == ("photo", "", ())
        else:
            assert "1: a bus, 2: a door" in screen[0].text

    async def test_a_text_of_any_length_arrives_whole(self, harness: ChannelHarness) -> None:
        to = (await self.greeted(harness)).address
        words = [f"word{number} 🗽" for number in range(2000)]
        receipt = await harness.channel.send(to, Outgoing(" ".join(words), ((Button("A", "p", "1"),),)))
        screen = await harness.screen()
        assert " ".join(seen.text for seen in screen).split() == " ".join(words).split()
        assert (screen[-1].receipt, screen[-1].labels) == (receipt, ("A",))
        assert all(seen.labels == () for seen in screen[:-1])

    # --- each platform error, the same SendError ---

    @pytest.mark.parametrize("kind", TROUBLES)
    async def test_trouble_is_one_of_four_errors_and_passes(self, harness: ChannelHarness, kind: str) -> None:
        needs(harness, "troubles")
        to = (await self.greeted(harness)).address
        harness.trouble(kind)
        with pytest.raises(TROUBLES[kind]) as caught:
            await harness.channel.send(to, Outgoing("one"))
        if isinstance(caught.value, Throttled):
            assert caught.value.seconds == 7
        assert await harness.channel.send(to, Outgoing("two"))
        assert [seen.text for seen in await harness.screen()] == ["two"]

    async def test_many_people_are_sent_to_at_once(self, harness: ChannelHarness) -> None:
        to = (await self.greeted(harness)).address
        receipts = await asyncio.gather(*(harness.channel.send(to, Outgoing(f"{n}")) for n in range(40)))
        assert len(set(receipts)) == 40
        assert {seen.text for seen in await harness.screen()} == {f"{n}" for n in range(40)}
