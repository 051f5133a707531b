"""An English step answered: read, graded, settled. What follows is `session`'s."""

from __future__ import annotations

from typing import Any

from bot.handlers import facts, said
from bot.handlers.drill import PRAISES, Next
from bot.handlers.english_screen import choice_told, heading, meant, right_told, screen_of
from bot.handlers.english_step import exercise_at, missing, scene_at, show, show_again, taught
from bot.lessons.course import Exercise
from bot.lessons.drill import Session
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Answer, Moved, Said, Scene, Tap
from bot.lessons.exercises.role_play import idea_for, is_reply
from bot.lessons.grading.english import mark
from bot.lessons.home_words import at_home
from bot.lessons.model import Grade, Verdict
from bot.lessons.word_forms import counted
from bot.markup import literal
from bot.messages import Other, Press, Sound, Text, Voice
from bot.turn import Turn

LONGEST_ECHO = 80


def answer(turn: Turn, session: Session) -> Next | None:
    """A press, a typed or spoken answer, or anything else; None: it is still being asked."""
    exercise = exercise_at(turn, session)
    match turn.input:
        case Press(choice="start"):
            return Next(session, replaces=turn.pressed)
        case Text(text=text) if _asks_meaning(turn, text, exercise):
            return _open(turn, session, {"translated": True})
        case Text(text=text) if exercise is None and not _goes_on(turn, text, session):
            turn.say(turn.t("drill.taught"))
        case Press(choice="next") | Text() if exercise is None:
            turn.say(taught(turn, session).partition("\n")[2], replaces=turn.pressed or turn.known.anchor)
            return Next(session.moved_on(None))
        case Press(choice="skip") if exercise is not None:
            return _skip(turn, session, exercise)
        case Press(choice="hint"):
            return _open(turn, session._replace(helped=True), {})
        case Press(choice="lang"):
            return _open(turn, session, {"translated": not turn.place.data.get("translated", False)})
        case Press(choice="hear"):
            return _hear(turn, session, exercise)
        case Press(choice="describe"):
            return _open(turn, session, {"described": True})
        case Press(choice="text"):
            return _open(turn, session, {"shown_text": True})
        case Press(choice="undo") if exercise is not None:
            return _read(turn, session, exercise, Tap(-1))
        case Press(choice=choice) if choice.isdigit() and exercise is not None:
            return _read(turn, session, exercise, Tap(int(choice)))
        case Text(text=text) if exercise is not None and _asks(turn, text, "unknown", exercise):
            return _skip(turn, session, exercise, unknown=True)
        case Text(text=text) if exercise is not None and _asks(turn, text, "skip", exercise):
            return _skip(turn, session, exercise)
        case Text(text=text) if exercise is not None and _asks(turn, text, "hint", exercise):
            return _open(turn, session._replace(helped=True), {})
        case Text(text=text) if exercise is not None and any(c.isalnum() for c in text):
            return _read(turn, session, exercise, Said(text))
        case Text(text=text) if exercise is not None and text.strip() in (exercise.right, *exercise.wrong, "👍", "👎"):
            return _read(turn, session, exercise, Said(text.strip()))
        case Text():
            turn.say(turn.t("drill.empty"))
        case Voice(text=text) if text and exercise is not None:
            turn.say(turn.t("english.heard", text=literal(text[: facts.ANSWER_KEPT])))
            return _read(turn, session, exercise, Said(text, spoken=True))
        case Voice():
            turn.say(turn.t("english.not_heard" if turn.tools.hears else "drill.cannot_hear"))
        case Other():
            turn.say(turn.t("drill.cannot_see"))
    show_again(turn, session)
    return None


def _asks(turn: Turn, text: str, wish: str, exercise: Exercise) -> bool:
    """Whether a text is one of the words for a wish, and no answer to what is asked ("next" may be one)."""
    return said.means(turn, text, wish) and not _is_right(turn, text, exercise)


def _is_right(turn: Turn, text: str, exercise: Exercise) -> bool:
    if exercise.turns:
        return is_reply(exercise, len(turn.place.data.get("state", {}).get("said", ())), text)
    answers = (exercise.right, exercise.word, exercise.say, exercise.hear, *exercise.also)
    return mark([answer for answer in answers if answer], text).verdict is Verdict.CORRECT


def _asks_meaning(turn: Turn, text: str, exercise: Exercise | None) -> bool:
    """Whether a text asks, in the learner's own language, what something means; in English it may be what is practised."""
    return turn.learner.language != "en" and said.begins(turn, text, "meaning", english=exercise is None)


def _goes_on(turn: Turn, text: str, session: Session) -> bool:
    """Whether a text typed on a taught card is a wish to go on, or the word that is taught."""
    word = turn.tools.catalogue.course.words.get(session.steps[0].item)
    copied = word is not None and mark((word.text, *word.forms, word.example), text).verdict is Verdict.CORRECT
    return copied or any(said.means(turn, text, wish) for wish in ("skip", "practice", "unknown"))


def _hear(turn: Turn, session: Session, exercise: Exercise | None) -> None:
    """🔊: naturally first, slowly on the second press."""
    item, course = session.steps[0].item, turn.tools.catalogue.course
    heard = int(turn.place.data.get("heard", 0))
    if exercise is not None:
        text = screen_of(exercise, scene_at(turn, session)).sound
    elif item in course.lessons:
        unit = course.units[course.lessons[item].unit]
        text = " ".join(line.says for line in unit.dialogue)
    else:
        text = f"{course.words[item].text}. {course.words[item].example}"
    turn.keep({**turn.place.data, "heard": heard + 1})
    turn.say("", sound=Sound(text, slow=heard > 0))


def _open(turn: Turn, session: Session, view: dict[str, Any]) -> None:
    """Show the same step again in place, with its hint or its translation, or one tap further."""
    turn.keep({**turn.place.data, **session.as_data(), **view})
    show(turn, session, replaces=turn.pressed)


def _read(turn: Turn, session: Session, exercise: Exercise, given: Tap | Said) -> Next | None:
    kind, scene = TYPES[exercise.type], scene_at(turn, session)
    result = kind.read(exercise, scene, meant(screen_of(exercise, scene), given))
    if result is None:
        show_again(turn, session)
        return None
    if isinstance(result, Moved):
        return _go_on(turn, session, result)
    if isinstance(given, Said):
        session = session.written()
    elif not scene.state:  # the one tap that answers; tiles and pairs are not a row in one place
        session = session.tapped(given.position)
    if session.held and result.text:
        result = Answer(f"{session.held} {result.text}", result.state)
    grade = kind.grade(exercise, scene, result)
    return _graded(turn, session, exercise, scene, result, grade)


def _go_on(turn: Turn, session: Session, moved: Moved) -> None:
    """One tap or one turn further, in place where it was tapped. The buttons are new: a double tap is no second answer."""
    if moved.note:
        turn.say(turn.t("feedback.almost_note", note=literal(moved.note)))
    data = {**turn.place.data, **session.as_data(), "state": dict(moved.state)}
    turn.move("drill", data, items=turn.place.items)
    in_place = turn.pressed if isinstance(turn.input, Press) and not moved.note else None
    show(turn, session, replaces=in_place)


def _graded(turn: Turn, session: Session, exercise: Exercise, scene: Scene, given: Answer, grade: Grade) -> Next | None:
    step = session.steps[0]
    typed = isinstance(turn.input, Text | Voice)
    if grade.verdict is Verdict.PARTIAL and exercise.type == "say-it" and not session.held:
        turn.keep({**turn.place.data, **session._replace(held=given.text[: facts.ANSWER_KEPT]).as_data()})
        turn.say(missing(turn, exercise, scene, given.text))
        return None
    if typed and (grade.typo or grade.verdict is Verdict.INCORRECT) and _at_home(turn, exercise, given.text):
        turn.say(turn.t("drill.home_language"))
        return None
    word = step.item in turn.tools.catalogue.course.words
    facts.note(
        turn,
        session,
        step.item,
        grade.verdict,
        form=step.form.value if word else exercise.type,
        unaided=step.form in counted(scene.level),
        exact=typed and grade.why == "exact",
        second_try=bool(step.again or session.held),
        text=given.text if isinstance(turn.input, Text) else None,
        single=None if word else TYPES[exercise.type].SKILL,
    )
    lead = _settle(turn, session, exercise, scene, given, grade)
    return Next(session.moved_on(grade.verdict), lead)


def _at_home(turn: Turn, exercise: Exercise, text: str) -> bool:
    """Whether what is asked was rightly given in the learner's own language."""
    course = turn.tools.catalogue.course
    word = course.words.get(exercise.id)
    accepted = (word.text,) if word else (exercise.right, exercise.hear, *exercise.also)
    return at_home(course, accepted, text, turn.learner.language)


def _not_reached(turn: Turn, exercise: Exercise, grade: Grade) -> list[str]:
    """What of a role-play is still to be said, with words for it; and what was done. Not the whole talk again."""
    lines = [f"☑️ {literal(tick)}" for tick in grade.matched]
    lines.append(turn.t("feedback.almost_goals"))
    for tick in grade.missing:
        lines += [f"▫️ {literal(tick)}", turn.t("feedback.answer", say=literal(idea_for(exercise, tick)))]
    return lines


def _skip(turn: Turn, session: Session, exercise: Exercise, *, unknown: bool = False) -> Next:
    """As `drill._skip`."""
    unknown = unknown or session.helped
    if unknown:
        facts.note(
            turn,
            session,
            session.steps[0].item,
            Verdict.INCORRECT,
            form=session.steps[0].form.value,
            unaided=session.steps[0].form in counted(scene_at(turn, session).level),
            single=None if session.steps[0].item in turn.tools.catalogue.course.words else TYPES[exercise.type].SKILL,
        )
    text = turn.t("drill.skipped", say=right_told(exercise, screen_of(exercise, scene_at(turn, session))))
    turn.say(text, replaces=turn.pressed or turn.known.anchor)
    return Next(session.moved_on(Verdict.INCORRECT if unknown else None))


def _settle(turn: Turn, session: Session, exercise: Exercise, scene: Scene, given: Answer, grade: Grade) -> str:
    """Turn the step's message into what came of it; returns a short line for those who have scrolled on."""
    where = turn.pressed or turn.known.anchor
    screen = screen_of(exercise, scene)
    right = right_told(exercise, screen)
    lines = heading(exercise)
    if grade.verdict is Verdict.CORRECT:
        praise = turn.t(f"praise.english.{(turn.known.step + turn.learner.id) % PRAISES + 1}")
        lines.append(turn.t("feedback.right", praise=praise))
        if exercise.type == "role-play":
            lines += [f"☑️ {literal(tick)}" for tick in grade.matched]
        elif exercise.type != "true-or-not":
            lines.append(turn.t("feedback.answer", say=right))
        short = turn.t("feedback.right_short", say=right) if exercise.type != "role-play" else "✅"
    else:
        if given.text and isinstance(turn.input, Text):
            answer = choice_told(" ".join(given.text.split()), screen)
            lines.append(turn.t("feedback.you", answer=answer[:LONGEST_ECHO]))
        if grade.missing and exercise.goals:
            lines += _not_reached(turn, exercise, grade)
        else:
            lines.append(turn.t("feedback.almost"))
            lines.append(turn.t("feedback.answer", say=right))
        if grade.note and grade.note != exercise.why:
            lines.append(literal(grade.note))
        short = turn.t("feedback.almost_short", say=right) if exercise.type != "role-play" else "➡️"
    if exercise.type == "one-sentence":
        lines += [f"✏️ {literal(model)}" for model in exercise.models[1:]]
    if exercise.why:
        lines.append(literal(exercise.why))
    if grade.verdict is not Verdict.CORRECT and session.rests(grade.verdict):
        lines.append(turn.t("drill.rest"))
    turn.say("\n".join(lines), replaces=where)
    return short if where is not None and isinstance(turn.input, Text) else ""
