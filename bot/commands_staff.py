"""The commands about classes: what they print or write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot import codes
from bot.handlers.staff.coordinating import INVITATION_LASTS
from bot.handlers.staff.home import LINK_LASTS
from bot.lessons.live import LiveContent
from bot.ports import Links
from bot.ports.deeds import FoundSite, GiveSignIn, Look, MakeCode, RevokeCode
from bot.ports.office import Office
from bot.ports.staff import Class, Role
from bot.problem import Problem
from bot.reports.class_export import AT_ONCE, class_sheets
from bot.reports.exports import csv_of, write_xlsx
from bot.reports.programme_words import Sheet, Wording

LONGEST_SITE = 60


async def invite(
    office: Office, links: Links, role: str, site: str, chance: Callable[[int], int], now: datetime
) -> None:
    """Print a code and the links that make somebody a tutor or coordinator of a site; the site is founded if it is new. Its
    coordinators without a chat, to whom nobody else could give it, get a link to sign in again.

    Raises:
        Problem: the site's name is none.
    """
    site = " ".join(site.split())
    if not 0 < len(site) <= LONGEST_SITE:
        raise Problem(f"Give the site a name of 1 to {LONGEST_SITE} characters: --site NAME.")
    sites = await office.sites()
    site = next((each.name for each in sites if each.name.casefold() == site.casefold()), site)
    code = codes.fresh(chance)
    until = now + INVITATION_LASTS
    await office.do([FoundSite(site), MakeCode(code, role, site, None, until)], now)
    print(f"{role.title()} of {site}: code {code}, works once, until {until:%Y-%m-%d}.")
    print(f"  in the chat:  {links.join(code)}\n  on a page:    {links.base}/tutor/join/{code}")
    others = [each.name for each in sites if not each.demo]
    if others and all(each.name != site for each in sites):  # perhaps by a slip of the finger
        print(f"  {site} is a new site, beside {', '.join(others)}.")
    if role != Role.COORDINATOR:
        return
    here = [each.id for each in await office.sites() if each.name == site]
    for post in await office.posts(here):
        if post.role is Role.COORDINATOR and post.until is None and post.person is None:
            token = codes.token(chance)
            await office.do([GiveSignIn(token, post.id, now + LINK_LASTS, None)], now)
            print(f"{post.name} has no chat, and signs in again (once, for 15 minutes):\n  {links.sign_in(token)}")


async def revoke(office: Office, code: str, now: datetime) -> bool:
    """End a code of any kind; whether there was one that worked."""
    found = await office.code(codes.normal(code) or code)
    if found is None or not found.works(now):
        return False
    await office.do([RevokeCode(found.code, None)], now)
    print(f"{found.code} opens nothing any more.")
    return True


async def export(
    office: Office, folder: Path, code: str, *, form: str, out: Path | None, language: str, now: datetime
) -> None:
    """Write a class's figures: CSV to standard output unless a file is named, XLSX to a file. That is noted in the log. How far
    it is, when there are many learners, is told on standard error.

    Raises:
        Problem: there is no class of that key or code, or the file cannot be written.
    """
    room = await _find_class(office, code)
    if room is None:
        raise Problem(f"There is no class {code}: give its key, or the code to join it.")
    content = LiveContent(folder)
    words = Wording(content.staff_phrases, language)
    sheets = await class_sheets(office, content.catalogue, words, room, now, progress=_told)
    out = out or (None if form == "csv" else Path(f"{room.key}.xlsx"))
    try:
        _write(sheets, form, out)
    except BrokenPipeError:
        raise  # whoever reads has read enough
    except OSError as error:
        if out is not None and out.is_file() and not out.is_symlink():
            out.unlink()  # half a table must not be taken for the whole
        raise Problem(f"{error.filename or out or 'Standard output'} cannot be written: {error.strerror}.") from None
    await office.do([Look("export class", room.site.id, None, room.id)], now)


async def _find_class(office: Office, code: str) -> Class | None:
    """The class of a key, or of a code by which learners join it."""
    for room in await office.classes():
        if room.key.casefold() == code.casefold():
            return room
    invitation = await office.code(code)
    if invitation is None or invitation.class_id is None:
        return None
    found: Sequence[Class] = await office.classes(ids=[invitation.class_id])
    return found[0] if found else None


def _write(sheets: Sequence[Sheet], form: str, path: Path | None) -> None:
    """The first sheet as CSV, to standard output if no file is named; all of them as XLSX."""
    if path is None:
        sys.stdout.buffer.write(csv_of(sheets[:1]))
        sys.stdout.flush()
        return
    with _private(path) as file:
        if form == "csv":
            file.write(csv_of(sheets[:1]))
        else:
            write_xlsx(sheets, file)
    print(path)


def _told(done: int, all: int) -> None:
    """How many learners are read, on one line; nothing for a class that is read at once."""
    if all > AT_ONCE:
        print(f"\r{done:,} of {all:,} learners read", end="\n" if done == all else "", file=sys.stderr, flush=True)


def _private(path: Path) -> BinaryIO:
    """A file that only its owner reads, because there are names in it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
