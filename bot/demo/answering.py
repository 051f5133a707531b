"""What a simulated learner does with what is on the screen: presses on, answers rightly, or makes a believable mistake."""

from __future__ import annotations

from random import Random

from bot.handlers import asking, english_step
from bot.lessons.course import Exercise
from bot.lessons.drill import Session
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Answer, Moved, Scene, Tap
from bot.lessons.grading import grade
from bot.lessons.model import Question, Verdict
from bot.lessons.steps import Form
from bot.messages import Input, Press, Text
from bot.turn import Turn


def reply(turn: Turn, knows: bool, chance: Random) -> Input:
    """The next thing that somebody in a session sends: `knows` tells whether they know the item.

    `turn` is a turn of theirs that is only looked at.
    """
    place = turn.place
    session = Session.from_data(place.data)
    assert session.current is not None
    if "asked_at" not in place.data:
        return Press(place.token, "start", turn.known.anchor)
    if session.current.form is Form.TEACH:
        return Press(place.token, "next", turn.known.anchor)
    questions = turn.tools.catalogue.questions
    if session.current.item in questions:
        return _civics(turn, questions[session.current.item], session, knows, chance)
    exercise = english_step.exercise_at(turn, session)
    assert exercise is not None
    return _english(turn, exercise, english_step.scene_at(turn, session), knows, chance)


def _civics(turn: Turn, question: Question, session: Session, knows: bool, chance: Random) -> Input:
    key = asking.key(turn, question)
    shown = turn.place.data.get("shown")
    if shown:
        right = [i for i, text in enumerate(shown) if grade(key, text).verdict is Verdict.CORRECT]
        wrong = [i for i in range(len(shown)) if i not in right]
        picked = chance.choice(right if (knows and right) or not wrong else wrong)
        return Press(turn.place.token, str(picked), turn.known.anchor)
    if knows:
        return Text(_slip(key.say, chance))
    return Text(chance.choice([miss.text for miss in key.near_miss] or list(key.wrong) or ["I don't remember it"]))


def _english(turn: Turn, exercise: Exercise, scene: Scene, knows: bool, chance: Random) -> Input:
    kind = TYPES[exercise.type]
    screen = kind.show(exercise, scene)
    if exercise.type == "put-in-order" or not screen.buttons:
        return Text(_written(exercise, scene, knows, chance))
    right: list[int] = []
    wrong: list[int] = []
    for i in range(len(screen.buttons)):
        result = kind.read(exercise, scene, Tap(i))
        good = isinstance(result, Moved) and not result.note
        if isinstance(result, Answer):
            good = kind.grade(exercise, scene, result).verdict is Verdict.CORRECT
        (right if good else wrong).append(i)
    picked = chance.choice(right if (knows and right) or not wrong else wrong)
    return Press(turn.place.token, str(picked), turn.known.anchor)


def _written(exercise: Exercise, scene: Scene, knows: bool, chance: Random) -> str:
    if exercise.type == "role-play":
        said = len(scene.state.get("said", []))
        part = exercise.turns[min(said, len(exercise.turns) - 1)]
        return part.ideas[0] if knows and part.ideas else chance.choice(("Yes.", "I don't know.", "OK, thank you."))
    if exercise.type == "one-sentence":
        return exercise.models[0] if knows else exercise.use[0]
    right = exercise.right or exercise.say or exercise.word or exercise.hear
    if knows:
        return _slip(right, chance)
    others = [*exercise.near, *exercise.wrong]
    return chance.choice(others) if others else _mistaken(right, chance)


def _slip(text: str, chance: Random) -> str:
    """Mostly as it should be; sometimes a letter too few in a long word, as on a small phone."""
    words = text.split()
    long = [i for i, word in enumerate(words) if len(word) >= 7 and word.isalpha()]
    if long and chance.random() < 0.12:
        i = chance.choice(long)
        cut = chance.randrange(2, len(words[i]) - 1)
        words[i] = words[i][:cut] + words[i][cut + 1 :]
    return " ".join(words)


def _mistaken(text: str, chance: Random) -> str:
    """What learners really write: an ending left off, words in another order, half of it."""
    words = text.rstrip(".?!").split()
    match chance.randrange(3):
        case 0 if any(word.endswith("s") and len(word) > 3 for word in words):
            return " ".join(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)
        case 1 if len(words) > 2:
            return " ".join([*words[1:2], words[0], *words[2:]])
        case _:
            return " ".join(words[: max(1, len(words) // 2)]) if len(words) > 1 else words[0][:3]
