"""Anything else: understood as far as it can be, answered kindly, and the place is kept."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.handlers import civics, level, menus, onboarding, practice, privacy, settings
from bot.messages import Button, Command, Left, Text
from bot.turn import Turn

MEANT = 70  # likeness from which a mistyped command is taken for another, of 100
COMMANDS = (
    "practice", "civics", "homework", "level", "progress", "language", "reminder", "settings", "privacy", "export", "delete", "pause", "help"
)  # fmt: skip


async def unknown_command(turn: Turn) -> None:
    """A command we do not have: the nearest one is offered, else the menu."""
    given = turn.input.name if isinstance(turn.input, Command) else turn.input.choice
    match = process.extractOne(given, COMMANDS, scorer=fuzz.ratio, score_cutoff=MEANT)
    shown = f"/{given[:20]}"
    if match is not None:
        wish = Button(turn.t(f"command.{match[0]}"), "go", match[0])
        return turn.say(turn.t("fallback.meant", command=shown), (wish,), *menus.main(turn)[:1])
    return turn.say(turn.t("fallback.command", command=shown), *menus.main(turn))


async def lost(turn: Turn) -> None:
    """Something sent while nothing was asked."""
    key = "fallback.text" if isinstance(turn.input, Text) else "fallback.sent"
    turn.say(turn.t(key), *menus.main(turn))


async def edited(turn: Turn) -> None:
    """An earlier message was changed: it was taken as it came, and nothing is asked anew."""
    turn.say(turn.t("fallback.edited"))


async def stale(turn: Turn) -> None:
    """An old button: a kind word, and where we are."""
    match turn.place.at:
        case "drill":
            turn.say(turn.t("drill.finished"))
            await practice.practice(turn, greet=False)
        case "onboarding":
            await onboarding.answer(turn)
        case "hour":
            await settings.read_reminder(turn)
        case "name":
            await settings.read_name(turn)
        case "level":
            await level.read_offer(turn)
        case "placement":
            turn.say(turn.t("drill.finished"))
            await level.show_again(turn)
        case "state":
            await civics.read_state(turn)
        case "asked":
            await civics.read_choice(turn)
        case "delete":
            await privacy.read_delete(turn)
        case "staff":
            from bot.handlers import staff  # it falls back to here in its turn

            await staff.read(turn)
        case _:
            turn.say(turn.t("fallback.stale"), *menus.main(turn))


async def reachable(turn: Turn) -> None:
    """The person blocked us, or came back; nothing is said, it is only noted."""
    if turn.known.learner is not None:
        turn.changes.learner = turn.learner._replace(reachable=not isinstance(turn.input, Left))
