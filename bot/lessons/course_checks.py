"""What makes a unit good beyond its shape: every word taught, fair choices, answers that grade as meant, one role-play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from bot.lessons.course import Course, Exercise, Lesson, Unit
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import GAP, Answer, Scene
from bot.lessons.exercises.put_in_order import plain
from bot.lessons.grading.english import among, heard, mark, words_of, words_of_content
from bot.lessons.marked import Faults, Spot
from bot.lessons.model import Verdict
from bot.lessons.role_play_checks import check_role_play

LESSONS, TRACK_LESSONS, EXERCISES = 4, 2, 8
TYPES_IN_A_UNIT = 8
LONGEST_CHOICE = 60
RATIO = 1.6
WRONG_AT_LEAST = {"a0": 1, "a1a": 2}
TEACHES = {"a0": 7, "a1a": 6, "a1b": 6}
WHY_WORDS = {"a0": 12, "a1a": 12, "a1b": 12, "a2": 12}
LANGUAGES = ("es", "pt-BR", "ht", "zh-Hans", "vi")
IN_A_ROW = 3
ORDER_WORDS = range(3, 9)
_MARKS = " .,:;!?-–—…"
_NO_REASON = frozenset(("", "no", "not", "wrong", "false", "incorrect", "not right", "not correct"))
_RECALLED = frozenset(("what-would-you-say", "true-or-not", "choose-picture"))

Into = Callable[[str], Spot]


def check_course(course: Course, places: dict[str, Spot], faults: Faults) -> None:
    """Note the faults of every unit; every answer and wrong choice is graded."""

    def into(id: str) -> Spot:
        spot = places[id]
        return Spot(spot.node, spot.file, faults)

    def into_unit(id: str) -> Spot:
        return Spot(places[id].node, places[id].file, of_units)

    of_units = Faults(elsewhere=True)  # a unit's words and its lessons stand in different files
    for unit in course.units.values():
        _unit(unit, into_unit)
        for lesson in unit.lessons:
            _lesson(unit, lesson, into(lesson.id))
            for exercise in lesson.exercises:
                _exercise(unit, lesson, exercise, into(exercise.id))
    faults += of_units


def _unit(unit: Unit, into: Into) -> None:
    spot = into(unit.id)
    wanted = TRACK_LESSONS if unit.track else LESSONS
    if len(unit.lessons) < wanted:
        spot.fault(f"{unit.id} has {len(unit.lessons)} lessons: write {wanted}", warning=True)
    taught = Counter(word for lesson in unit.lessons for word in lesson.teaches)
    for text, word in unit.words.items():
        here = into(word.id)
        if not taught[text] and len(unit.lessons) >= wanted:
            here.fault(f"`{text}` is taught in no lesson: put it under `teaches` of one")
        if taught[text] > 1:
            here.fault(f"`{text}` is taught in {taught[text]} lessons: keep one")
        if len(text) > 2 and heard(text, word.means):
            here.inside("means").fault(f"the meaning of `{text}` holds the word itself: say it in other words")
        example = words_of(word.example)
        if not any(among(form, example) for form in (text, *word.forms)):
            here.inside("example").fault(f"the example does not hold `{text}`: use it, or add its form under `forms`")
    for text in taught:
        if text not in unit.words:
            spot.fault(f"a lesson of {unit.id} teaches `{text}`, which is not among its words")
    types = {exercise.type for lesson in unit.lessons for exercise in lesson.exercises}
    if len(unit.lessons) >= LESSONS and len(types) < TYPES_IN_A_UNIT:
        spot.fault(f"{len(types)} types of exercise: use at least {TYPES_IN_A_UNIT}", warning=True)
    if len(unit.lessons) >= wanted and "role-play" not in types:
        spot.fault("there is no role-play: every unit has one, in its last lesson")
    meanings = Counter(word.means.casefold() for word in unit.words.values())
    for word in unit.words.values():
        if meanings[word.means.casefold()] > 1:
            into(word.id).inside("means").fault("two words have this meaning: each needs its own")
    for language in LANGUAGES:
        missing = [text for text, word in unit.words.items() if language not in word.glosses]
        if missing:
            spot.fault(
                f"{language}: {len(missing)} words have no translation, as {', '.join(missing[:3])}", warning=True
            )
        elif len(unit.lines.get(language, ())) != len(unit.dialogue):
            spot.fault(f"{language}: the dialogue has {len(unit.dialogue)} lines: translate each", warning=True)
        if len(unit.cans.get(language, ())) not in (0, len(unit.can)):
            into(f"{language} {unit.id}").fault(f"{unit.id} has {len(unit.can)} can-dos: translate each, or none")


def _lesson(unit: Unit, lesson: Lesson, spot: Spot) -> None:
    if len(lesson.exercises) < EXERCISES and not unit.track:
        spot.inside("exercises").fault(f"{len(lesson.exercises)} exercises: write at least {EXERCISES}", warning=True)
    most = TEACHES.get(unit.level, 7)
    if len(lesson.teaches) > most:
        spot.inside("teaches").fault(f"{len(lesson.teaches)} new words: {most} at most at {unit.level}", warning=True)
    types = [exercise.type for exercise in lesson.exercises]
    for i in range(len(types) - IN_A_ROW):
        if len(set(types[i : i + IN_A_ROW + 1])) == 1:
            spot.inside("exercises").fault(f"more than {IN_A_ROW} of {types[i]} in a row: mix them")
            break
    if lesson.teaches and lesson.id.endswith(f"-l{LESSONS}"):
        spot.inside("teaches").fault(
            "the last lesson puts to use what is known: teach its new words before", warning=True
        )
    if lesson.kind == "grammar" and lesson.rule is None:
        spot.fault("a grammar lesson needs a `rule`: one or two sentences, and examples")
    if not lesson.checked:
        spot.fault("no second reader has checked this lesson yet (docs/content-review.md)", warning=True)


def _exercise(unit: Unit, lesson: Lesson, e: Exercise, spot: Spot) -> None:
    if unit.level not in TYPES[e.type].FOR_LEVELS and not unit.track:
        spot.inside("type").fault(f"{e.type} is not for {unit.level}: use another type")
    if e.about == "text" and not lesson.text:
        spot.inside("about").fault("the lesson has no `text`: write one, or ask about the dialogue")
    if e.type == "fill-gap" and e.ask.count(GAP) != 1:
        spot.inside("ask").fault(f"the gap is written {GAP}, once")
    if e.type == "match-pairs" and (not 3 <= len(e.pairs) <= 4 or len(set(e.pairs.values())) < len(e.pairs)):
        spot.inside("pairs").fault("give three or four pairs, all different")
    if e.type == "put-in-order" and len(e.right.split()) not in ORDER_WORDS:
        spot.inside("right").fault("a sentence to put in order has three to eight words")
    if e.type == "true-or-not" and e.right not in ("true", "false"):
        spot.inside("right").fault("`right` is true or false")
    if e.type == "translate-word" and e.word not in unit.words:
        spot.inside("word").fault(f"`{e.word}` is not a key word of {unit.id}")
    if e.type == "role-play":
        check_role_play(e, unit.level, spot)
    limit = WHY_WORDS.get(unit.level, 25)
    if len(e.why.split()) > limit:
        spot.inside("why").fault(f"{len(e.why.split())} words: say why in {limit} at most")
    if e.wrong:
        check_choices(unit, e, spot)
    _reasons(e.wrong, spot.inside("wrong"))
    for i, turn in enumerate(e.turns):
        _reasons(turn.wrong, spot.inside("turns", i, "wrong"))
    _also(e, spot)
    check_grades(unit, lesson, e, spot)


def check_choices(unit: Unit, e: Exercise, spot: Spot) -> None:
    """Whether there are enough wrong choices, all different and of even length."""
    right = e.right or e.word
    if len(e.wrong) < WRONG_AT_LEAST.get(unit.level, 3):
        spot.inside("wrong").fault(f"{len(e.wrong)} wrong choices: give {WRONG_AT_LEAST.get(unit.level, 3)}")
    if right in e.wrong:
        spot.inside("wrong").fault(f"`{right}` is both right and wrong: remove one")
    every = [right, *e.wrong]
    if len({text.casefold() for text in every}) < len(every):
        spot.inside("wrong").fault("two choices are the same but for capitals: change one")
    longest = max(every, key=len)
    if len(longest) > LONGEST_CHOICE:
        spot.inside("wrong").fault(f"`{longest}` has {len(longest)} characters: a choice has {LONGEST_CHOICE} at most")
    rest = max(len(text) for text in e.wrong)
    if len(right) > 12 and len(right) > RATIO * rest:
        spot.inside("wrong").fault("the right choice is much longer than the others: even them out", warning=True)


def _reasons(wrong: Mapping[str, str], spot: Spot) -> None:
    """Each wrong choice has a reason of its own."""
    for text, reason in wrong.items():
        if not reason:
            spot.fault(f"`{text}` has no reason: say in a few words why it is wrong")
        elif reason.casefold().strip(_MARKS) in _NO_REASON:
            spot.fault(f"`{reason}` is no reason for `{text}`: say why it is wrong", warning=True)
    if len(wrong) > 1 and len(set(wrong.values())) == 1 and all(wrong.values()):
        spot.fault(f"`{next(iter(wrong.values()))}` is the reason for all: say of each why it is wrong", warning=True)


def _also(e: Exercise, spot: Spot) -> None:
    """No answer is listed twice: case, articles, contractions and number words pass by themselves."""
    if e.type == "put-in-order":  # its orders are compared to the letter
        taken = [plain(text.casefold()) for text in (e.right, *e.also)]
        for i, text in enumerate(e.also):
            if text[-1] != e.right[-1]:
                spot.inside("also", i).fault(
                    f"`{text}` does not end as `{e.right}` does, and the end is shown: remove it"
                )
    else:
        taken = [list(words_of_content(text)) for text in (e.right or e.hear, *e.also)]
    for i, text in enumerate(e.also):
        if taken[i + 1] == taken[0]:
            spot.inside("also", i).fault(f"`{text}` is what is right already: remove it")
        elif taken[i + 1] in taken[1 : i + 1]:
            spot.inside("also", i).fault(f"`{text}` stands there already in another form: remove it", warning=True)


def check_grades(unit: Unit, lesson: Lesson | None, e: Exercise, spot: Spot) -> None:
    """Whether the grader takes every answer and no wrong choice."""
    kind, scene = TYPES[e.type], Scene(unit, lesson, "en", "check")
    if e.type in ("match-pairs", "role-play", "true-or-not"):
        return
    right = e.right or e.word or e.hear
    if e.type == "say-it":
        right = e.say
    if e.type == "listen-choose":
        right = e.right
    for text in _texts(e, right):
        if kind.grade(e, scene, Answer(text)).verdict is not Verdict.CORRECT:
            spot.fault(f"the grader refuses `{text}`: mend it, or write it as a learner would")
    if e.type in _RECALLED:
        return  # told apart by more than words
    for text in e.wrong:
        if text.isascii() and mark((right, *e.also), text).verdict is Verdict.CORRECT:
            spot.inside("wrong").fault(f"the wrong choice `{text}` would be accepted: choose another")
    for text in e.near:
        if mark((right, *e.also), text).verdict is Verdict.CORRECT:
            spot.inside("near").fault(f"`{text}` would be accepted: it must not be right")


def _texts(e: Exercise, right: str) -> Iterator[str]:
    if e.type == "one-sentence":
        yield from e.models
        return
    yield right
    yield from e.also
