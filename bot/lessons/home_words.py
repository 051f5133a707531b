"""A word given in one's own language: right there, and still to be said in English (curriculum, pedagogy section 5)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.lessons.course import Course
from bot.lessons.grading.english import words_of, words_of_content


def at_home(course: Course, accepted: Iterable[str], text: str, language: str) -> bool:
    """Whether a text is what one of the accepted English words is called in a language. However near the two are spelt
    (papel, paper), it is no slip; where they are spelt alike, the answer is right before anybody asks."""
    wanted = {form for each in accepted if each for form in (each, each.casefold().strip(" .?!"))}
    homes = [home for word in course.words.values() if word.text in wanted for home in word.at_home(language)]
    said = tuple(words_of(text)) if homes else ()
    return bool(said) and any(said == words_of_content(home) for home in homes)
