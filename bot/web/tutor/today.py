"""The first page: who needs somebody now, what was asked, what is due; and the reader's own settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import access, codes
from bot.access import Action
from bot.handlers.staff.writing import READ
from bot.names import as_name
from bot.ports.deeds import Look, NewClass, Prefer
from bot.ports.staff import Assignment, Class, Enrolled, Letter, Role, Viewer
from bot.reports.week import needs_now, running_week
from bot.reports.weekly import Claim
from bot.turn import local_day
from bot.web.tutor import mailbox
from bot.web.tutor.frame import Pages, Sheet
from bot.web.tutor.summaries import wording_for

QUIET_DAYS = 7
MOST_QUIET = 10  # shown; who has not come for longest stands first in the class's own table
LONGEST_NAME = 40
KEY_LETTERS = 6
MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}")
HOURS = range(6, 22)
WAYS = ("chat", "mail", "chat,mail", "")


def routes(pages: Pages) -> list[BaseRoute]:
    """`/`, `/classes` (a new one), `/settings`."""
    return [
        Route("/", pages.signed_in(_today)),
        Route("/classes", pages.signed_in(_new_class), methods=["POST"]),
        Route("/settings", pages.signed_in(_settings), methods=["GET", "POST"]),
    ]


@dataclass(frozen=True, slots=True)
class Today:
    """What the first page tells: who needs somebody and why, what waits for an answer, who is quiet, what is due."""

    people: Sequence[Enrolled]
    names: Mapping[tuple[int, int], str]  # by learner and class: another name in another class
    today: date
    needs: Sequence[tuple[Class, date, Claim, str]]  # the class, its running week, the claim and its words
    asked: Sequence[Letter]
    texts: Sequence[tuple[Letter, str]]  # given as homework, with its title
    quiet: Sequence[tuple[Enrolled, int]]  # for how many days
    due: Sequence[Assignment]


async def gather(sheet: Sheet) -> Today:
    """The same for the classes that the reader teaches now."""
    rooms = sheet.viewer.classes
    ids = [room.id for room in rooms]
    people = await sheet.office.roster(ids) if ids else []
    letters = await sheet.office.letters(ids, since=sheet.now - timedelta(days=60)) if ids else []
    names = {(each.learner.id, each.class_id): each.called(sheet.t) for each in people}
    open_ones = [
        each for each in letters if each.from_learner and not each.answered and (each.learner, each.class_id) in names
    ]
    work = await sheet.office.assignments(ids) if ids else []
    titles = {one.id: one.title for one in work}
    today = local_day(sheet.now, rooms[0].timezone) if rooms else sheet.now.date()
    away = [(each, (today - local_day(each.active_at, each.learner.timezone)).days) for each in people]
    needs = []
    for room in rooms:
        theirs = [each for each in people if each.class_id == room.id]
        told = await needs_now(sheet.office, sheet.pages.catalogue(), room, sheet.now, theirs)
        words, week = wording_for(sheet, theirs), running_week(sheet.now, room.timezone)
        # A question stands by itself above, with room for the answer.
        needs += [(room, week, claim, text) for claim in told if not claim.asked and (text := words.need(claim))]
    asked = [each for each in open_ones if each.is_question]
    told_of = {(claim.learner, room.id) for room, _, claim, _ in needs}
    told_of |= {(each.learner, each.class_id) for each in asked}
    quiet = (
        (each, days)
        for each, days in away
        if days >= QUIET_DAYS and (each.learner.id, each.class_id) not in told_of and each.learner.paused_on is None
    )
    return Today(
        people,
        names,
        today,
        needs,
        asked,
        [(each, titles[each.work]) for each in open_ones if each.work in titles],
        sorted(quiet, key=lambda pair: pair[0].active_at),
        [
            each
            for each in work
            if today - timedelta(days=3) <= each.due_on <= today + timedelta(days=7)
            and (each.learner is None or (each.learner, each.class_id) in names)
        ],
    )


async def _today(sheet: Sheet) -> Response:
    rooms = sheet.viewer.classes
    makes = access.at_sites(sheet.viewer, Action.NEW_CLASS)
    if not rooms and not makes:
        return sheet.back("/programme")  # a coordinator's first page
    told = await gather(sheet)
    seen = {each.class_id for each in told.people}
    await sheet.do(*_looks(sheet, seen, {(each.class_id, each.learner) for each in told.asked}))
    return await sheet.render(
        "today",
        rooms=rooms,
        counts={room.id: sum(each.class_id == room.id for each in told.people) for room in rooms},
        by_id={room.id: room for room in rooms},
        told=told,
        most_quiet=MOST_QUIET,
        makes=makes,
    )


def _looks(sheet: Sheet, seen: Set[int], read: Set[tuple[int, int]]) -> Iterator[Look]:
    """Lines of the log: classes of which learners were seen, and learners whose questions were read."""
    for room in sheet.viewer.classes:
        post = access.in_class(sheet.viewer, Action.SEE_CLASS, room)
        if post is not None and room.id in seen:
            yield Look("see class", room.site.id, post.id, room.id)
            for _, learner in sorted(pair for pair in read if pair[0] == room.id):
                yield Look(READ, room.site.id, post.id, room.id, learner)


async def _new_class(sheet: Sheet) -> Response:
    name = as_name(sheet.one("name"))[:LONGEST_NAME]
    posts, where = access.at_sites(sheet.viewer, Action.NEW_CLASS), sheet.one("site")
    post = next((each for each in posts if len(posts) == 1 or str(each.site.id) == where), None)
    if post is None or not name:
        return sheet.back("/", "page.no_name_given" if post else "staff.nothing")
    chance = sheet.pages.chance
    key = "".join(codes.ALPHABET[chance(len(codes.ALPHABET))] for _ in range(KEY_LETTERS)).lower()
    zone = sheet.viewer.classes[0].timezone if sheet.viewer.classes else sheet.pages.timezone
    await sheet.do(NewClass(key, name, post.site.id, zone, codes.fresh(chance), post.id))
    return sheet.back(f"/class/{key}/invite", "page.saved")


def _ways(viewer: Viewer, *, mails: bool) -> Sequence[str]:
    """How a summary can come to somebody; none: they teach nothing, or have neither chat nor mail here."""
    chat = any(each.person is not None for each in viewer.posts)
    able = [way for way in WAYS if (mails or "mail" not in way) and (chat or "chat" not in way)]
    return able if any(able) and any(each.role is Role.TUTOR for each in viewer.posts) else ()


async def _settings(sheet: Sheet) -> Response:
    post, mails = sheet.viewer.post, sheet.pages.mails
    ways = _ways(sheet.viewer, mails=mails)
    if sheet.request.method != "POST":
        languages = [
            (code, sheet.pages.learners_words()("language.name", code)) for code in sheet.pages.words().languages
        ]
        by = post.by if mails else post.by and "chat"  # a summary that cannot be mailed comes in chat
        return await sheet.render(
            "settings",
            post=post,
            confirmed=all(each.mailbox for each in sheet.viewer.posts),
            by=by,
            languages=languages,
            hours=HOURS,
            ways=ways,
        )
    name = as_name(sheet.one("name"))[:LONGEST_NAME] or post.name
    language = sheet.one("language") if sheet.one("language") in sheet.pages.words().languages else post.language
    email = sheet.one("email") or None if mails else post.email
    if email is not None and not MAIL.fullmatch(email):
        return sheet.back("/settings", "page.bad_mail")
    asked = (sheet.one("day"), sheet.one("hour"), sheet.one("by"))
    day, hour, by = asked if ways else (str(post.day), str(post.hour), post.by)
    if ways and (day not in set("0123456") or not hour.isdecimal() or int(hour) not in HOURS or by not in ways):
        return sheet.back("/settings", "page.not_saved")
    if "mail" in by and email is None:
        return sheet.back("/settings", "page.bad_mail")
    deeds = [Prefer(each.id, name, language, email, int(day), int(hour), by) for each in sheet.viewer.posts]
    if email is None or all(each.email == email for each in sheet.viewer.posts):
        await sheet.do(*deeds)
        return sheet.back("/settings", "page.saved")
    code = mailbox.letter(sheet, email, language)
    await sheet.do(*deeds, *code)
    return sheet.back("/settings", "page.mailbox_sent" if code else "page.mailbox_full")
