"""A session: step after step of whatever was planned, each handed to its subject, until the end is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.handlers import can_do, drill, english, english_screen, english_step, level, menus
from bot.handlers.drill import Next
from bot.lessons.course import Course
from bot.lessons.drill import Session
from bot.messages import Button
from bot.turn import Turn, day_begins

SHOWN_BACK = 5  # questions named at the end


async def ask(turn: Turn, session: Session, *, lead: str = "", replaces: str | None = None) -> None:
    """Put the session's current step on the screen, in place of a message if one is given; with none left, end it."""
    if session.current is None:
        return await _end(turn, session, lead)
    item, catalogue = session.current.item, turn.tools.catalogue
    if item in catalogue.questions:
        return drill.ask(turn, session, catalogue.questions[item], lead=lead, replaces=replaces)
    if english_step.knows(catalogue.course, item):
        return english_step.ask(turn, session, lead=lead, replaces=replaces)
    return await ask(turn, session.moved_on(None), lead=lead)  # the content lost it since the session was planned


async def show_again(turn: Turn, session: Session) -> None:
    """Put the step that is being asked on the screen once more, its buttons the same."""
    item = session.current.item if session.current else ""
    if "asked_at" not in turn.place.data:
        return await ask(turn, session)
    if item in turn.tools.catalogue.questions:
        return drill.show_again(turn, session, turn.tools.catalogue.questions[item])
    if english_step.knows(turn.tools.catalogue.course, item):
        return english_step.show_again(turn, session)
    return await ask(turn, session)


async def answer(turn: Turn) -> None:
    """A press on the current step, a typed answer, or anything else that is sent meanwhile."""
    session = Session.from_data(turn.place.data)
    if session.current is None:
        return await ask(turn, session)
    item, catalogue = session.current.item, turn.tools.catalogue
    done: Next | None
    if item in catalogue.questions:
        done = drill.answer(turn, session, catalogue.questions[item])
    elif english_step.knows(catalogue.course, item):
        done = english.answer(turn, session)
        if done is not None and (unit := await can_do.newly(turn)):
            done = replace(done, session=done.session._replace(reached=(*done.session.reached, unit)))
    else:
        done = Next(session.moved_on(None))
    if done is not None:
        await ask(turn, done.session, lead=done.lead, replaces=done.replaces)
    return None


async def _end(turn: Turn, session: Session, lead: str) -> None:
    """What went well, what comes back when, and one button for more."""
    lines = [lead, ""] if lead else []
    if not session.right and not session.learnt and not session.missed:
        lines.append(turn.t("drill.nothing"))
    else:
        lines.append(turn.t("drill.over"))
    if can := can_do.statements(turn, session.reached):
        lines += [turn.t("cando.new"), *can, *can_do.unread(turn, session.reached)]
    if session.right:
        lines.append(turn.t("drill.over_right", n=session.right, total=session.given))
    if session.learnt:
        lines.append(turn.t("drill.over_new", n=len(session.learnt)))
    names = [name for item in session.missed if (name := _name(turn, item))]
    if names:
        named = "".join(f"\n· {name}" for name in names[:SHOWN_BACK])
        lines.append(turn.t("drill.over_back", n=len(names), questions=named))
    begin, end = (day_begins(turn.tomorrow + timedelta(days), turn.learner.timezone) for days in (0, 1))
    if back := await turn.due(begin, end):
        lines.append(turn.t("drill.over_tomorrow", n=len(back)))
    else:
        lines.append(turn.t("drill.over_later"))
    if session.homework:
        lines.append(turn.t("task.over"))
    more = (Button(turn.t("drill.more"), "go", "more"),)
    offered = await level.offers(turn)
    turn.move("menu")
    turn.say("\n".join(lines), more, *offered, menus.go(turn, "progress", "settings"))


def _name(turn: Turn, item: str) -> str:
    """What an item is called when it is said to come back."""
    question = turn.tools.catalogue.questions.get(item)
    return question.question if question is not None else english_screen.name(turn.tools.catalogue.course, item)


def fits(session: Session, course: Course, items: set[str]) -> bool:
    """Whether every step of a session is still wanted and still there."""
    return all(step.item in items or english_step.knows(course, step.item) for step in session.steps)
