"""`/homework`: what a teacher has set, how far it is, and doing it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.handlers import civics, dates, facts, handing_in, menus, session, tutors
from bot.homework import part
from bot.lessons.model import Catalogue
from bot.lessons.planner import by_item, plan_homework
from bot.messages import Button
from bot.ports.staff import TEXT, Assignment
from bot.turn import Turn

WAITS = timedelta(days=28)  # so long after its day, unfinished homework is still there to be done
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of homework as it stands for one learner: what of it is theirs, and what of that is still to do."""

    work: Assignment
    items: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def written(self) -> bool:
        """Whether it is a text to write."""
        return self.work.kind == TEXT

    @property
    def standing(self) -> str:
        """How far it is: "finished", "started" or "not"."""
        if not self.left:
            return "finished"
        return "started" if len(self.left) < len(self.items) else "not"


def tasks(
    works: Iterable[Assignment],
    catalogue: Catalogue,
    test: str | None,
    answered: Sequence[tuple[str, datetime]],
    today: date,
    given: Container[int] = (),
) -> list[Task]:
    """What is set and still counts, soonest first: what is finished goes with its day, the rest waits four weeks more.

    An item is done once it was answered after it was set, a text once it was `given` (ids of homework). Questions of the other
    citizenship test are nobody's homework.
    """
    out = []
    for work in works:
        items = part(catalogue, work, test)
        done = {item for item, at in answered if at >= work.made_at} | ({TEXT} if work.id in given else set())
        task = Task(work, items, tuple(item for item in items if item not in done))
        until = work.due_on + (WAITS if task.left else timedelta())
        if items and today <= until:
            out.append(task)
    return sorted(out, key=lambda task: (task.work.due_on, task.work.id))


async def _tasks(turn: Turn) -> list[Task]:
    office, learner = turn.tools.office, turn.learner
    rooms = await office.classes_of(learner.id)
    works = await office.assignments([room.id for room in rooms], learner=learner.id) if rooms else ()
    if not works:
        return []
    since = min(work.made_at for work in works)
    attempts = await turn.tools.records.attempts(learner.id, since=since)
    answered = [(attempt.item, attempt.at) for attempt in attempts]
    texts = [work for work in works if work.kind == TEXT]
    given = {done.assignment for done in await office.done(texts, [learner.id])} if texts else set()
    return tasks(works, turn.tools.catalogue, learner.test, answered, turn.today, given)


async def left(turn: Turn) -> list[str]:
    """All items that are still to do: of what is due soonest first, then of what is late, the latest set first. Else what was
    left lying would stand in the way of this week's for weeks."""
    if not turn.learner.classes:
        return []
    every = await _tasks(turn)
    late = [task for task in every if task.work.due_on < turn.today]
    in_turn = [*every[len(late) :], *reversed(late)]
    return list(dict.fromkeys(item for task in in_turn if not task.written for item in task.left))


async def show(turn: Turn) -> None:
    """What is set: its title, from whom, until when, how far it is; and a button to do it."""
    from bot.handlers import staff  # it falls back to learners' menus in its turn

    if not turn.learner.classes and await staff.instead(turn, "homework"):
        return None
    every = (await _tasks(turn))[:SHOWN]
    if not every:
        return turn.say(turn.t("task.none"), *menus.main(turn)[:2], replaces=turn.pressed)
    rooms = await turn.tools.office.classes_of(turn.learner.id)
    posts = await turn.tools.office.posts({room.site.id for room in rooms})
    setters = {post.id: post.name for post in posts}
    teachers = {room.id: tutors.named([post for post in posts if post.id in room.tutors], room) for room in rooms}
    lines = [turn.t("task.title")]
    for task in every:
        work = task.work
        teacher = setters.get(work.by or 0) or teachers[work.class_id]
        due = "task.by" if work.due_on >= turn.today else "task.late"
        lines += [
            "",
            turn.t("task.named", title=work.title),
            f"{turn.t('task.from', teacher=teacher)} · {turn.t(due, day=dates.spoken(turn, work.due_on))}",
            turn.t("task.write")
            if task.written and task.left
            else turn.t(f"task.{task.standing}", done=len(task.items) - len(task.left), total=len(task.items)),
        ]
    rows = [(_button(turn, task),) for task in every if task.left]
    return turn.say("\n".join(lines), *rows, menus.main(turn)[0][:1], replaces=turn.pressed)


def _button(turn: Turn, task: Task) -> Button:
    return Button(turn.t("task.do", title=task.work.title), "homework", str(task.work.id))


async def begin(turn: Turn) -> None:
    """A press on one of them: a session made of it."""
    chosen = [task for task in await _tasks(turn) if str(task.work.id) == turn.input.choice]
    if not chosen:
        return await show(turn)
    if not chosen[0].left:
        return turn.say(turn.t("task.all_done"), menus.main(turn)[0], replaces=turn.pressed)
    if chosen[0].written:
        return await handing_in.begin(turn, chosen[0].work)
    facts.awake(turn)
    cards, size = by_item(await turn.cards()), turn.learner.session_size
    planned = plan_homework(turn.tools.catalogue.course, chosen[0].left, cards, size)
    soon = await civics.interview_is_near(turn)
    return await session.ask(turn, planned._replace(soon=soon))
