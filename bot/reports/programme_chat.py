"""The programme's report in a chat message: this programme year so far, by site, with the same numbers hidden as everywhere."""

from __future__ import annotations

from bot.messages import Button, Outgoing, Rows
from bot.reports.programme import ProgrammeReport
from bot.reports.programme_words import Wording, plain

SITES_SHOWN = 15
FIGURES = ("site", "enrolled", "new", "returning", "left", "active", "twelve", "hours")


def message(report: ProgrammeReport, words: Wording) -> Outgoing:
    """A short text, and a button to the pages, where everything is."""
    table = report.table("sites")
    assert table is not None
    lines = [words("programme.chat.title", time=words.heading(report))]
    if len(table.columns) < len(FIGURES):
        lines.append(words("programme.chat.few"))
    else:
        rows = list(table.rows)
        if len(rows) > SITES_SHOWN + 1:  # all sites stand last
            rows = [*rows[:SITES_SHOWN], rows[-1]]
        for row in rows:
            values = dict(zip(FIGURES, (plain(words.value(value)) for value in row), strict=True))
            lines.append(words("programme.chat.site", **values))
        if len(rows) < len(table.rows):
            lines.insert(-1, words("programme.chat.more", n=len(table.rows) - len(rows)))
        lines.append(words("programme.chat.hidden"))
    pages = Button(words("programme.chat.pages"), "staff", "dashboard")
    return Outgoing("\n".join(lines), Rows(((pages,), (Button(words("staff.home"), "staff", "home"),))))


def being_made(words: Wording, done: int, all: int) -> Outgoing:
    """That the report takes a while, and how many of the sites are read."""
    home = Button(words("staff.home"), "staff", "home")
    return Outgoing(words("programme.chat.being_made", done=done, all=all), Rows(((home,),)))
