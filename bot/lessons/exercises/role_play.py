"""Role-play: the bot takes one part, the learner the other. Up to a1a replies are chosen; later typed or spoken,
and goals are ticked. What counts is what got done, not grammar."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.course import Turn as Part
from bot.lessons.exercises.base import Answer, Moved, Read, Said, Scene, Screen, Tap, options
from bot.lessons.grading.english import mark, shown, words_of
from bot.lessons.model import Grade, Skill, Verdict

NAME = "role-play"
FOR_LEVELS = LEVELS
SKILL = Skill.PRODUCE
required = ("scene", "turns")
optional = ("goals", "pass")


def _now(exercise: Exercise, scene: Scene) -> tuple[int, Part]:
    at = min(len(scene.state.get("said", [])), len(exercise.turns) - 1)
    return at, exercise.turns[at]


def _shown(exercise: Exercise, scene: Scene) -> tuple[str, ...]:
    at, part = _now(exercise, scene)
    if not part.right:
        return ()
    return options(part.right, list(part.wrong), Scene(scene.unit, scene.lesson, scene.language, f"{scene.seed}:{at}"))


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The scene, what was said, and the bot's next line."""
    said = list(scene.state.get("said", []))
    lines = [f"🎭 {exercise.scene}", ""]
    for part, reply in zip(exercise.turns, said, strict=False):
        lines += [f"💬 {part.bot}", f"👉 {reply}"]
    _, part = _now(exercise, scene)
    lines.append(f"💬 **{part.bot}**")
    shown = _shown(exercise, scene)
    return Screen("\n".join(lines), "do.reply" if shown else "do.talk", shown, sound=part.bot, speak=not shown)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """One turn more."""
    at, part = _now(exercise, scene)
    shown = _shown(exercise, scene)
    slips = int(scene.state.get("slips", 0))
    if isinstance(given, Tap):
        if not 0 <= given.position < len(shown):
            return None
        text = shown[given.position]
    else:
        text = given.text
    if part.right and mark((part.right,), text).verdict is not Verdict.CORRECT:
        return Moved({**scene.state, "slips": slips + 1}, part.wrong.get(text, "") or part.right)
    said = [*scene.state.get("said", []), part.right or text]
    state = {"said": said, "slips": slips}
    return Answer(text, state) if at + 1 >= len(exercise.turns) else Moved(state)


def phrase_for(exercise: Exercise, id: str, at: int, said: Sequence[str]) -> str:
    """The phrase by which the words of the reply to turn `at` reach a goal, or "". A goal is reached where it is asked for;
    in any turn if no turn names it."""
    turns = [i for i, turn in enumerate(exercise.turns) if turn.goal == id]
    return shown(exercise.goals[id].any, said) if at in turns or not turns else ""


def reached(exercise: Exercise, said: Sequence[str]) -> list[str]:
    """The goals that the replies, turn by turn, reach, in the order of the goals."""
    replies = [words_of(text) for text in said]
    return [id for id in exercise.goals if any(phrase_for(exercise, id, i, words) for i, words in enumerate(replies))]


def is_reply(exercise: Exercise, at: int, text: str) -> bool:
    """Whether a text does what turn `at` is for: "I don't know" may be what is to be said there."""
    goal = exercise.turns[min(at, len(exercise.turns) - 1)].goal
    return bool(goal) and bool(phrase_for(exercise, goal, at, words_of(text)))


def idea_for(exercise: Exercise, tick: str) -> str:
    """A reply that would have reached the goal of this tick, or ""."""
    goals = [id for id, goal in exercise.goals.items() if goal.tick == tick]
    return next((turn.ideas[0] for turn in exercise.turns if turn.goal in goals and turn.ideas), "")


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """Enough goals reached, or enough replies right at the first try."""
    said = list(answer.state.get("said", []))
    if not exercise.goals:
        slips = int(answer.state.get("slips", 0))
        verdict = Verdict.CORRECT if slips * 2 < len(exercise.turns) else Verdict.PARTIAL
        return Grade(verdict, "exact" if not slips else "typo")
    done = reached(exercise, said)
    ticks = tuple(exercise.goals[id].tick for id in done)
    missing = tuple(goal.tick for id, goal in exercise.goals.items() if id not in done)
    if len(done) >= (exercise.pass_ or len(exercise.goals)):
        return Grade(Verdict.CORRECT, "goals", ticks, missing)
    return Grade(Verdict.PARTIAL if done else Verdict.INCORRECT, "goals", ticks, missing)
