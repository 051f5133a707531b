"""`/help`: what the bot can do, and everything as buttons."""

from __future__ import annotations

from bot.handlers import menus
from bot.turn import Turn


async def show(turn: Turn) -> None:
    """What there is, and the whole menu."""
    turn.say(
        turn.t("help.text"),
        *menus.main(turn)[:2],
        menus.go(turn, "language", "reminder"),
        menus.go(turn, "privacy", "pause"),
    )
