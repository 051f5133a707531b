"""An English step put on the screen: a word in one of its forms, a lesson's exercise, or something to look at first."""

from __future__ import annotations

from typing import Any

from bot.handlers.asking import step_line
from bot.handlers.english_screen import (
    label_rows,
    lesson_text,
    picture_of,
    screen_of,
    small_buttons,
    step_text,
    word_text,
)
from bot.lessons.course import Course, Exercise, Word
from bot.lessons.drill import Session
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Answer, Scene
from bot.lessons.pictures import drawing
from bot.lessons.steps import Form
from bot.lessons.word_forms import exercise_of
from bot.messages import Sound
from bot.turn import Turn


def knows(course: Course, item: str) -> bool:
    """Whether an item is one of the course: a word, an exercise, or a lesson to look at."""
    return item in course.words or item in course.exercises or item in course.lessons


def described(turn: Turn, session: Session) -> str:
    """What is on the screen, for somebody who is not the learner: without number, instruction and home language."""
    exercise, course = exercise_at(turn, session), turn.tools.catalogue.course
    if exercise is None:
        item = session.steps[0].item
        return course.lessons[item].title if item in course.lessons else course.words[item].text
    screen = screen_of(exercise, scene_at(turn, session))
    return "\n".join(line for line in (screen.text or screen.sound, " / ".join(screen.buttons)) if line)


def exercise_at(turn: Turn, session: Session) -> Exercise | None:
    """The exercise of the current step; None when it only shows something."""
    step = session.steps[0]
    course = turn.tools.catalogue.course
    if step.form is Form.TEACH:
        return None
    if step.item in course.words:
        word = _word(turn, step.item)
        return exercise_of(word, step.form, course.units[word.unit])
    return course.exercises[step.item]


def _word(turn: Turn, item: str) -> Word:
    """A key word as its unit has it, with its home words."""
    course = turn.tools.catalogue.course
    return course.units[course.words[item].unit].words[course.words[item].text]


def scene_at(turn: Turn, session: Session) -> Scene:
    """Where it stands: unit, lesson, language, the order of this showing, and what has been done of it."""
    course, item = turn.tools.catalogue.course, session.steps[0].item
    data = turn.place.data
    lesson = course.lessons.get(item if item in course.lessons else item.rpartition("-e")[0])
    return Scene(
        unit=course.unit_of(item),
        lesson=lesson,
        language=turn.learner.language,
        seed=str(data.get("seed", "")),
        state=data.get("state", {}),
        easier=session.steps[0].again > 0,
    )


def ask(turn: Turn, session: Session, *, lead: str = "", replaces: str | None = None) -> None:
    """Put the current step on the screen."""
    item = session.steps[0].item
    seed = f"{turn.learner.id}:{item}:{turn.known.step}"
    data: dict[str, Any] = {**session.as_data(), "asked_at": turn.now.timestamp(), "seed": seed}
    items = (item,) if item not in turn.tools.catalogue.course.lessons else ()
    turn.move("drill", data, items=items)
    show(turn, session, lead=lead, replaces=replaces, first=True)


def show_again(turn: Turn, session: Session) -> None:
    """The same once more; its buttons stay good."""
    show(turn, session)


def show(turn: Turn, session: Session, *, lead: str = "", replaces: str | None = None, first: bool = False) -> None:
    """The step as it stands: a new message, or in place of one; `first`, with its sound and picture."""
    exercise, scene = exercise_at(turn, session), scene_at(turn, session)
    if exercise is None:
        text, drawn = taught(turn, session), _drawn_first(turn, session)
        rows = ((turn.button("drill.next", "next"),), *small_buttons(turn, session, None))
    else:
        screen = screen_of(exercise, scene)
        drawn = screen.drawn
        once_more = missing(turn, exercise, scene, session.held) if session.held else ""
        text = step_text(turn, session, exercise, screen, once_more)
        rows = (*label_rows(turn, screen), *small_buttons(turn, session, exercise, screen))
    text = f"{lead}\n\n{text}" if lead else text
    if first and exercise is not None and screen.by_ear and turn.plays:
        turn.say("", sound=Sound(screen.sound))
        replaces = None  # under the sound, not above it
    if drawn and (first or replaces is None):
        turn.say("", picture=picture_of(turn, drawn))
        replaces = None  # under the picture; what becomes of the question is then told in the question's own place
    turn.say(text, *(row for row in rows if row), anchor=True, replaces=replaces)


def missing(turn: Turn, exercise: Exercise, scene: Scene, half: str) -> str:
    """What of half an answer is still to be said."""
    left = TYPES[exercise.type].grade(exercise, scene, Answer(half)).missing
    return turn.t("feedback.once_more", missing=", ".join(left))


def taught(turn: Turn, session: Session) -> str:
    """What a step says that asks nothing: a new word, or a lesson to look at, below its number."""
    course, item = turn.tools.catalogue.course, session.steps[0].item
    number = step_line(turn, session)
    if item in course.lessons:
        lesson = course.lessons[item]
        return f"{number}\n{lesson_text(turn, lesson, course.units[lesson.unit])}"
    return f"{number}  {turn.t('drill.new')}\n{word_text(turn, _word(turn, item))}"


def _drawn_first(turn: Turn, session: Session) -> tuple[str, ...]:
    """The drawing of the word that is shown first, if it has one."""
    word = turn.tools.catalogue.course.words.get(session.steps[0].item)
    name = drawing(word.picture) if word else ""
    return (name,) if name else ()
