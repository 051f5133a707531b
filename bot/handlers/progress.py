"""`/progress`: what is known, in words and in one picture."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers import menus
from bot.lessons.progress import progress
from bot.messages import Picture
from bot.turn import Turn

WEEK = timedelta(days=8)  # a little more than a week, because the learner's day is not the clock's


async def show(turn: Turn) -> None:
    """The figures of the learner's own test, in words, with a picture."""
    learner = turn.learner
    items = [q.id for q in turn.tools.catalogue.test(learner.test or "2025", senior=bool(learner.senior))]
    attempts = await turn.tools.records.attempts(learner.id, since=turn.now - WEEK)
    figures = progress(items, await turn.cards(), (attempt.day for attempt in attempts), turn.today)
    rows = (menus.main(turn)[0], menus.go(turn, "settings"))
    if not figures.known + figures.learning:
        return turn.say(turn.t("progress.none"), *rows)
    values = {"known": figures.known, "total": figures.total, "learning": figures.learning, "days": sum(figures.days)}
    lines = [
        turn.t("progress.title"),
        turn.t("progress.known", n=figures.known),
        turn.t("progress.learning", n=figures.learning),
        turn.t("progress.left", n=figures.left),
        turn.t("progress.days", n=sum(figures.days)),
    ]
    picture = Picture(turn.tools.draw(figures, tuple(_words(turn).items())), turn.t("progress.picture_alt", **values))
    return turn.say("\n".join(lines), *rows, picture=picture)


def _words(turn: Turn) -> dict[str, str]:
    names = ("known", "learning", "left", "week")
    return {name: turn.t(f"progress.picture_{name}") for name in names} | {"days": turn.t("progress.weekdays")}
