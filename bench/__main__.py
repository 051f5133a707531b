"""`make bench`: measure everything and write `bench/RESULTS.md`. Every ratio comes from one run on one machine.

`python -m bench --only planning` measures one part again and leaves the others as they were.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bench import (
    answers,
    exports,
    grading,
    growth,
    pages,
    placement,
    planning,
    proactive,
    recognition,
    side_by_side,
    slow_disk,
    summaries,
    telegram_drivers,
    voice,
)

OUT = Path(__file__).parent / "RESULTS.md"
NOTES = Path(__file__).parent / "NOTES.md"
PICTURE = Path(__file__).parent / "planning.svg"

Part = Callable[[float, int], Awaitable[str]]


def _about(text: str | None) -> str:
    return " ".join((text or "").split())


async def _answers(seconds: float, rounds: int) -> str:
    calls = "An answer is two calls of the Bot API: the question's message becomes the verdict, and the next question is sent."
    return f"{_about(answers.__doc__)}\n{calls}\n\n{await answers.run(seconds=seconds, rounds=rounds)}"


async def _side_by_side(seconds: float, rounds: int) -> str:
    return f"{_about(side_by_side.__doc__)}\n\n{await side_by_side.run()}"


async def _growth(seconds: float, rounds: int) -> str:
    return f"{_about(growth.__doc__)}\n\n{await growth.run(seconds=seconds)}"


async def _slow_disk(seconds: float, rounds: int) -> str:
    about = (slow_disk.__doc__ or "").partition("\n\n")[0]
    return f"{_about(about)}\n\n{await slow_disk.run(seconds=seconds)}"


async def _drivers(seconds: float, rounds: int) -> str:
    about = _about((telegram_drivers.__doc__ or "").partition(".")[2]) or "An echo over webhook and sendMessage."
    return f"{about}\n\n{await telegram_drivers.run(seconds=seconds, rounds=rounds)}"


async def _grading(seconds: float, rounds: int) -> str:
    return grading.run()


async def _placement(seconds: float, rounds: int) -> str:
    return placement.run()


async def _planning(seconds: float, rounds: int) -> str:
    table = planning.run(draw_to=PICTURE)
    return f"{_about(planning.__doc__)}\n\n{table}\n\n![Items known by day and planner]({PICTURE.name})"


async def _voice(seconds: float, rounds: int) -> str:
    return await voice.run()


async def _summaries(seconds: float, rounds: int) -> str:
    return f"{_about(summaries.__doc__)}\n\n{await summaries.run()}"


async def _recognition(seconds: float, rounds: int) -> str:
    return f"{_about(recognition.__doc__)}\n\n{await recognition.run()}"


async def _proactive(seconds: float, rounds: int) -> str:
    return f"{_about(proactive.__doc__)}\n\n{await proactive.run()}"


async def _exports(seconds: float, rounds: int) -> str:
    return f"{_about(exports.__doc__)}\n\n{await exports.run()}"


async def _pages(seconds: float, rounds: int) -> str:
    return f"{_about(pages.__doc__)}\n\n{await pages.run()}"


PARTS: dict[str, tuple[str, Part]] = {
    "answers": ("A whole answer", _answers),
    "side-by-side": ("A whole answer beside the echo", _side_by_side),
    "growth": ("When many have been here", _growth),
    "slow-disk": ("On a slower disk", _slow_disk),
    "telegram": ("What carries Telegram", _drivers),
    "grading": ("Grading and content", _grading),
    "placement": ("Placement", _placement),
    "planning": ("What a minute of practice keeps", _planning),
    "proactive": ("What nobody waits for", _proactive),
    "summaries": ("The tutor's Monday", _summaries),
    "pages": ("The pages", _pages),
    "exports": ("Files for many", _exports),
    "voice": ("Voice", _voice),
    "recognition": ("What is understood", _recognition),
}


def head(seconds: float, rounds: int) -> str:
    """What stands above the figures."""
    return (
        f"# Figures\n\n`make bench` on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}; {rounds} alternating rounds of {seconds:g} s, medians. Read them as ratios."
    )


async def main(seconds: float, rounds: int, only: str | None = None) -> None:
    """Run the benches one after another; they would disturb one another at once."""
    above, sections = head(seconds, rounds), {}
    if only is not None:
        above, *kept = re.split(r"^## ", OUT.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sections = dict(section.split("\n", 1) for section in kept)
    for name, (title, part) in PARTS.items():
        if only in (None, name):
            sections[title] = await part(seconds, rounds)
        if only == name:
            sections[title] += f"\n\nMeasured by itself on {datetime.now(UTC):%Y-%m-%d}."
    figures = [f"## {title}\n\n{sections[title].strip()}" for title, _ in PARTS.values() if title in sections]
    OUT.write_text("\n\n".join([above.strip(), *figures, NOTES.read_text(encoding="utf-8")]), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=PARTS, help="measure one part again, and leave the others as they were")
    arguments = parser.parse_args()
    uvloop.run(main(arguments.seconds, arguments.rounds, arguments.only))
