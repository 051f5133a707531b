"""How an English step looks: its text, its big buttons and the small ones under them; and what is told of it later."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers import menus
from bot.handlers.asking import LETTERS, SHORT_LABEL, lettered, named, step_line
from bot.lessons.course import Course, Exercise, Lesson, Unit, Word
from bot.lessons.drill import Session
from bot.lessons.exercises import TYPES, right_of
from bot.lessons.exercises.base import GAP, Said, Scene, Screen, Tap
from bot.lessons.hints import hint_of, ruled_out
from bot.lessons.pictures import alternative, drawing
from bot.lessons.word_forms import emoji
from bot.markup import literal
from bot.messages import Button, Picture, Rows
from bot.turn import Turn

ALOUD = {"do.say": "do.say_aloud", "do.talk": "do.talk_aloud"}  # where voice messages are understood
TILES_IN_A_ROW = 3
PICTURES_IN_A_ROW = 2


def screen_of(exercise: Exercise, scene: Scene) -> Screen:
    """The screen of an exercise where it stands."""
    screen = TYPES[exercise.type].show(exercise, scene)
    return replace(screen, drawn=(drawing(exercise.picture),)) if exercise.picture else screen


def picture_of(turn: Turn, drawn: tuple[str, ...]) -> Picture:
    """Drawings as one picture."""
    return Picture(b"", alternative(drawn, turn.tools.catalogue.drawings), drawn)


def choice_told(text: str, screen: Screen) -> str:
    """A choice as it is told: a drawing by its number."""
    return f"🖼 {screen.drawn.index(drawing(text)) + 1}" if drawing(text) in screen.drawn else text


def name(course: Course, item: str) -> str:
    """What an item is called."""
    if item in course.words:
        return course.words[item].text
    exercise = course.exercises.get(item)
    if exercise is None:
        return ""
    if GAP in exercise.ask and exercise.type in ("fill-gap", "choose-word"):
        return right_of(exercise)  # the sentence: "will" tells nobody what comes back
    shows_little = drawing(exercise.right) or not any(c.isalnum() for c in exercise.right)
    asks = exercise.type in ("true-or-not", "choose-word", "short-answer")
    if asks or (exercise.right and shows_little):
        return exercise.ask or exercise.hear
    return exercise.right or exercise.say or exercise.word or exercise.hear or exercise.scene


def right_told(exercise: Exercise, screen: Screen) -> str:
    """What is shown as the answer of an exercise; a drawing by its number and words."""
    right = right_of(exercise)
    return choice_told(right, screen) if right == exercise.right else right


def heading(exercise: Exercise) -> list[str]:
    """What was asked, as it stands above what came of it."""
    asked = exercise.ask or exercise.hear or exercise.say or exercise.scene
    if exercise.type in ("fill-gap", "say-it", "dictation"):
        return []
    return [f"**{literal(asked)}**"] if asked else []


def step_text(turn: Turn, session: Session, exercise: Exercise, screen: Screen, once_more: str = "") -> str:
    """Number, question, hint, what of half an answer is missing (`once_more`), and one instruction."""
    lines = [step_line(turn, session), *question_lines(turn, screen)]
    if turn.place.data.get("described"):
        lines += ["", f"🖼 {literal(alternative(screen.drawn, turn.tools.catalogue.drawings))}"]
    if session.helped:
        lines += ["", _hint_line(turn, exercise, screen)]
    if turn.place.data.get("translated"):
        lines += ["", *glosses(turn, exercise)]
    if once_more:
        lines += ["", once_more]
    aloud = ALOUD.get(screen.instruction) if turn.tools.hears and screen.speak else None
    lines += ["", turn.t(aloud or screen.instruction)]
    return "\n".join(lines)


def question_lines(turn: Turn, screen: Screen) -> list[str]:
    """The question: in writing what would be heard, if it is not; then its text, and the choices that are too long for buttons."""
    lines = []
    if screen.by_ear and (turn.place.data.get("shown_text") or not turn.plays):
        lines.append(f"🔈 «{literal(screen.sound)}»" if not _gives_away(screen) else f"🔈 «{_spelt(screen.sound)}»")
    if screen.text:
        lines.append(screen.text)
    if lettered(screen.buttons):
        lines += ["", *(f"**{LETTERS[i]}.** {literal(text)}" for i, text in enumerate(screen.buttons))]
    return lines


def _gives_away(screen: Screen) -> bool:
    return any(button.casefold() == screen.sound.casefold() for button in screen.buttons)


def _spelt(text: str) -> str:
    """A sound in print that still has to be put together: its letters apart."""
    return " ".join(text.replace(" ", "  "))


def _hint_line(turn: Turn, exercise: Exercise, screen: Screen) -> str:
    """The hint; where one chooses, a choice that it is not."""
    if hint := hint_of(exercise, len(turn.place.data.get("state", {}).get("said", ()))):
        return turn.t("drill.hint", hint=literal(hint))
    wrong = ruled_out(exercise, screen.buttons)
    if not wrong and screen.drawn:
        wrong = next(choice_told(each, screen) for each in exercise.wrong if drawing(each) in screen.drawn)
    return turn.t("drill.hint_not", wrong=literal(wrong))


def glosses(turn: Turn, exercise: Exercise) -> list[str]:
    """The key words of this exercise's unit that stand in it, in the learner's language."""
    right = "" if drawing(exercise.right) else exercise.right
    text = " ".join((exercise.ask, exercise.hear, exercise.say, right, exercise.scene, *exercise.pairs))
    unit = turn.tools.catalogue.course.unit_of(exercise.id)
    return _glosses_in(turn, unit, "" if exercise.type == "translate-word" else text)


def _glosses_in(turn: Turn, unit: Unit, text: str) -> list[str]:
    """The key words of a unit that stand in a text, in the learner's language; marked while nobody has read them."""
    out = []
    for word in unit.words.values():
        gloss = word.glosses.get(turn.learner.language)
        if gloss is not None and word.text.casefold() in text.casefold():
            out.append(f"🌐 {literal(word.text)} = {literal(gloss.text)}{'' if gloss.reviewed else ' 🔧'}")
    return out or [turn.t("english.no_gloss")]


def word_text(turn: Turn, word: Word) -> str:
    """A new word: its emoji, meaning, example, and the home word."""
    gloss = word.glosses.get(turn.learner.language)
    lines = [f"{emoji(word)} **{literal(word.text)}**".strip()]
    if gloss is not None:
        lines.append(f"🌐 {literal(gloss.text)}{'' if gloss.reviewed else ' 🔧'}")
    return "\n".join([*lines, literal(word.means), "", f"💬 {literal(word.example)}"])


def lesson_text(turn: Turn, lesson: Lesson, unit: Unit) -> str:
    """What a lesson shows before its exercises: its dialogue, or its rule."""
    if lesson.rule is not None:
        lines = [f"📘 **{literal(lesson.title)}**", literal(lesson.rule.say), ""]
        lines += [f"• {literal(example)}" for example in lesson.rule.examples]
        if turn.place.data.get("translated"):
            lines += ["", *_glosses_in(turn, unit, "\n".join((lesson.title, lesson.rule.say, *lesson.rule.examples)))]
        return "\n".join(lines)
    lines = [f"💬 **{literal(unit.scene)}**", ""]
    there = unit.lines.get(turn.learner.language, ())
    for i, line in enumerate(unit.dialogue):
        lines.append(f"**{literal(line.who)}:** {literal(line.says)}")
        if turn.place.data.get("translated") and i < len(there):
            lines.append(f"{literal(there[i].text)}{'' if there[i].reviewed else ' 🔧'}")
    return "\n".join(lines)


def meant(screen: Screen, given: Tap | Said) -> Tap | Said:
    """What was given; a letter that was typed or said is a press on the choice under it."""
    position = named(screen.buttons, given.text) if isinstance(given, Said) else None
    return given if position is None else Tap(position)


def label_rows(turn: Turn, screen: Screen) -> Rows:
    """The big buttons."""
    token, labels = turn.place.token, screen.buttons
    if lettered(screen.buttons):
        return (tuple(Button(LETTERS[i], token, str(i)) for i in range(len(labels))),)
    big = [Button(text, token, str(i)) for i, text in enumerate(labels)]
    if screen.instruction == "do.order":
        width = TILES_IN_A_ROW
    else:
        width = PICTURES_IN_A_ROW if all(len(text) <= SHORT_LABEL for text in labels) else 1
    return tuple(tuple(big[i : i + width]) for i in range(0, len(big), width))


def small_buttons(turn: Turn, session: Session, exercise: Exercise | None, screen: Screen | None = None) -> Rows:
    """Undo, sound, what the pictures show in words, home language, hint, skip, the teacher."""
    b, out = turn.button, []
    if screen is not None and screen.undo:
        out.append(b("drill.undo", "undo"))
    if turn.tools.speaks and (screen is None or screen.sound) and not _is_rule(turn, session):
        out.append(b("drill.hear", "hear"))
    if turn.plays and screen is not None and screen.by_ear and not turn.place.data.get("shown_text"):
        out.append(b("drill.show_text", "text"))
    if screen is not None and screen.drawn and turn.learner.pictures and not turn.place.data.get("described"):
        out.append(b("drill.describe", "describe"))
    if turn.learner.language != "en" and not _says_it_at_home(turn, session, exercise):
        out.append(b("drill.language_button", "lang"))
    if exercise is not None:
        if not session.helped:
            out.append(b("drill.help_button", "hint"))
        out.append(b("drill.skip", "skip"))
    out += menus.ask_teacher(turn)
    return (tuple(out),) if out else ()


def _says_it_at_home(turn: Turn, session: Session, exercise: Exercise | None) -> bool:
    """Whether a card is on the screen that shows the home word already: 🌐 would change nothing."""
    course = turn.tools.catalogue.course
    word = course.words.get(session.steps[0].item) if exercise is None else None
    return word is not None and turn.learner.language in course.units[word.unit].words[word.text].glosses


def _is_rule(turn: Turn, session: Session) -> bool:
    lesson = turn.tools.catalogue.course.lessons.get(session.steps[0].item)
    return lesson is not None and lesson.rule is not None
