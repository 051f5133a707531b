"""`/level`: a short placement that ends in a practice level, and the check that opens the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from bot.handlers import english_screen, level_check, menus, said
from bot.lessons import placement
from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import CHOICES, CHOICES_LATER, TYPED_FROM, Answer, Said, Scene, Tap
from bot.lessons.home_words import at_home
from bot.lessons.memory import mastered
from bot.lessons.model import Skill, Verdict
from bot.lessons.placement import BANKS, PRODUCTIVE, Asked, bank
from bot.messages import Button, Press, Sound, Text, Voice
from bot.ports.deeds import ReachLevel
from bot.turn import Turn

WAYS = ("find", "new")  # to a first level
LEVEL_UP_SHARE = 0.8  # of a level's words, mastered: then the next level is offered


async def offer(turn: Turn) -> None:
    """Before the first English lesson: find the level, or begin at the beginning."""
    rows = [(Button(turn.t(f"level.{choice}"), "level", choice),) for choice in WAYS]
    turn.ask_aside("level")
    turn.say(turn.t("level.offer"), *rows, replaces=turn.pressed)


async def read_offer(turn: Turn) -> None:
    """What is typed or sent at the offer: yes or no to it, or the words of a button; else it is asked again."""
    text = turn.input.text if isinstance(turn.input, Text | Voice) else ""
    if said.means(turn, text, "no"):
        from bot.handlers.practice import practice  # it asks this module for the level first

        turn.come_back()
        _settled(turn, LEVELS[0], "chosen")
        return await practice(turn, greet=False)
    yes = "find" if said.agrees(turn, text) else None
    way = yes or menus.meant({each: turn.t(f"level.{each}") for each in WAYS}, text)
    if way is None:
        turn.say(turn.t("onboarding.press"))
        return await offer(turn)
    return _begin(turn, way)


async def show(turn: Turn) -> None:
    """`/level`: where they are, and what can be done about it."""
    level = turn.learner.level
    if level is None:
        return await offer(turn)
    at = LEVELS.index(level)
    rows = [(Button(turn.t("level.find"), "level", "find"),)]
    if at + 1 < len(LEVELS):
        rows.append((Button(turn.t("level.check"), "level", "check"),))
    if at:
        rows.append((Button(turn.t("level.easier"), "level", LEVELS[at - 1]),))
    text = turn.t("level.yours", level=_title(turn, level), can=turn.t(f"level.can.{level}"))
    return turn.say(text, *rows, menus.go(turn, "practice"), replaces=turn.pressed)


async def choose(turn: Turn) -> None:
    """A press on one of the ways to a level."""
    choice = turn.input.choice
    if turn.place.at == "level":
        turn.come_back()
    if choice in WAYS:
        return _begin(turn, choice)
    if choice == "check" and turn.learner.level in LEVELS[:-1]:
        if days := await level_check.days_left(turn):
            return level_check.later(turn, days)
        turn.update(checks=turn.learner.checks + 1)
        return await _ask_check(turn, [])
    if choice in LEVELS:
        return _settled(turn, choice, "chosen")
    return await show(turn)


def _begin(turn: Turn, way: str) -> None:
    """Find the level, or begin at the beginning."""
    if way == "new":
        return _settled(turn, LEVELS[0], "chosen")
    turn.update(bank=turn.learner.bank + 1)
    return _ask(turn, [], [])


def _title(turn: Turn, level: str) -> str:
    return turn.t(f"level.name.{level}")


def _settled(turn: Turn, level: str, how: str = "placed") -> None:
    """This is the level: what it means in one sentence, and one press to begin."""
    turn.do(ReachLevel(level, how))
    if level != turn.learner.level:
        turn.update(checks=0, check_on=None)
    turn.update(level=level, unit=None, placed_at=turn.now.isoformat())
    turn.move("menu")
    text = turn.t("level.found", level=_title(turn, level), can=turn.t(f"level.can.{level}"))
    turn.say(text, menus.go(turn, "practice"), replaces=turn.pressed)


async def offers(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """What the answers so far suggest, at the end of a session: a neighbouring level when the placed one was far off, or the
    check for the next one when most of this one's words are known."""
    learner, course = turn.learner, turn.tools.catalogue.course
    if learner.level is None:
        return ()
    if learner.placed_at is not None:
        since = datetime.fromisoformat(learner.placed_at)
        attempts = await turn.tools.records.attempts(learner.id, since=since)
        right = [a.verdict is Verdict.CORRECT for a in attempts if a.item in course.words or a.item in course.exercises]
        if len(right) < placement.FIRST_ITEMS:
            return ()
        turn.update(placed_at=None)
        other = placement.neighbour(learner.level, right)
        if other is not None:
            key = "level.easier" if LEVELS.index(other) < LEVELS.index(learner.level) else "level.harder"
            return ((Button(turn.t(key), "level", other),),)
    words = [word.id for unit in course.level(learner.level) for word in unit.words.values()]
    known = {card.item for card in await turn.cards() if card.skill is Skill.PRODUCE and mastered(card)}
    most = words and sum(word in known for word in words) >= LEVEL_UP_SHARE * len(words)
    if most and learner.level != LEVELS[-1] and not await level_check.days_left(turn):
        return ((Button(turn.t("level.check"), "level", "check"),),)
    return ()


# --- placement: the next item, the answer, the end ---


def _typed(exercise: Exercise) -> bool:
    """Whether an item is typed in a placement."""
    return exercise.type in PRODUCTIVE and LEVELS.index(exercise.about) >= TYPED_FROM


def _guess(exercise: Exercise) -> float:
    shown = min(1 + len(exercise.wrong), CHOICES.get(exercise.about, CHOICES_LATER))
    return placement.GUESS_TYPED if _typed(exercise) else 1 / shown


def _asked(turn: Turn, answers: list[Any]) -> list[Asked]:
    items = turn.tools.catalogue.placement
    return [
        Asked(LEVELS.index(items[id].about), _guess(items[id]), bool(right)) for id, right in answers if id in items
    ]


def _pick(turn: Turn, level: str, used: list[str], *, typed: bool) -> Exercise | None:
    """An item of a level that was not asked yet: of this round's bank first, to be heard only where it can be, typed or
    not as wished if there is one."""
    every = turn.tools.catalogue.placement.values()
    items = [each for each in every if each.about == level and each.id not in used and bank(each.id) in BANKS]
    chance = Random(f"{turn.learner.id}:{turn.learner.bank}:{len(used)}")
    now = BANKS[turn.learner.bank % len(BANKS)]

    def rank(each: Exercise) -> tuple[bool, bool, bool, float]:
        unheard = bool(each.hear) and not turn.plays  # read, it would be easier than its level
        return bank(each.id) != now, unheard, _typed(each) != typed, chance.random()

    ranked = sorted(items, key=rank)
    return ranked[0] if ranked else None


def _ask(turn: Turn, answers: list[Any], used: list[str]) -> None:
    asked = _asked(turn, answers)
    if placement.over(asked):
        return _settled(turn, placement.placed(asked))
    typed = len(asked) % 2 == 1 and bool(asked) and placement.mean(placement.belief(asked)) >= TYPED_FROM - 0.5
    level = placement.next_level(asked, placement.GUESS_TYPED if typed else 0.25)
    exercise = _pick(turn, LEVELS[level], used, typed=typed)
    if exercise is None:
        return _settled(turn, placement.placed(asked))
    return _put(turn, exercise, {"answers": answers, "used": [*used, exercise.id]})


async def _ask_check(turn: Turn, answers: list[Any]) -> None:
    level, used = turn.learner.level or LEVELS[0], [id for id, _ in answers]
    chance = Random(f"{turn.learner.id}:{level}")
    items = turn.tools.catalogue.placement
    asked = placement.check_items(level, items.values(), taken=max(0, turn.learner.checks - 1), chance=chance)
    left = [item for item in asked if item.id not in used]
    if len(answers) >= placement.CHECK_ITEMS or not left:
        return await level_check.over(turn, level, [(items[id], bool(right)) for id, right in answers if id in items])
    return _put(turn, left[0], {"answers": answers, "used": [*used, left[0].id], "check": True})


def _put(turn: Turn, exercise: Exercise, data: dict[str, Any]) -> None:
    turn.move("placement", {**data, "seed": f"{turn.learner.id}:{exercise.id}:{turn.known.step}"})
    screen = english_screen.screen_of(exercise, _scene(turn, exercise))
    if screen.by_ear and turn.plays:
        if turn.pressed:
            turn.say(_step(turn, len(data["used"]) - 1), replaces=turn.pressed)
        turn.say("", sound=Sound(screen.sound))  # the question stands under its sound
    _show(turn, exercise, replaces=turn.pressed)


def _step(turn: Turn, number: int) -> str:
    """The number of an item; before the first one, what was begun."""
    if number:
        return turn.t("level.step", n=number)
    return turn.t("level.check" if turn.place.data.get("check") else "level.find")


def _scene(turn: Turn, exercise: Exercise) -> Scene:
    any_unit = next(iter(turn.tools.catalogue.course.units.values()))  # only its level matters here
    unit, data = replace(any_unit, level=exercise.about), turn.place.data
    return Scene(unit, None, turn.learner.language, str(data["seed"]), typed=bool(data.get("check")))


def _show(turn: Turn, exercise: Exercise, *, replaces: str | None = None) -> None:
    screen = english_screen.screen_of(exercise, _scene(turn, exercise))
    question = english_screen.question_lines(turn, screen)
    asked = ["", *question] if question else []  # what is only heard has nothing in writing
    lines = [_step(turn, len(turn.place.data["used"])), *asked, "", turn.t(screen.instruction)]
    big = english_screen.label_rows(turn, screen)
    small = [turn.button("level.dont_know", "none"), turn.button("level.stop", "stop")]
    if screen.by_ear and turn.tools.speaks:
        small.insert(0, turn.button("drill.hear", "hear"))
    turn.say("\n".join(lines), *big, tuple(small), replaces=replaces, anchor=True)


def _hear(turn: Turn, exercise: Exercise) -> None:
    """🔊: naturally first, slowly on the second press."""
    heard = int(turn.place.data.get("heard", 0))
    turn.keep({**turn.place.data, "heard": heard + 1})
    turn.say("", sound=Sound(exercise.hear, slow=heard > 0))


async def show_again(turn: Turn) -> None:
    """Put the item that is being asked on the screen once more; its buttons stay good."""
    exercise = turn.tools.catalogue.placement.get(turn.place.data["used"][-1])
    if exercise is None:
        return await _next(turn, turn.place.data["answers"])
    return _show(turn, exercise)


async def answer(turn: Turn) -> None:
    """An answer to the item on the screen; nothing is told about right or wrong until the end."""
    data = turn.place.data
    exercise = turn.tools.catalogue.placement.get(data["used"][-1])
    if exercise is None:
        return await _next(turn, data["answers"])
    match turn.input:
        case Press(choice="stop"):
            if data.get("check"):
                turn.move("menu")
                return turn.say(turn.t("level.stopped"), menus.go(turn, "practice"), replaces=turn.pressed)
            return _settled(turn, placement.placed(_asked(turn, data["answers"])))
        case Press(choice="hear"):
            return _hear(turn, exercise)
        case Press(choice="none"):
            return await _next(turn, [*data["answers"], [exercise.id, False]])
        case Press(choice=choice) if choice.isdigit():
            given: Tap | Said = Tap(int(choice))
        case Text(text=text) if any(c.isalnum() for c in text):
            given = Said(text)
        case _:
            return _show(turn, exercise)
    kind, scene = TYPES[exercise.type], _scene(turn, exercise)
    read = kind.read(exercise, scene, english_screen.meant(english_screen.screen_of(exercise, scene), given))
    if not isinstance(read, Answer):
        return _show(turn, exercise)
    grade = kind.grade(exercise, scene, read)
    accepted, language = (exercise.right, exercise.hear, *exercise.also), turn.learner.language
    foreign = grade.typo and at_home(turn.tools.catalogue.course, accepted, read.text, language)
    right = grade.verdict is Verdict.CORRECT and not foreign
    return await _next(turn, [*data["answers"], [exercise.id, right]])


async def _next(turn: Turn, answers: list[Any]) -> None:
    if turn.place.data.get("check"):
        return await _ask_check(turn, answers)
    return _ask(turn, answers, list(turn.place.data["used"]))
