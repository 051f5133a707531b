"""The poster of a class: one page, a code to scan or type, and what it is in the languages of the people who pass by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from bot.reports.picture import FONTS, GREEN, INK, PAPER

WIDTH, HEIGHT = 1275, 1650  # letter paper at 150 dots an inch
MARGIN = 90
QR = 500
LONGEST_ADDRESS = 1800  # its letters times their size
LINE = 66  # letters of a text in one line


@lru_cache(maxsize=8)
def draw_poster(link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
    """A PNG of the page. `words` are (the language's own name, two or three sentences), four languages at most."""
    import resvg_py

    png: bytes = resvg_py.svg_to_bytes(
        svg_string=poster_svg(link, code, words),
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family="Andika",
        skip_system_fonts=True,
    )
    return bytes(png)


def poster_svg(link: str, code: str, words: Iterable[tuple[str, str]]) -> str:
    """The same page as SVG."""
    middle = WIDTH / 2
    address = link.partition("://")[2] or link  # for who has no camera at hand
    body = [
        _text(middle, 170, "Doorway", 120, bold=True, middle=True),
        f'<rect x="{middle - QR / 2 - 30:.0f}" y="230" width="{QR + 60}" height="{QR + 60}" rx="36" fill="none" stroke="{GREEN}" stroke-width="10"/>',
        _qr(link, middle - QR / 2, 260),
        _text(middle, 260 + QR + 125, code, 84, bold=True, middle=True),
        _text(middle, 260 + QR + 185, address, min(36, LONGEST_ADDRESS // len(address)), middle=True),
    ]
    y = 260 + QR + 265.0
    for name, text in words:
        body.append(_text(MARGIN, y, name, 34, bold=True))
        for line in _lines(text):
            y += 42
            body.append(_text(MARGIN, y, line, 32))
        y += 58
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(body)}</svg>'
    )


def _qr(link: str, x: float, y: float) -> str:
    import segno

    rows = list(segno.make(link, error="m").matrix)
    cell = QR / len(rows)
    squares = [
        f'<rect x="{x + cell * column:.2f}" y="{y + cell * row:.2f}" width="{cell + 0.3:.2f}" height="{cell + 0.3:.2f}"/>'
        for row, bits in enumerate(rows)
        for column, dark in enumerate(bits)
        if dark
    ]
    return f'<g fill="{INK}" shape-rendering="crispEdges">{"".join(squares)}</g>'


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _text(x: float, y: float, text: str, size: int, *, bold: bool = False, middle: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-family="Andika" font-size="{size}" fill="{INK}"{weight}{anchor}>{escape(text)}</text>'
