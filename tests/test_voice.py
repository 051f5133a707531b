"""The offline voice: what it says is made once, kept, slower on request, and understood by ears other than ours."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest

from bot.channels.telegram import connect
from bot.delivery import Delivery
from bot.lessons.grading.english import heard
from bot.messages import Address, Outgoing, Sound
from bot.ports import Disconnected, Dispatch, SendError
from bot.speech.ears import Ears
from bot.speech.ears import installed as ears_installed
from bot.speech.voice import Voice, installed, spoken
from tests.fakes.bot_api import TOKEN, BotApi
from tests.world import World

needs_voice = pytest.mark.skipif(not installed(), reason="the voice group is not installed")
TEXT = "Take one tablet twice a day with food."


def seconds(ogg: bytes) -> float:
    soundfile = pytest.importorskip("soundfile")
    return float(soundfile.info(io.BytesIO(ogg)).duration)


@needs_voice
async def test_a_sound_is_made_once_and_kept(tmp_path: Path) -> None:
    voice = Voice(tmp_path)
    first, again = await asyncio.gather(voice(TEXT), voice(TEXT))
    assert first == again
    assert first.startswith(b"OggS")
    assert len(list(tmp_path.rglob("*.ogg"))) == 1
    assert await Voice(tmp_path)(TEXT) == first
    assert len(first) <= 40_000  # a learner's data plan


@needs_voice
async def test_slow_is_slower(tmp_path: Path) -> None:
    voice = Voice(tmp_path)
    assert seconds(await voice(TEXT, True)) > 1.2 * seconds(await voice(TEXT))


def test_what_is_said_leaves_out_what_cannot_be() -> None:
    assert spoken("🏷️ **Read** the ___, please.") == "Read the … , please."


class Deaf:
    """A channel that keeps what it is given."""

    name = "deaf"

    def __init__(self) -> None:
        self.got: list[Outgoing] = []

    async def send(self, to: Address, message: Outgoing) -> str | None:
        self.got.append(message)
        return "1"


class Marks:
    """A store that only takes marks."""

    async def sent(
        self, dispatch: Dispatch, done: int, anchor: str | None, outcome: str = "sent", *, receipt: str | None = None
    ) -> None:
        pass


@pytest.mark.parametrize("broken", [False, True])
async def test_without_a_voice_what_would_be_heard_is_read(broken: bool) -> None:
    async def speak(text: str, slow: bool) -> bytes:
        raise OSError("no model")

    channel = Deaf()
    delivery = Delivery(Marks(), {"deaf": channel}, speak=speak if broken else None)  # type: ignore[arg-type]
    delivery.post(Dispatch(1, Address("deaf", "a"), 1, (Outgoing("", sound=Sound("Hello.")),)))
    await delivery.idle()
    assert [(message.text, message.sound) for message in channel.got] == [("🔈 Hello.", None)]


needs_ears = pytest.mark.skipif(not ears_installed(), reason="the voice group is not installed")


@needs_voice
@needs_ears
async def test_what_the_voice_says_is_understood(tmp_path: Path) -> None:
    voice, ears = Voice(tmp_path), Ears()
    said = {
        "I have a prescription from my doctor.": "prescription",
        "The bus leaves at nine.": "nine",
        "My back hurts.": "back hurts",
    }
    for sentence, key in said.items():
        understood = await ears(await voice(sentence))
        assert heard(key, understood), understood


@needs_ears
async def test_what_is_no_sound_is_refused() -> None:
    with pytest.raises(Exception):  # noqa: B017  # whatever the decoder raises
        await Ears()(b"this is no sound")


@pytest.mark.parametrize("library", ["python-telegram-bot", "aiogram"])
async def test_telegram_gives_the_sound_of_a_voice_message(library: str) -> None:
    async with BotApi() as api:
        channel = await connect(token=TOKEN, api_base=api.base, library=library)
        try:
            api.files["v1"] = b"OggS-what-somebody-said"
            assert await channel.fetch("v1") == b"OggS-what-somebody-said"
            with pytest.raises(SendError):
                await channel.fetch("no-such-file")
            api.files["v2"] = b"x" * (2 * 2**20 + 1)
            with pytest.raises(Disconnected):
                await channel.fetch("v2")
        finally:
            await channel.close()


@pytest.mark.parametrize("understood", ["I am Ana.", ""])
async def test_a_voice_message_answers_what_is_asked(world: World, understood: str) -> None:
    async def hear(address: Address, file: str) -> str:
        return understood

    world.equip(hear=hear)
    luz = world.person("luz", "es")
    await luz.set_up(language="Español")
    await luz.choose("next")
    before = len(luz.screens)
    await luz.speak()
    new = [screen.text for screen in luz.screens[before:]]
    assert any("Oí: I am Ana." in text for text in new) is bool(understood)
    assert any("No oí palabras" in text for text in new) is not bool(understood)
