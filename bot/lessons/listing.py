"""Content and grading for programs: items as plain data, and answers graded one JSON line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.lessons.grading import grade
from bot.lessons.keys import key_of
from bot.lessons.model import Catalogue

CIVICS_LEVEL = "a2"  # what a learner needs to understand the official questions


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


def grade_line(catalogue: Catalogue, line: str, *, state: str, on: date) -> dict[str, Any]:
    """The verdict on one JSON line `{"item", "answer", "state"?, "on"?}`; `{"error"}` when the line cannot be read."""
    try:
        given = json.loads(line)
        item, answer = given["item"], given["answer"]
        day = date.fromisoformat(given["on"]) if given.get("on") else on
        if not isinstance(item, str) or not isinstance(answer, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        return {"error": 'not a line like {"item": "civics-2008-1", "answer": "…", "state": "MA", "on": "2026-11-23"}'}
    question = catalogue.questions.get(item)
    if question is None:
        return {"item": item, "error": f"there is no item {item}"}
    key = key_of(question, catalogue.officials, state=given.get("state") or state, on=day)
    result = grade(key, answer)
    return {
        "item": item,
        "verdict": result.verdict.value,
        "matched": list(result.matched),
        "missing": list(result.missing),
        "why": result.note or result.why,
    }
