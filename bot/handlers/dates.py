"""Days as people say them. Not every language of ours is known to CLDR, so the names stand with the phrases."""

from __future__ import annotations

from datetime import date, timedelta

from bot.turn import Turn


def short(turn: Turn, day: date) -> str:
    """Day and month: "Dec 4"."""
    months = turn.t("date.months").split()
    return turn.t("date.short", day=day.day, month=months[day.month - 1])


def spoken(turn: Turn, day: date) -> str:
    """A day near today: "tomorrow", "Friday, Dec 4"."""
    if day in (turn.today, turn.tomorrow):
        return turn.t("date.today" if day == turn.today else "date.tomorrow")
    weekdays = turn.t("date.weekdays").split()
    return turn.t("date.day", weekday=weekdays[day.weekday()], date=short(turn, day))


def week(turn: Turn, monday: date) -> str:
    """The week that begins on a Monday: "Dec 7 – Dec 13"."""
    return f"{short(turn, monday)} – {short(turn, monday + timedelta(days=6))}"
