"""Sheets → CSV and XLSX. Nothing that somebody wrote can become a formula in whoever's spreadsheet opens it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from bot.reports.programme_words import Plain, Sheet, plain
from bot.reports.tables import Share

BOM = "\ufeff"  # tells Excel that the file is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is reckoned, not read
WIDEST = 60
SHEET_NAME = 31  # letters of a sheet's name that Excel allows
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def csv_of(sheets: Sequence[Sheet]) -> bytes:
    """One sheet as a plain table; several one after another, each under its title, with its notes below."""
    out = io.StringIO(newline="")
    out.write(BOM)
    lines = csv.writer(out)
    for i, sheet in enumerate(sheets):
        if len(sheets) > 1:
            lines.writerows([[], [_quoted(sheet.title)]] if i else [[_quoted(sheet.title)]])
        lines.writerow([_quoted(name) for name in sheet.columns])
        lines.writerows([_quoted(value) for value in row] for row in sheet.rows)
        lines.writerows([_quoted(text)] for text in sheet.notes)
    return out.getvalue().encode()


def _quoted(value: Plain) -> str | int | float:
    """A number as it is; a text that would be reckoned begins with an apostrophe, and is read."""
    if isinstance(value, int | float):
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def write_xlsx(sheets: Sequence[Sheet], to: BinaryIO) -> None:
    """A workbook with a page for each sheet. Rows go to the disk as they come, into a folder of its own that is gone
    afterwards, so that size costs no memory and no name stays behind."""
    import xlsxwriter  # only who exports pays for it

    with TemporaryDirectory(prefix="doorway-export-") as folder:
        whole = Path(
            folder, "whole.xlsx"
        )  # where `to` takes no more, the library would answer with a traceback at its end
        book = xlsxwriter.Workbook(whole, {"constant_memory": True, "tmpdir": folder})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "0", "valign": "top"}),
            "tenths": book.add_format({"num_format": "0.0", "valign": "top"}),
            "share": book.add_format({"num_format": "0%", "valign": "top"}),
            "note": book.add_format({"italic": True, "font_color": "#555555"}),
        }
        names: set[str] = set()
        for sheet in sheets:
            _page(book.add_worksheet(_page_name(sheet.title, names)), sheet, looks)
        book.close()
        with whole.open("rb") as file:
            shutil.copyfileobj(file, to)


def xlsx_of(sheets: Sequence[Sheet]) -> bytes:
    """The same as bytes, for what is sent at once."""
    out = io.BytesIO()
    write_xlsx(sheets, out)
    return out.getvalue()


def _page(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    for j, name in enumerate(sheet.columns):
        texts = [name, *(plain(row[j]) for row in sheet.rows[:200])]
        page.set_column(j, j, min(WIDEST, 2 + max(len(text) for text in texts)))
    page.write_string(0, 0, sheet.title, looks["title"])
    for j, name in enumerate(sheet.columns):
        page.write_string(1, j, name, looks["head"])
    page.freeze_panes(2, 1)
    for i, row in enumerate(sheet.rows, 2):
        for j, value in enumerate(row):
            if isinstance(value, Share):
                page.write_number(i, j, value.value, looks["share"])
            elif isinstance(value, int | float):
                page.write_number(i, j, value, looks["number" if isinstance(value, int) else "tenths"])
            else:
                page.write_string(i, j, value, looks["text"])
    for i, text in enumerate(sheet.notes, 3 + len(sheet.rows)):
        page.write_string(i, 0, text, looks["note"])


def _page_name(title: str, taken: set[str]) -> str:
    """A title as a sheet may be called: short, without Excel's own signs, and once."""
    base = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:SHEET_NAME].strip() or "Sheet"
    name, n = base, 1
    while name.casefold() in taken:
        n += 1
        name = f"{base[: SHEET_NAME - 2 - len(str(n))]} {n}"
    taken.add(name.casefold())
    return name
