"""A tutor's students: who needs them first, and one learner's card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rapidfuzz import fuzz, process

from bot import access
from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.handlers.tutors import tell_ended
from bot.lessons.listing import title_of
from bot.lessons.model import Verdict
from bot.lessons.planner import by_item
from bot.lessons.progress import GRADED_A_DAY
from bot.lessons.readiness import readiness, standing
from bot.ports.deeds import Leave
from bot.ports.office import Answered
from bot.ports.staff import Class, Enrolled
from bot.turn import local_day

WEEKS = 4
HARD = timedelta(days=14)
HARD_SHOWN = 3
NOTES_SHOWN = 3
SHOWN = 30
MEANT = 60  # likeness from which a typed name is taken for a student's, of 100


async def show_all(desk: Desk, arguments: list[str]) -> None:
    """Students of one class or of all: who needs somebody first and why, then those who were here longest ago."""
    if arguments:
        here = await desk.room(Action.SEE_CLASS, arguments[0])
        if here is None:
            return desk.nothing()
        rooms: Sequence[Class] = [here[0]]
    elif desk.viewer.classes:
        rooms = desk.viewer.classes
    else:
        return desk.which_class("students")
    people = list(await desk.office.roster([room.id for room in rooms]))
    reasons: dict[tuple[int, int], str] = {}
    for room in rooms:
        post = access.in_class(desk.viewer, Action.SEE_CLASS, room)
        for learner, reason in await desk.turn.tools.reports.needs(room, post, desk.turn.now) if post else ():
            reasons[learner, room.id] = reason
    urgent = {key: i for i, key in enumerate(reasons)}
    people.sort(key=lambda each: (urgent.get((each.learner.id, each.class_id), len(urgent)), each.active_at))
    once: dict[int, Enrolled] = {}
    for each in people:
        once.setdefault(each.learner.id, each)  # of several classes the one where they are needed most
    people = list(once.values())
    back = desk.button("staff.back", "class", rooms[0].id) if arguments else desk.button("staff.home", "home")
    if not people:
        return desk.say(desk.s("students.none"), (desk.button("staff.invite", "invite"),), (back,))
    desk.saw_classes(each.class_id for each in people)
    rows = [(desk.to(_label(desk, each, rooms), "student", each.learner.id, each.class_id),) for each in people[:SHOWN]]
    more = f"\n{desk.s('students.more', n=len(people) - SHOWN)}" if len(people) > SHOWN else ""
    needed = [reasons[key] for each in people if (key := (each.learner.id, each.class_id)) in reasons]
    told = "".join(f"\n{i}. {reason}" for i, reason in enumerate(needed, 1))
    return desk.say(desk.s("students.all") + told + more, *rows, (back,))


def _label(desk: Desk, each: Enrolled, rooms: Sequence[Class]) -> str:
    """Name and last day; the class too where there are several."""
    days = (desk.turn.today - local_day(each.active_at, each.learner.timezone)).days
    seen = desk.s("students.today") if days <= 0 else desk.s("students.days_ago", n=days)
    where = [room.name for room in rooms if room.id == each.class_id and len(rooms) > 1]
    return " · ".join([each.called(desk.s), seen, *where])


async def read_name(desk: Desk, text: str) -> None:
    """`/student NAME`: the nearest name is shown; several that fit are offered."""
    people = await desk.office.roster([room.id for room in desk.viewer.classes])
    names = {i: each.called(desk.s).casefold() for i, each in enumerate(people)}
    found = process.extract(text.casefold(), names, scorer=fuzz.WRatio, score_cutoff=MEANT, limit=6)
    best = [people[i] for _, score, i in found if score >= found[0][1] - 10]
    if len(best) == 1:
        return await show(desk, [str(best[0].learner.id), str(best[0].class_id)])
    if not best:
        return await show_all(desk, [])
    desk.saw_classes(each.class_id for each in best)
    rooms = desk.viewer.classes
    rows = [(desk.to(_label(desk, each, rooms), "student", each.learner.id, each.class_id),) for each in best]
    return desk.say(desk.s("students.which"), *rows, (desk.button("staff.students", "students"),))


async def show(desk: Desk, arguments: list[str]) -> None:
    """One learner: level, days, minutes, what is hard with real items, readiness, notes; and what can be done."""
    here = await desk.learner(Action.SEE_LEARNER, arguments[1], arguments[0]) if len(arguments) > 1 else None
    if here is None:
        return desk.nothing()
    room, _, each = here
    learner, id, b = each.learner, each.learner.id, desk.button
    lines = [f"**{each.called(desk.s)}** · {room.name}"]
    if learner.level is not None:
        lines.append(desk.s("student.level", level=desk.s(f"week.level.{learner.level}")))
    today = local_day(desk.turn.now, learner.timezone)
    days = await desk.office.days([id], today - timedelta(weeks=WEEKS) + timedelta(days=1))
    week = [day for day in days if day.day > today - timedelta(days=7)]
    for key, those in (("student.week", week), ("student.month", days)):
        practised = sum(day.graded >= GRADED_A_DAY for day in those)
        lines.append(desk.s(key, n=practised, minutes=round(sum(day.seconds for day in those) / 60)))
    hard = hardest(await desk.office.answered([id], desk.turn.now - HARD))
    if hard:
        names = "".join(f"\n· {title_of(desk.turn.tools.catalogue, item)} ({missed}×)" for item, missed in hard)
        lines.append(desk.s("student.hard", items=names))
    lines += await _ready(desk, each)
    notes = await desk.office.notes(id, [room.id])
    for note in notes[-NOTES_SHOWN:]:
        day = local_day(note.at, room.timezone)
        lines.append(desk.s("student.note", day=desk.day(day), text=note.text))
    return desk.say(
        "\n".join(lines),
        (b("student.write", "write", room.id, id), b("student.assign", "assign", room.id, id)),
        (b("student.note_new", "note", room.id, id), b("student.result", "result", room.id, id)),
        (b("student.set_level", "level", room.id, id), b("student.can", "can", room.id, id)),
        (b("student.off", "off", room.id, id),),
        (b("staff.back", "students", room.id),),
    )


async def _ready(desk: Desk, each: Enrolled) -> list[str]:
    """The week of an interview that was shared, and readiness in a word; nothing else: the track and the test are theirs to
    tell."""
    learner, catalogue = each.learner, desk.turn.tools.catalogue
    shared = [seen for seen in await desk.office.interviews([learner.id]) if seen.shared]
    lines = [desk.s("student.interview", day=desk.day(seen.week)) for seen in shared]
    if not shared or learner.test is None:
        return lines
    cards = by_item((await desk.office.memories([learner.id]))[learner.id])
    questions = [question.id for question in catalogue.test(learner.test, senior=bool(learner.senior))]
    chance = readiness(learner.test, questions, cards, desk.turn.now, senior=bool(learner.senior))
    return [*lines, desk.s("student.ready", word=desk.s(f"ready.{standing(chance)}"))]


def hardest(answers: Sequence[Answered], *, most: int = HARD_SHOWN) -> list[tuple[str, int]]:
    """The items missed most often (at least twice), with how often."""
    missed: dict[str, int] = {}
    for answer in answers:
        if answer.verdict is not Verdict.CORRECT:
            missed[answer.item] = missed.get(answer.item, 0) + 1
    ranked = sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(item, count) for item, count in ranked if count > 1][:most]


async def ask_off(desk: Desk, arguments: list[str]) -> None:
    """Ask once before somebody is taken off a class."""
    here = await desk.learner(Action.RUN_CLASS, arguments[0], arguments[1]) if len(arguments) > 1 else None
    if here is None:
        return desk.nothing()
    room, post, each = here
    desk.saw(room, post, each.learner.id)
    yes = desk.button("student.off_yes", "offed", room.id, each.learner.id)
    no = desk.button("staff.back", "student", each.learner.id, room.id)
    name = each.called(desk.s)
    return desk.say(desk.s("student.off_ask", name=name, room=room.name), (no,), (yes,))


async def take_off(desk: Desk, arguments: list[str]) -> None:
    """They are not in the class any more, and the tutor sees nothing of theirs."""
    here = await desk.learner(Action.RUN_CLASS, arguments[0], arguments[1]) if len(arguments) > 1 else None
    if here is None:
        return desk.nothing()
    room, post, each = here
    told = tell_ended(desk.turn.tools.phrases, room, [each], desk.turn.now)
    desk.turn.do(Leave(room.id, each.learner.id, post.id), *told)
    return desk.say(desk.s("student.offed"), (desk.button("staff.students", "students", room.id),))
