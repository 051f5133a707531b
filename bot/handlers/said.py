"""Words that people type in place of a button, in their own language or in English."""

from __future__ import annotations

from functools import lru_cache

from bot.phrases import Phrases
from bot.turn import Turn

WISHES = ("practice", "homework", "progress", "help", "language", "settings", "pause", "hello")
WISHES_WHERE_ASKED = (
    "homework",
    "progress",
    "help",
    "language",
    "settings",
    "pause",
    "hello",
)  # no answer is one of these


def wish(turn: Turn, text: str) -> str | None:
    """The wish (a key of `bot.handlers.WANTED`) that a word stands for; None where words are wanted as such."""
    if (
        turn.place.at in ("state", "name", "called", "question", "writing", "placement", "staff")
        or turn.learner.agreed_on is None
    ):
        return None
    if turn.place.at == "level" and agrees(turn, text):  # "ok" is a greeting only where nothing is offered
        return None
    if _english_asked(turn):
        return "help" if _asks_help_at_home(turn, text) else None
    wishes = WISHES_WHERE_ASKED if turn.place.at in ("drill", "asked", "onboarding", "delete") else WISHES
    return _wishes(turn.tools.phrases, turn.learner.language, wishes).get(_bare(text))


def command(turn: Turn, name: str) -> str:
    """The wish that an unknown command's name stands for (`/stop`, `/ayuda`): with its slash it is no answer anywhere. Else the name."""
    return _wishes(turn.tools.phrases, turn.learner.language, WISHES).get(_bare(name), name)


def _english_asked(turn: Turn) -> bool:
    """Whether an English item is on the screen: "hello" and "help" are answers there."""
    course = turn.tools.catalogue.course
    return any(item in course.words or item in course.exercises for item in turn.place.items)


def _asks_help_at_home(turn: Turn, text: str) -> bool:
    """Whether help is asked for in a language that is not practised, by a word that is nothing of what is on the screen."""
    course, language, word = turn.tools.catalogue.course, turn.learner.language, _bare(text)
    if language == "en" or word not in _known(turn.tools.phrases, "said.help", language):
        return False
    shown = [course.words[item] for item in turn.place.items if item in course.words]
    return all(word not in (each.text, *each.at_home(language)) for each in shown)


def means(turn: Turn, text: str, wish: str) -> bool:
    """Whether a text is one of the words for a wish."""
    word = _bare(text)
    return any(word in _known(turn.tools.phrases, f"said.{wish}", each) for each in (turn.learner.language, "en"))


def agrees(turn: Turn, text: str) -> bool:
    """Whether a text says yes to what is offered, be it by "ok". Between two things "ok" would choose neither."""
    return means(turn, text, "yes") or means(turn, text, "agreed")


def begins(turn: Turn, text: str, wish: str, *, english: bool = True) -> bool:
    """Whether a text begins with the words for a wish, in the learner's language or (`english`) in English."""
    words = f"{_bare(text)} "
    languages = {turn.learner.language} | ({"en"} if english else set())
    return any(
        words.startswith(f"{known} ")
        for each in languages
        for known in _known(turn.tools.phrases, f"said.{wish}", each)
    )


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .,!?¡¿/")


@lru_cache(maxsize=512)
def _known(phrases: Phrases, key: str, language: str) -> tuple[str, ...]:
    """The words of a phrase that lists them; asked of everything that is typed, so read once."""
    return tuple(word.strip() for word in phrases(key, language).casefold().split(","))


@lru_cache(maxsize=32)
def _wishes(phrases: Phrases, language: str, wishes: tuple[str, ...]) -> dict[str, str]:
    """The first of some wishes that each word stands for."""
    every = [
        (word, wish) for wish in wishes for each in (language, "en") for word in _known(phrases, f"said.{wish}", each)
    ]
    return dict(reversed(every))


def is_legal(turn: Turn, text: str) -> bool:
    """Whether a text asks about somebody's own case (framework, section 6), in whatever language: that is for lawyers.
    What the exercise on the screen speaks of is nobody's own."""
    said, phrases = _plain(text), turn.tools.phrases
    heard = [word for each in phrases.languages for word in _known(phrases, "said.legal", each) if word in said]
    asked = _exercise_speaks(turn) if heard else ""
    return any(word not in asked for word in heard)


def _exercise_speaks(turn: Turn) -> str:
    """What may be said in the exercise on the screen, all in one."""
    course = turn.tools.catalogue.course
    asked = [course.exercises[item] for item in turn.place.items if item in course.exercises]
    played = [text for each in asked for part in each.turns for text in (part.bot, *part.ideas)]
    return _plain("\n".join([*played, *(text for each in asked for text in (each.right, *each.also))]))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
