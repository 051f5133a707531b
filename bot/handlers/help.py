"""`/help`: what the bot can do, and everything as buttons."""

from __future__ import annotations

from bot.handlers import menus
from bot.turn import Turn


async def show(turn: Turn) -> None:
    """What there is, and the whole menu; who teaches reads first what is where for them."""
    from bot.handlers import staff  # it falls back to here in its turn

    if await staff.instead(turn, "help"):
        return
    turn.say(
        turn.t("help.text"),
        *menus.main(turn)[:2],
        menus.go(turn, "language", "reminder"),
        menus.go(turn, "privacy", "pause"),
    )


async def legal(turn: Turn) -> None:
    """A question about somebody's own case: the standing line, where free help is found, and nothing else."""
    turn.say(legal_lines(turn), *menus.main(turn)[:1])


def legal_lines(turn: Turn) -> str:
    """That this is for lawyers, and where they are found."""
    return turn.t("legal.line") + "\n\n" + turn.t("legal.help")
