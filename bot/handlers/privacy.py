"""`/privacy`, `/export`, `/delete`: what is kept, all of it in a file, and gone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot.handlers import menus
from bot.messages import Button, Document, Text
from bot.turn import Turn


async def show(turn: Turn) -> None:
    """What is kept and what never is."""
    turn.say(turn.t("privacy.text"), menus.go(turn, "export"), menus.go(turn, "delete"), menus.main(turn)[0])


async def warn(turn: Turn) -> None:
    """A number that must not be kept was typed: nothing of it is."""
    assert isinstance(turn.input, Text)
    turn.say(turn.t("secret.warning"), menus.main(turn)[0])


async def export(turn: Turn) -> None:
    """Everything that is kept of the person, as JSON."""
    learner = turn.learner
    kept: dict[str, Any] = {
        "exported_at": turn.now.isoformat(),
        "person": {name: value for name, value in asdict(learner).items() if name != "id"},
        "channel": turn.incoming.address.channel,
        "chat_id": turn.incoming.address.user,
        "place": {"at": turn.place.at, "data": dict(turn.place.data)},
        "memory": [asdict(card) for card in await turn.cards()],
        "attempts": [asdict(attempt) for attempt in await turn.tools.records.attempts(learner.id)],
    }
    content = json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode()
    turn.say(turn.t("export.done"), document=Document("doorway.json", content, "application/json"))


async def ask_delete(turn: Turn) -> None:
    """Ask once."""
    yes, no = (Button(turn.t(f"delete.{choice}"), "delete", choice) for choice in ("yes", "no"))
    turn.say(turn.t("delete.ask"), (no,), (yes,))


async def delete(turn: Turn) -> None:
    """A press on yes or no."""
    if turn.input.choice == "yes":
        turn.changes.erase = True
        turn.say(turn.t("delete.done"), replaces=turn.pressed)
    else:
        turn.say(turn.t("delete.kept"), *menus.main(turn)[:1], replaces=turn.pressed)
