"""The progress picture: a dot for every question and one for every day, so that it can be read without reading."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from math import ceil
from pathlib import Path

from bot.lessons.progress import Progress

WIDTH = 720
MARGIN = 36
GREEN, YELLOW, GREY, INK, PAPER = "#1b8a4b", "#f2b50c", "#d9dde3", "#1c2430", "#ffffff"
RING = "#868f9c"  # what is still to come: pale, and yet seen by day on a poor screen (3 : 1 on paper)
FONTS = Path(__file__).parents[2] / "content" / "pictures" / "fonts"
ROOMY = 20  # questions: up to so many, a row holds fewer and larger dots


@lru_cache(maxsize=64)
def draw(figures: Progress, words: tuple[tuple[str, str], ...]) -> bytes:
    """A PNG, 720 px wide. `words`: `known`, `learning`, `left`, `week`, and `days` (seven letters)."""
    return render(svg(figures, dict(words)))


def render(svg: str, *, bold_only: bool = False) -> bytes:
    """An SVG as PNG, its letters in Andika; with `bold_only` half the fonts are read."""
    import resvg_py

    fonts = sorted(FONTS.glob("*-Bold.ttf" if bold_only else "*.ttf"))
    png: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, font_files=[str(path) for path in fonts], font_family="Andika", skip_system_fonts=True
    )
    return bytes(png)


def svg(figures: Progress, words: dict[str, str]) -> str:
    """The same picture as SVG."""
    columns = 10 if figures.total > ROOMY else 5
    columns = 16 if figures.total > 100 else columns
    cell = (WIDTH - 2 * MARGIN) / columns
    radius = cell * 0.38
    body: list[str] = []
    for i in range(figures.total):
        x, y = MARGIN + cell * (i % columns + 0.5), MARGIN + cell * (i // columns + 0.5)
        if i < figures.known:
            body.append(_dot(x, y, radius, GREEN))
            body.append(_tick(x, y, radius))
        elif i < figures.known + figures.learning:
            body.append(_dot(x, y, radius, YELLOW))
        else:
            body.append(_ring(x, y, radius))
    y = MARGIN + cell * ceil(figures.total / columns) + 46
    third = (WIDTH - 2 * MARGIN) / 3
    legend = ((GREEN, figures.known, "known"), (YELLOW, figures.learning, "learning"), (GREY, figures.left, "left"))
    for i, (colour, count, word) in enumerate(legend):
        x = MARGIN + third * i
        body.append(_ring(x + 20, y - 14, 19) if word == "left" else _dot(x + 20, y - 14, 19, colour))
        body.append(_text(x + 50, y, str(count), 44, bold=True))
        body.append(_text(x, y + 40, words[word], 27))
    y += 104
    body.append(_text(MARGIN, y, words["week"], 27, bold=True))
    seventh = (WIDTH - 2 * MARGIN) / 7
    for i, letter in enumerate(words["days"].split()):
        x = MARGIN + seventh * (i + 0.5)
        if i < 7 and figures.days[i]:
            body += [_dot(x, y + 50, 30, GREEN), _tick(x, y + 50, 30)]
        else:
            body.append(_ring(x, y + 50, 30))
        body.append(_text(x, y + 116, letter, 27, bold=i == figures.today, middle=True))
        if i == figures.today:
            body.append(f'<rect x="{x - 26:.1f}" y="{y + 124}" width="52" height="5" rx="2" fill="{INK}"/>')
    height = y + 152
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(body)}</svg>'
    )


def _dot(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}"/>'


def _ring(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius - 2:.1f}" fill="none" stroke="{RING}" stroke-width="4"/>'


def _tick(x: float, y: float, radius: float) -> str:
    r = radius * 0.5
    points = f"{x - r:.1f},{y:.1f} {x - r * 0.25:.1f},{y + r * 0.7:.1f} {x + r:.1f},{y - r * 0.7:.1f}"
    return f'<polyline points="{points}" fill="none" stroke="{PAPER}" stroke-width="{radius * 0.22:.1f}" stroke-linecap="round" stroke-linejoin="round"/>'


def _text(x: float, y: float, text: str, size: int, *, bold: bool = False, middle: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="Andika" font-size="{size}" fill="{INK}"{weight}{anchor}>{escape(text)}</text>'
