"""Homework: what is set, for whom, until when, and how far everybody is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.handlers.staff.students import HARD, hardest
from bot.handlers.tutors import not_at_night
from bot.homework import share
from bot.lessons.course import LEVELS, Unit
from bot.lessons.model import Catalogue, Verdict
from bot.messages import Button, Outgoing
from bot.phrases import Phrases
from bot.ports.deeds import Assign, Send, Withdraw
from bot.ports.office import Office
from bot.ports.staff import TEXT, Assignment, Class, Enrolled
from bot.turn import local_day

TRACKS = ("work", "civ", "cit")
QUESTIONS = 10
HARDEST = 10
DUE_IN = (2, 7, 14)  # days
SHOWN = 6
MOST_TEXTS = 8  # of one homework, to be read
LONGEST_TITLE = 48
EVERYBODY = 0
TWICE = timedelta(minutes=1)  # the same homework set again within it was set once


async def ask_what(desk: Desk, arguments: list[str]) -> None:
    """What is set. Arguments: the class (else: which one), the learner (0 or none: everybody)."""
    if not arguments:
        if len(desk.viewer.classes) == 1:
            arguments = [str(desk.viewer.classes[0].id)]
        else:
            return desk.which_class("assign")
    here = await desk.room(Action.ASSIGN, arguments[0])
    if here is None:
        return desk.nothing()
    room, who, b = here[0].id, arguments[1] if len(arguments) > 1 else EVERYBODY, desk.button
    levels = [desk.to(desk.s(f"week.level.{level}"), "what", room, who, level) for level in LEVELS]
    tracks = [b(f"assign.track_{track}", "what", room, who, track) for track in TRACKS]
    return desk.say(
        desk.s("assign.what"),
        (b("assign.hard", "due", room, who, "hard"),),
        (b("assign.questions", "due", room, who, "civics"),),
        (b("assign.text", "text", room, who),),
        tuple(levels[:2]), tuple(levels[2:4]), tuple(levels[4:]),
        tuple(tracks),
        (b("staff.back", "class", room),),
    )  # fmt: skip


async def ask_unit(desk: Desk, arguments: list[str]) -> None:
    """Which unit of a level or track."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 2 else "")
    if here is None:
        return desk.nothing()
    room, who, group = arguments[:3]
    units = [unit for unit in desk.turn.tools.catalogue.course.units.values() if (unit.track or unit.level) == group]
    rows = [(desk.to(f"{unit.number}. {unit.title}", "unit", room, who, group, unit.number),) for unit in units]
    return desk.say(desk.s("assign.unit"), *rows, (desk.button("staff.back", "assign", room, who),))


async def ask_lesson(desk: Desk, arguments: list[str]) -> None:
    """The whole unit, or one lesson of it."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 3 else "")
    unit = unit_of(desk.turn.tools.catalogue, arguments[2:]) if here else None
    if here is None or unit is None:
        return desk.nothing()
    room, who, group, number = arguments[:4]
    rows = [
        (desk.to(f"{i}. {lesson.title}", "due", room, who, group, number, i),)
        for i, lesson in enumerate(unit.lessons, 1)
    ]
    whole = (desk.button("assign.whole", "due", room, who, group, number, 0),)
    return desk.say(f"**{unit.title}**", whole, *rows, (desk.button("staff.back", "what", room, who, group),))


async def ask_due(desk: Desk, arguments: list[str]) -> None:
    """Until when; what it is and for whom is told first, and whether there is anything of the kind."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 2 else "")
    if here is None:
        return desk.nothing()
    room, who = here[0], arguments[1]
    people = await _people(desk, room, who)
    if not people:
        return desk.say(desk.s("students.none"), (desk.button("staff.invite", "invite", room.id),))
    _, title, items, _ = await _work(desk, room, who, people, arguments[2:])
    if not items:
        return desk.say(desk.s("assign.nothing"), (desk.button("staff.back", "assign", room.id, who),))
    to = room.name
    if who != str(EVERYBODY):
        to = people[0].called(desk.s)
        desk.saw(room, here[1], people[0].learner.id)
    return desk.say(desk.s("assign.due_of", title=title, to=to), *due_rows(desk, room, arguments))


async def _people(desk: Desk, room: Class, who: str) -> list[Enrolled]:
    """Whom a piece of homework is for: one of the class, or everybody in it."""
    everybody = await desk.office.roster([room.id])
    return [each for each in everybody if who in (str(EVERYBODY), str(each.learner.id))]


async def _work(
    desk: Desk, room: Class, who: str, people: Sequence[Enrolled], what: list[str]
) -> tuple[str, str, tuple[str, ...], str]:
    """Kind, title, items and, of a text, the task; no items: there is nothing of the kind (any more)."""
    if what[0] != TEXT:
        return *await chosen(desk.office, desk.turn.tools.catalogue, desk.s, people, what, desk.turn.now), ""
    prompt = _prompt(desk, room.id, who, what[1:])
    return (*as_text(prompt), prompt) if prompt else (TEXT, "", (), "")


def due_rows(desk: Desk, room: Class, arguments: list[str]) -> list[tuple[Button, ...]]:
    """The days to choose from, for what the arguments name: the class, the learner, and what."""
    day = local_day(desk.turn.now, room.timezone)
    rows = [(desk.to(_day(desk, day + timedelta(days=n)), "set", n, *arguments),) for n in DUE_IN]
    return [*rows, (desk.button("staff.back", "assign", *arguments[:2]),)]


def _day(desk: Desk, day: date) -> str:
    return desk.day(day, "MMMEEEEd")


async def assign(desk: Desk, arguments: list[str]) -> None:
    """It is set, and everybody it is for is told."""
    here = await desk.room(Action.ASSIGN, arguments[1] if len(arguments) > 3 else "")
    if here is None or not arguments[0].isdecimal():
        return desk.nothing()
    room, post = here
    who = arguments[2]
    people = await _people(desk, room, who)
    if not people:
        return desk.say(desk.s("students.none"), (desk.button("staff.invite", "invite", room.id),))
    kind, title, items, prompt = await _work(desk, room, who, people, arguments[3:])
    if kind == TEXT and not items:
        return desk.nothing()
    if not items:
        return desk.say(desk.s("assign.nothing"), (desk.button("staff.back", "assign", room.id, who),))
    due = local_day(desk.turn.now, room.timezone) + timedelta(days=int(arguments[0]))
    learner = None if who == str(EVERYBODY) else people[0].learner.id
    word = told(desk.turn.tools.phrases, people, desk.turn.now)
    work = Assign(room.id, learner, kind, title, items, due, post.id, prompt, word)
    if not is_set(await desk.office.assignments([room.id]), work, desk.turn.now):
        desk.turn.do(work)
    return desk.say(
        desk.s("assign.set", title=title, day=_day(desk, due), n=len(people)),
        (desk.button("staff.homework", "homework", room.id), desk.button("staff.home", "home")),
    )


def is_set(known: Sequence[Assignment], work: Assign, now: datetime) -> bool:
    """Whether exactly this was set a moment ago: then a thumb has hit twice."""
    return any(
        (each.learner, each.items, each.due_on, each.prompt) == (work.learner, work.items, work.due_on, work.prompt)
        and now - each.made_at < TWICE
        for each in known
    )


def _prompt(desk: Desk, room: int, who: str, exercise: list[str]) -> str:
    """What to write about: an exercise's, or what was typed for this class and these learners; "" when it is gone."""
    if exercise:
        found = desk.turn.tools.catalogue.course.exercises.get("-".join(exercise))
        return f"{found.ask}\n🔑 {' · '.join(found.use)}" if found is not None and found.type == "one-sentence" else ""
    asked = desk.asked()
    if (asked.get("ask"), str(asked.get("room")), str(asked.get("who"))) != ("task", str(room), who):
        return ""
    desk.answered()
    return str(asked.get("text", ""))


def as_text(prompt: str) -> tuple[str, str, tuple[str, ...]]:
    """Kind, title and items of homework that is to be written: it is called as its task begins."""
    first = prompt.strip().splitlines()[0]
    title = first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1].rstrip()}…"
    return TEXT, title, (TEXT,)


def told(words: Phrases, people: Sequence[Enrolled], now: datetime) -> tuple[Send, ...]:
    """Word of new homework to each learner, in their language, not at night; what it is about stands inside the bot only."""
    return tuple(
        Send(
            each.learner.id,
            Outgoing(
                words("homework.new", each.learner.language),
                ((Button(words("menu.homework", each.learner.language), "go", "homework"),),),
            ),
            not_before=not_at_night(now, each.learner.timezone),
        )
        for each in people
    )


async def chosen(
    office: Office,
    catalogue: Catalogue,
    s: Callable[[str], str],
    people: Sequence[Enrolled],
    what: list[str],
    now: datetime,
) -> tuple[str, str, tuple[str, ...]]:
    """Kind, title and items of homework: `what` is ["hard"], ["civics"], or a level or track, a unit's number and perhaps a
    lesson's. No items: there is nothing of the kind. `s` words a title."""
    ids = [each.learner.id for each in people]
    if what[0] in ("hard", "civics"):
        answers = await office.answered(ids, now - HARD)
        if what[0] == "hard":
            items = [item for item, _ in hardest(answers, most=HARDEST)]
            return "items", s("assign.title_hard"), tuple(items)
        right = {answer.item for answer in answers if answer.verdict is Verdict.CORRECT}
        tests = Counter(each.learner.test for each in people if each.learner.test is not None) or Counter({"2025": 1})
        fresh = []  # of each test that somebody studies, the most studied first: everybody does those of their own
        for test, _ in sorted(tests.items(), key=lambda pair: (-pair[1], pair[0])):
            fresh += [question.id for question in catalogue.test(test) if question.id not in right][:QUESTIONS]
        return "items", s("assign.title_questions"), tuple(fresh)
    unit = unit_of(catalogue, what)
    if unit is None:
        return "unit", "", ()
    number = int(what[2]) if len(what) > 2 and what[2].isdecimal() else 0
    lessons = unit.lessons[number - 1 : number] if number else unit.lessons
    items = []
    for lesson in lessons:
        items += [unit.words[word].id for word in lesson.teaches if word in unit.words]
        items += [exercise.id for exercise in lesson.exercises if not exercise.retired]
    title = f"{unit.title}: {lessons[0].title}" if number and lessons else unit.title
    return "lesson" if number else "unit", title, tuple(items)


def unit_of(catalogue: Catalogue, what: list[str]) -> Unit | None:
    """The unit that a level or track and a number name."""
    if len(what) < 2 or not what[1].isdecimal():
        return None
    group, number = what[0], int(what[1])
    units = catalogue.course.units
    return units.get(f"{group}-u{number:02}") or units.get(f"{group}-{number:02}")


async def show(desk: Desk, arguments: list[str]) -> None:
    """The homework of a class: how many have begun and finished, who has not opened it."""
    if not arguments:
        if len(desk.viewer.classes) != 1:
            return desk.which_class("homework")
        arguments = [str(desk.viewer.classes[0].id)]
    here = await desk.room(Action.SEE_CLASS, arguments[0])
    if here is None:
        return desk.nothing()
    room, post = here
    people = {each.learner.id: each for each in await desk.office.roster([room.id])}
    every = await desk.office.assignments([room.id])
    work = [each for each in every if each.learner is None or each.learner in people][-SHOWN:]
    desk.saw(room, post)
    done = {(one.assignment, one.learner): one for one in await desk.office.done(work, list(people))}
    catalogue = desk.turn.tools.catalogue
    names = {id: one.called(desk.s) for id, one in people.items()}
    letters = await desk.office.letters([room.id]) if any(each.kind == TEXT for each in work) else ()
    lines, rows = [desk.s("homework.title", name=room.name)], []
    for each in reversed(work):
        shares = {
            id: mine
            for id, one in people.items()
            if (mine := share(catalogue, each, one, done.get((each.id, id)))) is not None
        }
        finished = sum(mine.finished for mine in shares.values())
        begun = sum(mine.begun for mine in shares.values()) - finished
        lines.append(
            desk.s("homework.one", title=each.title, day=_day(desk, each.due_on), finished=finished, begun=begun,
                   n=len(shares))
        )  # fmt: skip
        unopened = [names[id] for id, mine in shares.items() if not mine.begun]
        if unopened:
            lines.append(desk.s("homework.unopened", names=", ".join(unopened)))
        if each.kind == TEXT:
            rows += [
                (desk.button("texts.read", "read", room.id, letter.learner, each.id, name=name),)
                for letter in letters
                if letter.work == each.id and not letter.answered and (name := names.get(letter.learner))
            ][:MOST_TEXTS]
        rows.append((desk.button("homework.withdraw", "withdraw", room.id, each.id, title=each.title[:18]),))
    if not work:
        lines.append(desk.s("homework.none"))
    return desk.say("\n".join(lines), *rows, (desk.button("staff.assign", "assign", room.id),), _back(desk, room))


def _back(desk: Desk, room: Class) -> tuple[Button, ...]:
    return (desk.button("staff.back", "class", room.id),)


async def withdraw(desk: Desk, arguments: list[str]) -> None:
    """Take a piece of homework back."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 1 else "")
    if here is None or not arguments[1].isdecimal():
        return desk.nothing()
    room, post = here
    if any(each.id == int(arguments[1]) for each in await desk.office.assignments([room.id])):
        desk.turn.do(Withdraw(int(arguments[1]), post.id))
    return desk.say(desk.s("homework.withdrawn"), (desk.button("staff.homework", "homework", room.id),))
