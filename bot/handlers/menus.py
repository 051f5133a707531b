"""Rows of buttons that more than one handler shows."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import combining, normalize

from bot.messages import Button, Rows
from bot.phrases import Phrases
from bot.turn import Turn


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
    typed = bare(text).strip(" .!")
    found = [choice for choice, label in labels.items() if f" {typed}" in f" {bare(label)}"]
    return found[0] if len(found) == 1 and len(typed) > 1 else None


def bare(text: str) -> str:
    """A text in small letters without accents."""
    return "".join(c for c in normalize("NFD", text.casefold()) if not combining(c))


def languages(phrases: Phrases) -> Rows:
    """A button for each language, by its own name."""
    return tuple((Button(phrases("language.name", code), "language", code),) for code in phrases.languages)


def every_language(phrases: Phrases, key: str) -> str:
    """One sentence in all languages, a line each."""
    return "\n".join(phrases(key, code) for code in phrases.languages)
