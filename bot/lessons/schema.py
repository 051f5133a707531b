"""JSON Schema of the content files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from bot.lessons.catalog import FEDERAL_OFFICES, KINDS, STATE_OFFICES

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_DAY = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}]}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _described(schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {**schema, "description": text}


def schemas() -> dict[str, dict[str, Any]]:
    """A schema for each kind of file: `civics`, `translations`, `officials`, `phrases`."""
    part = {"anyOf": [_TEXT, _object({"text": _TEXT}, {"also": _TEXTS})]}
    answer = {"anyOf": [_TEXT, _object({"text": _TEXT}, {"also": _TEXTS, "parts": {"type": "array", "items": part}})]}
    near_miss = {"anyOf": [_TEXT, _object({"text": _TEXT}, {"say": _described(_TEXT, "at most 15 words")})]}
    question = _object(
        {
            "id": {"type": "string", "pattern": r"^civics-(2008|2025)-\d+$", "description": "never changes"},
            "question": _described(_TEXT, "the official wording"),
            "hint": _described(_TEXT, "at most 12 words; does not give the answer"),
            "why": _described(_TEXT, "at most 25 plain words"),
        },
        {
            "how_many": {"type": "integer", "minimum": 2, "description": "answers to be given; left out when 1"},
            "senior": {"const": True, "description": "one of the 20 of 65/20"},
            "answers": {"type": "array", "items": answer, "minItems": 1},
            "varies": {"enum": [*FEDERAL_OFFICES, *STATE_OFFICES]},
            "say": _described(_TEXT, "the answer we teach"),
            "wrong": {**_TEXTS, "minItems": 3, "description": "believable, never a second right answer"},
            "near_miss": {"type": "array", "items": near_miss, "minItems": 2},
        },
    )
    section = _object({"theme": _TEXT, "section": _TEXT, "questions": {"type": "array", "items": question}})
    translation = _object(
        {"question": _TEXT, "why": _TEXT, "reviewed": {"type": "boolean"}},
        {"answers": _TEXTS, "say": _TEXT, "hint": _TEXT},
    )
    holder = _object(
        {"name": _TEXT}, {"also": _TEXTS, "from": _DAY, "until": _DAY, "district": {"type": ["string", "integer"]}}
    )
    none = _object({"say": _TEXT}, {"also": _TEXTS})
    holders = {"type": "array", "items": holder}
    officials = _object(
        {"jurisdiction": _TEXT, "name": _TEXT, "kind": {"enum": list(KINDS)}, "as_of": _DAY, "look_up": _TEXT},
        dict.fromkeys((*FEDERAL_OFFICES, *STATE_OFFICES), holders)
        | {"not_capital": _TEXTS, "none": {"type": "object", "additionalProperties": none}},
    )
    phrase = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
    out = {
        "civics": _object({"test": {"type": ["string", "integer"]}, "sections": {"type": "array", "items": section}}),
        "translations": _object({"language": _TEXT, "items": {"type": "object", "additionalProperties": translation}}),
        "officials": officials,
        "phrases": {"type": "object", "additionalProperties": phrase},
    }
    return {name: {"$schema": DRAFT, "title": f"Doorway: {name}", **schema} for name, schema in out.items()}
