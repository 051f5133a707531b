"""One sentence: a prompt and two words to use. What can be checked is checked; models are shown after."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap
from bot.lessons.grading.english import among, words_of
from bot.lessons.model import Grade, Skill, Verdict

NAME = "one-sentence"
FOR_LEVELS = LEVELS[3:]
SKILL = Skill.PRODUCE
required = ("ask", "use", "models")
optional: tuple[str, ...] = ()
PARTICLES, APART = frozenset(("up", "out", "in", "on", "off", "back", "down", "over", "away")), 3  # words between them
SHORTEST, LONGEST = 4, 40  # words
_VERB = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|must|may|might|go|went|get|got|\w+ed|\w+s|\w+ing|"
    r"need|want|like|make|take|give|know|think|say|see|come|work|live|ask|tell|try|use|call|feel|help|find|keep|let|put|pay|speak|read|write|"
    r"learn|bring|buy|send|sign|meet|move|hope|plan|upload|submit|log|open|click|check|fill|talk|watch|cook|clean|visit|save|apply|report|share|choose|explain|agree|believe|listen|remember)\b"
)


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The prompt and the words."""
    return Screen(f"**{exercise.ask}**\n🔑 {' · '.join(exercise.use)}", "do.sentence", sound=exercise.ask)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """What was typed or said."""
    return Answer(given.text) if isinstance(given, Said) else None


def _uses(word: str, said: Sequence[str]) -> bool:
    """Whether a word is there, in one of its regular forms; a verb of two words may stand round its object: `sign him up`."""
    parts = word.casefold().replace("-", " ").split()
    if len(parts) == 1:
        stem = parts[0].rstrip("ey")
        return among(word, said) or (len(stem) > 2 and any(each.startswith(stem) for each in said))
    if among(word, said) or among(f"{word}s", said) or among(" ".join(("".join(parts[:2]), *parts[2:])), said):
        return True
    if len(parts) > 2 or parts[1] not in PARTICLES:
        return False
    ways = [said[i + 1 : i + 2 + APART] for i, each in enumerate(said) if each.startswith(parts[0].rstrip("e"))]
    return any(parts[1] in way for way in ways)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """Both words used, long enough to be a sentence, with something like a verb. Capitals and full stops never count."""
    said = words_of(answer.text)
    missing = tuple(word for word in exercise.use if not _uses(word, said))
    used = tuple(word for word in exercise.use if word not in missing)
    if len(said) > LONGEST or len(said) < SHORTEST:
        return Grade(Verdict.PARTIAL if used else Verdict.INCORRECT, "length", used, missing)
    if missing:
        lacks = f"🔑 {' · '.join(missing)}"
        return Grade(Verdict.PARTIAL if used else Verdict.INCORRECT, "some-missing", used, missing, note=lacks)
    if not _VERB.search(" ".join(said)):
        return Grade(Verdict.PARTIAL, "no-verb", used)
    return Grade(Verdict.CORRECT, "exact", (exercise.models[0],))
