"""Eight weeks of a class in one picture: how many practised on two days or more, on one, and not at all.

A bar a week, the bottom green for active, yellow for light, an empty outline for quiet; numbers stand in it, so that it can be
read without its colours. Every picture has a table behind it (`Wording.table`).
"""

from __future__ import annotations

from html import escape

from bot.reports.picture import GREEN, GREY, INK, MARGIN, PAPER, WIDTH, YELLOW
from bot.reports.weekly import Figures, WeeklySummary

Words = tuple[tuple[str, str], ...]

TOP, BARS, FOOT = 226, 340, 112  # heights: title and legend, the bars, the weeks' names
GAP = 0.26  # of a week's width, between bars
RIM = 3
ROOM_FOR_NUMBER = 34
MUTED = "#5b6675"


def weeks_svg(summary: WeeklySummary, words: Words) -> str:
    """The picture as SVG, 720 px wide. `words`: `title`, `active`, `light`, `quiet`, and for each week's ISO date its day and month."""
    named = dict(words)
    height = TOP + BARS + FOOT
    body = [_text(MARGIN, 54, named["title"], 34, bold=True), *_legend(summary.figures, named)]
    most = max((figures.enrolled for figures in summary.weeks), default=0) or 1
    cell = (WIDTH - 2 * MARGIN) / max(len(summary.weeks), 4)
    month = ""
    for i, figures in enumerate(summary.weeks):
        left, last = MARGIN + cell * i, i == len(summary.weeks) - 1
        body += _bar(figures, left + cell * GAP / 2, cell * (1 - GAP), most)
        day, _, name = named[figures.week.isoformat()].partition(" ")
        middle, y = left + cell / 2, TOP + BARS + 40
        body.append(_text(middle, y, day, 28, bold=last, middle=True))
        if name != month:
            body.append(_text(middle, y + 34, name, 26, colour=MUTED, middle=True))
            month = name
        if last:
            body.append(f'<rect x="{middle - 24:.1f}" y="{y + 8}" width="48" height="5" rx="2" fill="{INK}"/>')
    base = TOP + BARS
    body.append(f'<rect x="{MARGIN}" y="{base}" width="{WIDTH - 2 * MARGIN}" height="3" rx="1" fill="{INK}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(body)}</svg>'
    )


def _legend(now: Figures, named: dict[str, str]) -> list[str]:
    """This week's three numbers, large, each with its colour and its name."""
    out = []
    room = WIDTH - 2 * MARGIN
    for share, colour, count, word in (
        (0.0, GREEN, now.active, "active"),
        (0.44, YELLOW, now.light, "light"),
        (0.70, PAPER, now.quiet, "quiet"),
    ):
        x = MARGIN + share * room
        out.append(_block(x, 88, 44, 44, colour, 9))
        out.append(_text(x + 58, 126, str(count), 46, bold=True))
        out.append(_text(x, 172, named[word], 27))
    return out


def _bar(figures: Figures, x: float, width: float, most: int) -> list[str]:
    """The bar of one week, from the bottom: active, light, quiet. A learner is as high in every week."""
    out, y = [], float(TOP + BARS)
    unit = BARS / most
    for colour, count in ((GREEN, figures.active), (YELLOW, figures.light), (PAPER, figures.quiet)):
        if not count:
            continue
        height = unit * count
        y -= height
        out.append(_block(x, y, width, height, colour, 6))
        if height >= ROOM_FOR_NUMBER:
            ink = {GREEN: PAPER, YELLOW: INK, PAPER: MUTED}[colour]
            out.append(_text(x + width / 2, y + height / 2 + 10, str(count), 28, bold=True, colour=ink, middle=True))
    return out


def _block(x: float, y: float, width: float, height: float, colour: str, radius: int) -> str:
    inset = RIM / 2
    rim = GREY if colour == PAPER else colour
    return (
        f'<rect x="{x + inset:.1f}" y="{y + inset + 1:.1f}" width="{width - RIM:.1f}" height="{max(1.0, height - RIM - 1):.1f}" '
        f'rx="{min(radius, height / 3):.1f}" fill="{colour}" stroke="{rim}" stroke-width="{RIM}"/>'
    )


def _text(
    x: float, y: float, text: str, size: int, *, bold: bool = False, colour: str = INK, middle: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="Andika" font-size="{size}" fill="{colour}"{weight}{anchor}>{escape(text)}</text>'
