"""The command line: what `main.py --help` shows."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(content: Path) -> argparse.ArgumentParser:
    """All commands; schemas are written below `content` unless told otherwise."""
    out = argparse.ArgumentParser(
        prog="main.py", description="Doorway: practice for English and for the US citizenship test, by chat."
    )
    commands = out.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="serve Telegram if a token is set, and the browser chat")
    talk = commands.add_parser("chat", help="the same conversation in this terminal")
    talk.add_argument("--lesson", metavar="ID", help="try one lesson at once, as en-a1b-u03-l2; nothing is kept")
    reading = commands.add_parser("content", help="check, list or describe the content")
    what = reading.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = what.add_parser("check", help="find every fault, each as file:line")
    check.add_argument(
        "of", nargs="?", default="", metavar="PART", help="only of files whose path holds this, as a1b/u05"
    )
    what.add_parser("report", help="what there is, level by level")
    listing = what.add_parser("list", help="every item: id, type, level, text, accepted answers")
    listing.add_argument("--json", action="store_true", help="as a JSON array, an item a line")
    listing.add_argument("--state", help="whose officials count (default: DEFAULT_STATE)")
    schema = what.add_parser("schema", help="write JSON Schema for editors")
    schema.add_argument("--out", type=Path, default=content / "schema", help="the folder to write to")
    grading = commands.add_parser("grade", help="grade answers read as JSON lines from standard input")
    grading.add_argument("--batch", action="store_true", required=True, help="JSON lines in, JSON lines out")
    week = commands.add_parser("summary", help="a class's weekly summary; for all classes without --class")
    week.add_argument("--class", dest="room", metavar="CODE", help="the key of a class, or a code to join it")
    week.add_argument("--week", metavar="YEAR-WEEK", help="as 2026-W47 (default: the last week that has ended)")
    week.add_argument("--send", action="store_true", help="send it to the class's tutors now, if they have not had it")
    commands.add_parser("migrate", help="bring the database to today's schema")
    for name, text in (("backup", "copy the database to FILE"), ("restore", "put FILE in the database's place")):
        commands.add_parser(name, help=text).add_argument("file", type=Path, metavar="FILE")
    export = commands.add_parser("export", help="a class's practice, hours and homework as CSV or XLSX; no answers")
    export.add_argument("--class", dest="class_", required=True, metavar="CODE", help="its key, or a code to join it")
    export.add_argument("--format", choices=("csv", "xlsx"), default="csv", help="csv goes to standard output")
    export.add_argument("--out", type=Path, metavar="FILE", help="the file to write (xlsx: KEY.xlsx unless given)")
    export.add_argument("--language", choices=("en", "es"), default="en", help="of the column names")
    inviting = commands.add_parser("invite", help="invite a tutor or a coordinator: prints a code and links")
    inviting.add_argument("role", choices=("tutor", "coordinator"))
    inviting.add_argument(
        "--site", default="Main site", metavar="NAME", help="the host organisation (default: %(default)s)"
    )
    revoking = commands.add_parser("revoke", help="end a code that was given out: it opens nothing any more")
    revoking.add_argument("code", metavar="CODE")
    demo = commands.add_parser("demo", help="the demo class")
    demo.add_argument("what", choices=("remove",), help="take it and its people away")
    commands.add_parser("doctor", help="say what is configured, reachable and missing")
    return out
