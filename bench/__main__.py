"""`make bench`: measure everything and write `bench/RESULTS.md`. Every ratio comes from one run on one machine."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bench import answers, grading, placement, planning, summaries, telegram_drivers, voice

OUT = Path(__file__).parent / "RESULTS.md"
PICTURE = Path(__file__).parent / "planning.svg"


async def main(seconds: float, rounds: int) -> None:
    """Run the benches one after another; they would disturb one another at once."""
    parts = [
        "# Figures",
        "",
        f"`make bench` on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}; {rounds} alternating rounds of {seconds:g} s, medians. Read them as ratios.",
        "",
        "## A whole answer",
        "",
        " ".join((answers.__doc__ or "").split()),
        "An answer is two calls of the Bot API: the question's message becomes the verdict, and the next question is sent.",
        "",
        await answers.run(seconds=seconds, rounds=rounds),
        "",
        "## What carries Telegram",
        "",
        " ".join((telegram_drivers.__doc__ or "").partition(".")[2].split()) or "An echo over webhook and sendMessage.",
        "",
        await telegram_drivers.run(seconds=seconds, rounds=rounds),
        "",
        "## Grading and content",
        "",
        grading.run(),
        "",
        "## Placement",
        "",
        placement.run(),
        "",
        "## What a minute of practice keeps",
        "",
        " ".join((planning.__doc__ or "").split()),
        "",
        planning.run(draw_to=PICTURE),
        "",
        f"![Items known by day and planner]({PICTURE.name})",
        "",
        "## The tutor's Monday",
        "",
        " ".join((summaries.__doc__ or "").split()),
        "",
        await summaries.run(),
        "",
        "## Voice",
        "",
        await voice.run(),
        "",
    ]
    notes = Path(__file__).parent / "NOTES.md"
    OUT.write_text(
        "\n".join(parts) + ("\n" + notes.read_text(encoding="utf-8") if notes.exists() else ""), encoding="utf-8"
    )
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    uvloop.run(main(arguments.seconds, arguments.rounds))
