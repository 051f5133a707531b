"""The offline voice: what it says is made once, kept, slower on request, and understood by ears other than ours."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest

from bot.delivery import Delivery
from bot.messages import Address, Outgoing, Sound
from bot.ports import Dispatch
from bot.speech.voice import Voice, installed, spoken

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

    async def sent(self, dispatch: Dispatch, done: int, anchor: str | None) -> None:
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
