"""`/progress`: what is known, in words and in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.handlers import can_do, menus, practice
from bot.lessons.memory import Card
from bot.lessons.pieces import next_lesson
from bot.lessons.planner import by_item
from bot.lessons.progress import Progress, progress
from bot.messages import Picture
from bot.turn import Turn

WEEK = timedelta(days=8)  # a little more than a week, because the learner's day is not the clock's


async def show(turn: Turn) -> None:
    """What they can do now; English by the words of the learner's level, citizenship by the questions of their test; one
    picture."""
    learner = turn.learner
    cards = await turn.cards()
    days = [a.day for a in await turn.tools.records.attempts(learner.id, since=turn.now - WEEK)]
    english = practice.wants_english(turn) and learner.level is not None
    civics = practice.wants_civics(turn)
    seen = await can_do.shown(turn)
    once = await turn.tools.records.mastered(learner.id)
    words = _words_figures(turn, cards, days, once) if english else None
    items = [q.id for q in turn.tools.catalogue.test(learner.test or "2025", senior=bool(learner.senior))]
    questions = progress(items, cards, days, turn.today, now=turn.now, once=once) if civics else None
    rows = (menus.main(turn)[0], menus.go(turn, "settings"))
    every = [figures for figures in (words, questions) if figures is not None]
    can = "\n".join(await can_do.lines(turn, seen))
    if not any(figures.known + figures.learning for figures in every):
        return turn.say(can or turn.t("progress.none"), *rows)
    if can:
        turn.say(can)
    first = every[0]
    lines = [turn.t("progress.title")]
    if words is not None:
        lines += _words_lines(turn, words, cards)
    if questions is not None:
        lines += [turn.t("progress.civics")] if words is not None else []
        lines += [
            turn.t("progress.known", n=questions.known),
            *_visit(turn, questions),
            turn.t("progress.learning", n=questions.learning),
            turn.t("progress.left", n=questions.left),
        ]
    lines.append(turn.t("progress.days", n=sum(first.days)))
    values = {"known": first.known, "total": first.total, "learning": first.learning, "days": sum(first.days)}
    alt = turn.t("progress.words_alt" if words is not None else "progress.picture_alt", **values)
    picture = Picture(turn.tools.draw(first, tuple(_words(turn).items())), alt)
    return turn.say("\n".join(lines), *rows, picture=picture)


def _visit(turn: Turn, figures: Progress) -> list[str]:
    """How many of what is known need a visit, if there are any."""
    return [turn.t("progress.visit", n=figures.visit)] if figures.visit else []


def _words_figures(turn: Turn, cards: Sequence[Card], days: Sequence[date], once: frozenset[str]) -> Progress:
    level = turn.learner.level or ""
    ids = [word.id for unit in turn.tools.catalogue.course.level(level) for word in unit.words.values()]
    return progress(ids, cards, days, turn.today, now=turn.now, once=once)


def _words_lines(turn: Turn, figures: Progress, cards: Sequence[Card]) -> list[str]:
    course, level = turn.tools.catalogue.course, turn.learner.level or ""
    lines = [
        turn.t("progress.english", level=turn.t(f"level.name.{level}")),
        turn.t("progress.words_known", n=figures.known),
        *_visit(turn, figures),
        turn.t("progress.words_learning", n=figures.learning),
        turn.t("progress.words_left", n=figures.left),
    ]
    lesson = next_lesson(course, level, by_item(cards), unit=turn.learner.unit)
    if lesson is not None and (said := can_do.in_words(course.units[lesson.unit], turn.learner.language)):
        mark = " 🔧" if can_do.unread(turn, [lesson.unit]) else ""
        lines.append(turn.t("progress.next", can=said[0]) + mark)
    return lines


def _words(turn: Turn) -> dict[str, str]:
    names = ("known", "learning", "left", "week")
    return {name: turn.t(f"progress.picture_{name}") for name in names} | {"days": turn.t("progress.weekdays")}
