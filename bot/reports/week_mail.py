"""A weekly summary as e-mail: the same sections as text and as plain HTML with everything in it, nothing fetched from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from itertools import zip_longest

from bot.markup import runs, unmarked
from bot.messages import Mail, Outgoing
from bot.ports.staff import Class
from bot.reports.week_words import Section, Wording
from bot.reports.weekly import WeeklySummary

_BODY = "margin:0;padding:16px;background:#f4f5f7;color:#1c2430;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_SHEET = "max-width:600px;margin:0 auto;padding:20px 24px;background:#ffffff;border-radius:12px"
_HEAD = "margin:24px 0 6px;font-size:18px;line-height:1.3"
_LINE = "margin:4px 0"
_CELL = "padding:4px 12px 4px 0;text-align:left;font-size:14px"
_WAY = "color:#1c5fb8"
_PRESS = f"{_WAY};font-size:14px;white-space:nowrap"
_SMALL = "margin:20px 0 0;font-size:13px;color:#5b6675"


def mail(summary: WeeklySummary, room: Class, words: Wording, link: str) -> Outgoing:
    """The message for the channel "mail"; `link` leads to the tutor's pages."""
    first, last = words.day(summary.week), words.day(summary.week + timedelta(days=6))
    subject = unmarked(words.t("week.subject", room=room.name, **{"from": first, "to": last}))
    pages = (f"{link}/class/{room.key}/summary/{summary.week}", f"{link}/settings")
    ends = tuple(words.t(key, link=page) for key, page in zip(("week.page", "week.stop"), pages, strict=True))
    text = "\n\n".join([unmarked(words.text(summary, room)), _plain_table(words.table(summary)), *map(unmarked, ends)])
    picture = words.picture(summary)
    parts = [f'<h1 style="margin:0;font-size:22px;line-height:1.3">{_html(words.title(summary, room))}</h1>']
    sections, base = words.sections(summary), f"{link}/class/{room.key}"
    labels = (words.t("staff.write"), words.t("week.why"))
    last_part = [section for section in sections if section.key in ("figures", "empty")]
    parts += [_section(section, base, labels) for section in sections if section not in last_part]
    parts.append(
        f'<img src="cid:picture" alt="{escape(picture.alt)}" width="552" '
        'style="display:block;width:100%;height:auto;margin:16px 0 0">'
    )
    parts += [_section(section, base, labels) for section in last_part]
    parts.append(_table(words.table(summary)))
    for end, page in zip(ends, pages, strict=True):
        parts.append(f'<p style="{_SMALL}">{_html(end).replace(escape(page), _link(page, page))}</p>')
    html = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f'<body style="{_BODY}"><div style="{_SHEET}">{"".join(parts)}</div></body></html>'
    )
    return Outgoing(text, picture=picture, mail=Mail(subject, html))


def _html(text: str) -> str:
    return "".join(f"<strong>{escape(piece)}</strong>" if bold else escape(piece) for piece, bold in runs(text))


def _link(page: str, label: str, style: str = _WAY) -> str:
    return f'<a style="{style}" href="{escape(page)}">{escape(label)}</a>'


def _section(section: Section, base: str, labels: tuple[str, str]) -> str:
    """Heading and lines, which lead to a message that is ready and to what they rest on; `base`: the class's page."""
    out = f'<h2 style="{_HEAD}">{_html(section.heading)}</h2>' if section.heading else ""
    for line, *pages in zip_longest(section.lines, section.writes, section.opens):
        links = [
            _link(base + page, label, _PRESS) for page, label in zip(pages, labels, strict=True) if page is not None
        ]
        out += f'<p style="{_LINE}">{" ".join([_html(line), *links])}</p>'
    return out


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = rows
    cells = "".join(f'<th scope="col" style="{_CELL}">{escape(cell)}</th>' for cell in head)
    lines = [f"<tr>{cells}</tr>"]
    for first, *rest in body:
        cells = "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in rest)
        lines.append(f'<tr><th scope="row" style="{_CELL};font-weight:normal">{escape(first)}</th>{cells}</tr>')
    return f'<table style="margin:8px 0 0;border-collapse:collapse">{"".join(lines)}</table>'


def _plain_table(rows: tuple[tuple[str, ...], ...]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
