"""Drawings of the content put into one picture: side by side with their numbers, or one alone."""

from __future__ import annotations

from functools import lru_cache

from bot.reports.picture import GREY, INK, PAPER, WIDTH, render

SIDE = 240  # of a drawing's own square
ACROSS, DOWN = WIDTH // 2, 316  # a cell
DRAWN = 264  # a drawing's side in a cell
ALONE = 300  # and alone
KEPT = 400  # pictures, 12 MB: all that the course has now


@lru_cache(maxsize=KEPT)
def compose(drawings: tuple[str, ...]) -> bytes:
    """A PNG, 720 px wide, from the SVG elements of one to four drawings."""
    return render(svg(drawings), bold_only=True)


def svg(drawings: tuple[str, ...]) -> str:
    """The same picture as SVG."""
    if len(drawings) == 1:
        height = DOWN
        body = _placed(drawings[0], (WIDTH - ALONE) / 2, (DOWN - ALONE) / 2, ALONE)
    else:
        height = DOWN * ((len(drawings) + 1) // 2)
        body = "".join(_cell(drawing, i, len(drawings)) for i, drawing in enumerate(drawings))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{body}</svg>'
    )


def _cell(drawing: str, place: int, count: int) -> str:
    """One of several, in a frame with its number; the last of three stands in the middle."""
    alone = count % 2 == 1 and place == count - 1
    x, y = (ACROSS / 2 if alone else ACROSS * (place % 2)), DOWN * (place // 2)
    return (
        f'<rect x="{x + 6}" y="{y + 6}" width="{ACROSS - 12}" height="{DOWN - 12}" rx="20" fill="none" stroke="{GREY}" stroke-width="4"/>'
        f"{_placed(drawing, x + ACROSS - DRAWN - 14, y + (DOWN - DRAWN) / 2, DRAWN)}"
        f'<circle cx="{x + 46}" cy="{y + 48}" r="30" fill="{INK}"/>'
        f'<text x="{x + 46}" y="{y + 64}" font-family="Andika" font-size="46" font-weight="bold" fill="{PAPER}" text-anchor="middle">{place + 1}</text>'
    )


def _placed(drawing: str, x: float, y: float, side: float) -> str:
    # A group and no nested <svg>: that would be clipped by a mask, which takes twice the time.
    return f'<g transform="translate({x} {y}) scale({side / SIDE:.4f})">{drawing}</g>'
