"""The offline voice: English text → Ogg/Opus, made once and kept in a folder by text, voice and speed."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

NAME = "hibari-heart"
RATE = 24_000
SLOW = 0.75  # of the natural speed
LONGEST = 300  # characters: about fifteen seconds


def installed() -> bool:
    """Whether the voice's libraries are there (the `voice` dependency group)."""
    return all(importlib.util.find_spec(name) is not None for name in ("hibari", "soundfile"))


class Voice:
    """Speaks; loads its model when it first has something new to say, and works in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")
        self._model: Any = None

    async def __call__(self, text: str, slow: bool = False) -> bytes:
        """The sound of a text (see `bot.ports.Speak`)."""
        path = self.path(text, slow)
        if path.exists():
            return path.read_bytes()
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._make, text, slow, path)

    def path(self, text: str, slow: bool) -> Path:
        """Where the sound of a text is kept."""
        name = hashlib.sha256(f"{NAME}\0{slow}\0{text}".encode()).hexdigest()[:32]
        return self._folder / name[:2] / f"{name}.ogg"

    def _make(self, text: str, slow: bool, path: Path) -> bytes:
        if path.exists():  # somebody asked for the same a moment ago
            return path.read_bytes()
        import soundfile

        if self._model is None:
            from hibari import Hibari

            self._model = Hibari()
        sound = self._model(spoken(text)[:LONGEST], speed=SLOW if slow else 1.0)
        buffer = io.BytesIO()
        soundfile.write(buffer, sound, RATE, format="OGG", subtype="OPUS")
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_suffix(f".{os.getpid()}")
        waiting.write_bytes(buffer.getvalue())
        waiting.replace(path)  # never half a file under the real name
        return buffer.getvalue()

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def spoken(text: str) -> str:
    """A text as it is said: gaps are a pause, symbols and speakers' names are left out."""
    text = text.replace("___", " … ").replace("=", " ").replace("**", "")
    return " ".join("".join(c for c in text if c.isascii() or c.isalpha() or c in "…’").split())
