"""Rows of buttons that more than one handler shows."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import combining, normalize

from bot.messages import Button, Rows
from bot.phrases import Phrases
from bot.turn import Turn

HOURS = ("07:00", "12:00", "17:00", "19:00", "21:00")


def go(turn: Turn, *wishes: str) -> tuple[Button, ...]:
    """A row of menu buttons; each wish is a key of `menu.` and of `bot.handlers.WANTED`."""
    return tuple(Button(turn.t(f"menu.{wish}"), "go", wish) for wish in wishes)


def main(turn: Turn) -> Rows:
    """The main menu; its first button goes on where the learner is."""
    first = "continue" if turn.place.at == "drill" else "practice"
    begin = go(turn, first, "homework") if turn.learner.classes else go(turn, first)
    return (begin, go(turn, "progress", "settings"), go(turn, "language", "help"))


def ask_teacher(turn: Turn) -> list[Button]:
    """The small button that asks one's teacher about what is on the screen, for those who have one."""
    return [Button(turn.t("ask.small"), "ask", "any")] if turn.learner.classes else []


def language_named(phrases: Phrases, text: str) -> str | None:
    """The language whose name begins with what was typed ("español", "kreyòl"); None where none does."""
    said = text.casefold().strip(" .!")
    found = [code for code in phrases.languages if phrases("language.name", code).casefold().startswith(said)]
    return found[0] if len(found) == 1 and len(said) > 3 else None


def meant(labels: Mapping[str, str], text: str) -> str | None:
    """The choice on whose label alone a typed text stands, with or without its accents; None where it stands on none or several."""
    typed = _bare(text).strip(" .!")
    found = [choice for choice, label in labels.items() if f" {typed}" in f" {_bare(label)}"]
    return found[0] if len(found) == 1 and len(typed) > 1 else None


def _bare(text: str) -> str:
    return "".join(c for c in normalize("NFD", text.casefold()) if not combining(c))


def languages(phrases: Phrases) -> Rows:
    """A button for each language, by its own name."""
    return tuple((Button(phrases("language.name", code), "language", code),) for code in phrases.languages)


def every_language(phrases: Phrases, key: str) -> str:
    """One sentence in all languages, a line each."""
    return "\n".join(phrases(key, code) for code in phrases.languages)


def hours(turn: Turn, place: str) -> Rows:
    """The hours to choose from, as a clock of the learner's language shows them, and none."""
    buttons = [Button(clock(hour, turn.learner.language), place, hour) for hour in HOURS]
    return (tuple(buttons[:3]), tuple(buttons[3:]), (Button(turn.t("reminder.none"), place, "none"),))


def clock(hour: str, language: str) -> str:
    """`19:00` as it is said where people live: "7:00 PM" in English, and Spanish speakers here know it so too."""
    hours, minutes = (int(part) for part in hour.split(":"))
    if language in ("en", "es"):
        return f"{hours % 12 or 12}:{minutes:02} {'AM' if hours < 12 else 'PM'}"
    return f"{hours}h{minutes:02}" if language == "ht" else hour
