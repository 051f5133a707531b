"""Whole conversations, kept as files that read like a chat, replayed through the front door.

A line `ana: words` is said, `ana taps: choice` is pressed, `ana shows: sticker` is sent, `clock: 1 day` moves the clock;
`clock: reminders` sends the reminders that are due. `ana (es):` gives the platform's hint of a language. What the bot says
stands under it, behind `|`; an edit of an earlier message behind `~`; what somebody else is sent meanwhile stands there with
their name, and so does what somebody is sent who said nothing. `class: Evening, tom, K7M4-Q2XP` founds a
class that Tom teaches, `homework: Evening, 4 days, A title, items…` sets it homework.
`pytest --rewrite-transcripts` writes the files anew: read the difference before you commit it.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from bot.jobs.reminders import remind_all
from bot.messages import Outgoing
from bot.ports.staff import Class
from tests.world import Person, World

FOLDER = Path(__file__).parents[2] / "docs" / "transcripts"
LINE = re.compile(r"^(?P<who>\w+)(?: \((?P<hint>[\w-]+)\))?(?: (?P<verb>taps|shows|speaks))?: ?(?P<what>.*)$")


@pytest.fixture(scope="session")
def key() -> str:
    """Always the same here: what is as urgent as something else comes in an order that hangs on the key."""
    return base64.urlsafe_b64encode(bytes(32)).decode()


def shown(message: Outgoing, mark: str) -> list[str]:
    lines = [f"  {mark} {line}".rstrip() for line in message.text.splitlines()]
    if message.picture:
        lines.append(f"  {mark} 🖼 {message.picture.alt}")
    if message.document:
        lines.append(f"  {mark} 📎 {message.document.name}")
    return lines + [f"  {mark} " + " ".join(f"[{button.label}]" for button in row) for row in message.rows]


def counts(world: World) -> dict[str, int]:
    """How many messages each person has been sent."""
    return {name: len(screens) for name, screens in world.channel.screens.items()}


def arrived(world: World, before: dict[str, int]) -> list[str]:
    """What came since for those who said nothing, with their names."""
    out: list[str] = []
    for name, count in before.items():
        for screen in world.channel.screens[name][count:]:
            out += [*shown(screen.message, f"{name} |"), ""]
    return out


async def remind(world: World) -> None:
    await remind_all(world.store, world.delivery.announce, world.content.phrases, world.clock())
    await world.delivery.idle()


async def replay(text: str, world: World) -> str:
    people: dict[str, Person] = {}
    rooms: dict[str, Class] = {}
    out: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            out.append(line)
            continue
        found = LINE.match(line)
        if line.startswith("  ") or found is None:
            continue
        who, what = found["who"], found["what"].strip()
        out.append(line.rstrip())
        if who == "clock" and what == "reminders":
            before = counts(world)
            await remind(world)
            out += arrived(world, before)
            continue
        if who == "clock":
            number, unit = what.split()
            world.clock.move(**{unit.rstrip("s") + "s": float(number)})
            continue
        if who == "class":
            name, tutor, code = (part.strip() for part in what.split(","))
            rooms[name] = await world.found(name, tutor, code)
            continue
        if who == "homework":
            name, due, title, items = (part.strip() for part in what.split(",", 3))
            await world.assign(rooms[name], title, items.split(), days=int(due.split()[0]))
            continue
        person = people.setdefault(who, world.person(who, found["hint"]))
        others = {name: count for name, count in counts(world).items() if name != who}
        edits = {screen.id: screen.edits for screen in person.screens}
        match found["verb"]:
            case "taps":
                await person.choose(what)
            case "shows":
                await person.show(what)
            case "speaks":
                await person.speak()
            case _:
                await person.say(what)
        for screen in person.screens:
            if screen.id not in edits:
                out += [*shown(screen.message, "|"), ""]
            elif screen.edits != edits[screen.id]:
                out += [*shown(screen.message, "~"), ""]
        out += arrived(world, others)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip() + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_transcript(path: Path, world: World, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    told = await replay(text, world)
    if request.config.getoption("--rewrite-transcripts"):
        path.write_text(told, encoding="utf-8")
    else:
        assert told == text
