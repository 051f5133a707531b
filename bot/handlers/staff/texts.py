"""Texts as homework: the task is typed or taken from the lessons, and each text is read by itself and answered once."""

from __future__ import annotations

from collections.abc import Mapping

from bot.access import Action
from bot.handlers.staff.assigning import due_rows
from bot.handlers.staff.desk import Desk
from bot.lessons.course import LEVELS, Exercise, Unit
from bot.lessons.model import Catalogue
from bot.messages import Button
from bot.ports.deeds import Look
from bot.ports.staff import Assignment, Enrolled, Letter

LONGEST_TASK = 300
NUMBERS_IN_A_ROW = 4
TRACKS = ("work", "civ", "cit")


def tasks_of(catalogue: Catalogue) -> Mapping[str, list[tuple[Unit, Exercise]]]:
    """The tasks to write one sentence that lessons have, by level or track."""
    out: dict[str, list[tuple[Unit, Exercise]]] = {}
    for unit in catalogue.course.units.values():
        for lesson in unit.lessons:
            for exercise in lesson.exercises:
                if exercise.type == "one-sentence" and not exercise.retired:
                    out.setdefault(unit.track or unit.level, []).append((unit, exercise))
    return out


async def ask_task(desk: Desk, arguments: list[str]) -> None:
    """What they shall write about, typed; or where to take it from. Arguments: the class, the learner (0: everybody)."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 1 else "")
    if here is None:
        return desk.nothing()
    room, who = here[0].id, arguments[1]
    groups = tasks_of(desk.turn.tools.catalogue)
    rows: list[tuple[Button, ...]] = [
        (desk.to(desk.s(f"week.level.{level}"), "tasks", room, who, level),) for level in LEVELS if level in groups
    ]
    rows.append(
        tuple(desk.button(f"assign.track_{track}", "tasks", room, who, track) for track in TRACKS if track in groups)
    )
    back = desk.button("staff.back", "assign", room, who)
    return desk.ask("task", desk.s("texts.ask"), *rows, (back,), room=room, who=who)


async def ask_which(desk: Desk, arguments: list[str]) -> None:
    """Which of the tasks of a level or track."""
    here = await desk.room(Action.ASSIGN, arguments[0] if len(arguments) > 2 else "")
    found = tasks_of(desk.turn.tools.catalogue).get(arguments[2], []) if here else []
    if here is None or not found:
        return desk.nothing()
    room, who = arguments[:2]
    lines, buttons = [desk.s("texts.which")], []
    for number, (unit, exercise) in enumerate(found, 1):
        lines.append(f"{number}. {exercise.ask} 🔑 {' · '.join(exercise.use)} ({unit.title})")
        buttons.append(desk.to(str(number), "due", room, who, "text", exercise.id))
    rows = [tuple(buttons[i : i + NUMBERS_IN_A_ROW]) for i in range(0, len(buttons), NUMBERS_IN_A_ROW)]
    return desk.say("\n".join(lines), *rows, (desk.button("staff.back", "text", room, who),))


async def read_task(desk: Desk, text: str) -> None:
    """The task was typed: it is shown as learners will see it, and then until when."""
    data = desk.asked()
    here = await desk.room(Action.ASSIGN, str(data["room"]))
    if here is None:
        desk.answered()
        return desk.nothing()
    if not any(c.isalnum() for c in text) or len(text) > LONGEST_TASK:
        return desk.say(desk.s("write.long", n=LONGEST_TASK))
    desk.turn.keep({**data, "text": text})
    return desk.say(
        desk.s("texts.check", text=text), *due_rows(desk, here[0], [str(here[0].id), str(data["who"]), "text"])
    )


async def read(desk: Desk, arguments: list[str]) -> None:
    """One learner's text, and room for one answer. Arguments: the class, the learner, the homework. The look is written down."""
    here = await desk.learner(Action.READ_TEXT, arguments[0], arguments[1]) if len(arguments) == 3 else None
    if here is None:
        return desk.nothing()
    room, post, each = here
    work = next((one for one in await desk.office.assignments([room.id]) if str(one.id) == arguments[2]), None)
    found = [
        letter
        for letter in await desk.office.letters([room.id], learner=each.learner.id)
        if work is not None and letter.work == work.id
    ]
    if work is None or not found:
        return desk.nothing()
    desk.turn.do(Look("read text", room.site.id, post.id, room.id, each.learner.id))
    return _show(desk, work, each, found[0])


def _show(desk: Desk, work: Assignment, each: Enrolled, letter: Letter) -> None:
    text = letter.text or desk.s("texts.gone")
    shown = desk.s("texts.one", name=each.called(desk.s), title=work.title, text=text)
    back = (desk.button("staff.homework", "homework", work.class_id),)
    if letter.answered or not letter.text:
        return desk.say(f"{shown}\n\n{desk.s('texts.answered')}" if letter.answered else shown, back)
    return desk.ask(
        "answer",
        f"{shown}\n\n{desk.s('texts.answer')}",
        back,
        room=work.class_id,
        who=each.learner.id,
        letter=letter.id,
        about=work.title,
    )
