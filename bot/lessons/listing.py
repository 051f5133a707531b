"""Content and grading for programs: items as plain data, and answers graded one JSON line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Answer, Said, Scene
from bot.lessons.grading import grade
from bot.lessons.grading.english import mark
from bot.lessons.keys import STATES, key_of
from bot.lessons.model import Catalogue, Grade

CIVICS_LEVEL = "a2"  # what a learner needs to understand the official questions


def title_of(catalogue: Catalogue, item: str) -> str:
    """What an item is called when somebody is told of it: the question, the word, what the exercise puts, or the first words of
    its pairs. Its id only when the content has it no more."""
    if item in catalogue.questions:
        return catalogue.questions[item].question
    course = catalogue.course
    if item in course.words:
        return course.words[item].text
    exercise = course.exercises.get(item)
    if exercise is None:
        return item
    if exercise.type == "put-in-order":  # what it asks is the same for all of them
        return exercise.right
    if exercise.type == "match-pairs":
        return ", ".join(exercise.pairs)
    return exercise.ask or exercise.hear or exercise.say or exercise.word or exercise.scene or exercise.right or item


def list_items(catalogue: Catalogue, *, state: str, on: date) -> Iterator[dict[str, Any]]:
    """Every item, with the answers that count in `state` on the day `on`."""
    for question in catalogue.questions.values():
        key = key_of(question, catalogue.officials, state=state, on=on)
        yield {
            "id": question.id,
            "type": "short-answer",
            "level": CIVICS_LEVEL,
            "text": question.question,
            "accepted": [answer.text for answer in key.answers],
            "how_many": key.how_many,
            "senior": question.senior,
            "section": question.section,
            "varies": question.varies,
        }
    yield from _english(catalogue)


def _english(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    course = catalogue.course
    for word in course.words.values():
        yield _item(word.id, "word", course.units[word.unit].level, word.text, [word.text, *word.forms])
    for exercise in course.exercises.values():
        text = exercise.ask or exercise.hear or exercise.say or exercise.scene or exercise.word
        accepted = [right for right in (exercise.right or exercise.word or exercise.say or exercise.hear,) if right]
        level = course.unit_of(exercise.id).level
        yield _item(exercise.id, exercise.type, level, text, [*accepted, *exercise.also, *exercise.models])


def _item(id: str, type: str, level: str, text: str, accepted: list[str]) -> dict[str, Any]:
    return {"id": id, "type": type, "level": level, "text": text, "accepted": accepted}


def _grade_english(catalogue: Catalogue, item: str, answer: str) -> dict[str, Any] | None:
    """The verdict on an answer to an English item; None when there is no such item."""
    course = catalogue.course
    if item in course.words:
        unit = course.unit_of(item)
        word = unit.words[course.words[item].text]
        result = mark((word.text, *word.forms), answer)
    elif item in course.exercises:
        exercise = course.exercises[item]
        scene = Scene(course.unit_of(item), course.lessons.get(item.rpartition("-e")[0]), "en", item)
        given = TYPES[exercise.type].read(exercise, scene, Said(answer))
        if not isinstance(given, Answer):
            return {"item": item, "error": f"{item} ({exercise.type}) takes more than one answer"}
        result = TYPES[exercise.type].grade(exercise, scene, given)
    else:
        return None
    return _verdict(item, result)


def _verdict(item: str, result: Grade) -> dict[str, Any]:
    return {
        "item": item,
        "verdict": result.verdict.value,
        "matched": list(result.matched),
        "missing": list(result.missing),
        "why": result.note or result.why,
    }


def grade_line(catalogue: Catalogue, line: str, *, state: str, on: date) -> dict[str, Any]:
    """The verdict on one JSON line `{"item", "answer", "state"?, "on"?}`; `{"error"}` when the line cannot be read."""
    try:
        given = json.loads(line)
        item, answer, place, day = given["item"], given["answer"], given.get("state") or state, given.get("on") or on
        if not all(isinstance(each, str) for each in (item, answer, place)):
            raise TypeError
        day = day if isinstance(day, date) else date.fromisoformat(day)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"error": 'not a line like {"item": "civics-2008-1", "answer": "…", "state": "MA", "on": "2026-11-23"}'}
    question = catalogue.questions.get(item)
    if question is None:
        return _grade_english(catalogue, item, answer) or {"item": item, "error": f"there is no item {item}"}
    if place.upper() not in STATES:
        return {"item": item, "error": f"there is no state {place}: give its two letters, like MA"}
    key = key_of(question, catalogue.officials, state=place.upper(), on=day)
    result = grade(key, answer)
    return _verdict(item, result)
