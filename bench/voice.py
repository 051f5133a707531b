"""How long a learner waits for a sound: the first ever, a new one, and one that was made before."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from bot.lessons.catalog import Loaded
from bot.speech.voice import Voice, installed

ROOT = Path(__file__).parent.parent
SENTENCES = 40


async def run() -> str:
    """One table; says so where the voice is not installed."""
    if not installed():
        return "The voice group is not installed."
    course = Loaded(ROOT / "content").catalogue.course
    texts = [word.example for word in course.words.values()][:: max(1, len(course.words) // SENTENCES)][:SENTENCES]
    with tempfile.TemporaryDirectory() as folder:
        voice = Voice(Path(folder))
        times: list[float] = []
        sizes: list[int] = []
        for text in texts:
            began = time.perf_counter()
            sizes.append(len(await voice(text)))
            times.append(1000 * (time.perf_counter() - began))
        again: list[float] = []
        for text in texts:
            began = time.perf_counter()
            await voice(text)
            again.append(1000 * (time.perf_counter() - began))
        voice.close()
    return "\n".join(
        [
            f"{len(texts)} example sentences of the course, a median of {median(sizes) / 1000:.0f} KB each (largest {max(sizes) / 1000:.0f} KB).",
            "",
            "| | ms |",
            "|---|---|",
            f"| the first sound, the model is loaded | {times[0]:.0f} |",
            f"| a new sound, median | {median(times[1:]):.0f} |",
            f"| a sound made before, median | {median(again):.2f} |",
        ]
    )
