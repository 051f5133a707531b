"""JSON Schema of the content files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from bot.lessons.catalog import FEDERAL_OFFICES, KINDS, STATE_OFFICES
from bot.lessons.course import KINDS as LESSON_KINDS
from bot.lessons.course import LEVELS
from bot.lessons.exercises import TYPES
from bot.lessons.measures import COUNTERS, LANGUAGES
from bot.lessons.measures import KINDS as MEASURE_KINDS
from bot.lessons.people import GENDERS

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
    """A schema for each kind of file: `civics`, `translations`, `officials`, `phrases`; `unit`, `lesson`, `placement`,
    `words`, `grammar`, `names` and `glosses` of the English course, `pictures` and `programme`."""
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
        {"answers": _TEXTS, "say": _TEXT, "hint": _TEXT, "near": _free(_TEXT)},
    )
    holder = _object(
        {"name": _TEXT}, {"also": _TEXTS, "from": _DAY, "until": _DAY, "district": {"type": ["string", "integer"]}}
    )
    none = _object({"say": _TEXT}, {"also": _TEXTS})
    holders = {"type": "array", "items": holder}
    officials = _object(
        {"jurisdiction": _TEXT, "name": _TEXT, "kind": {"enum": list(KINDS)}, "as_of": _DAY, "look_up": _TEXT},
        dict.fromkeys((*FEDERAL_OFFICES, *STATE_OFFICES), holders)
        | {
            "time_zone": _TEXT,
            "also": _TEXTS,
            "not_capital": _TEXTS,
            "none": {"type": "object", "additionalProperties": none},
        },
    )
    phrase = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
    out = {
        "civics": _object({"test": {"type": ["string", "integer"]}, "sections": {"type": "array", "items": section}}),
        "translations": _object({"language": _TEXT, "items": {"type": "object", "additionalProperties": translation}}),
        "officials": officials,
        "phrases": {"type": "object", "additionalProperties": phrase},
    }
    out |= _course() | {"programme": _programme()}
    return {name: {"$schema": DRAFT, "title": f"Doorway: {name}", **schema} for name, schema in out.items()}


def _programme() -> dict[str, Any]:
    least = {
        name: {"type": ["integer", "string"], "minimum": 1, "description": text} for name, text in COUNTERS.items()
    }
    line = {"type": "object", "properties": least, "additionalProperties": False, "minProperties": 1}
    lines = {"type": "array", "items": line, "minItems": 1, "description": "one line is enough; on a line, everything"}
    words = _object(dict.fromkeys(LANGUAGES, _TEXT))
    measure = _object(
        {"id": _TEXT, "kind": {"enum": list(MEASURE_KINDS)}, "name": words, "count": lines, "instrument": words, "rule": words},
        {"of": lines},
    )  # fmt: skip
    return _object({"measures": {"type": "array", "items": measure}})


def _free(value: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _exercise(also: dict[str, Any]) -> dict[str, Any]:
    """An exercise: which keys it has follows from its type; `also` others that it may have here."""
    reasons = _described(_free(_TEXT), "each wrong choice with the reason why it is wrong")
    turn = _object({"bot": _TEXT}, {"ideas": _TEXTS, "goal": _TEXT, "right": _TEXT, "wrong": reasons})
    goal = _object({"tick": _TEXT, "any": _described(_TEXTS, "phrases that show that it was done")})
    values: dict[str, Any] = {
        "also": _TEXTS,
        "key": _TEXTS,
        "use": _TEXTS,
        "models": _TEXTS,
        "wrong": {"anyOf": [reasons, _TEXTS]},
        "near": _free(_TEXT),
        "pairs": _free(_TEXT),
        "turns": {"type": "array", "items": turn},
        "goals": _free(goal),
        "pass": {"type": ["integer", "string"]},
        "about": {"enum": ["text", "dialogue"]},
        "picture": _described(_TEXT, "`pic:` and a drawing's name"),
    }
    more = {
        "hint": _TEXT,
        "why": _TEXT,
        "retired": {"const": True, "description": "never asked again; the id stays taken"},
        **also,
    }
    kinds = []
    for name, kind in TYPES.items():
        required = {"type": {"const": name}} | {key: values.get(key, _TEXT) for key in kind.required}
        kinds.append(_object(required, more | {key: values.get(key, _TEXT) for key in kind.optional}))
    return {"anyOf": kinds}


def _course() -> dict[str, Any]:
    def exercises(name: str, **also: Any) -> dict[str, Any]:
        return {"type": "object", "patternProperties": {name: _exercise(also)}, "additionalProperties": False}

    about = {"type": "string", "pattern": r"^u\d\d$", "description": "the unit that an item of a check asks about"}
    items = exercises(r"^i\d\d$", unit=about)
    word = _object(
        {"means": _described(_TEXT, "in words of the level below; not the word itself"), "example": _TEXT},
        {
            "picture": _described(_TEXT, "one emoji, if it says the word, or `pic:` and a drawing's name"),
            "forms": _TEXTS,
        },
    )
    unit = _object(
        {
            "unit": {"type": "string", "pattern": r"^(a0|a1a|a1b|a2|b1|b2)-u\d\d$|^(cit|work|civ)-\d\d$"},
            "title": _TEXT,
            "domain": _TEXT,
            "can": _TEXTS,
            "grammar": _TEXTS,
            "words": _free(word),
            "dialogue": _object({"scene": _TEXT, "lines": _described(_TEXTS, "`Name: what they say`")}),
            "week": _TEXT,
        },
        {"standing": {"enum": ["health", "legal"]}, "level": {"enum": list(LEVELS)}},
    )
    lesson = _object(
        {
            "lesson": _TEXT,
            "title": _TEXT,
            "kind": {"enum": list(LESSON_KINDS)},
            "teaches": _TEXTS,
            "exercises": exercises(r"^e\d\d$"),
        },
        {
            "text": _TEXT,
            "rule": _object({"say": _TEXT, "examples": _TEXTS}),
            "checked": {"type": "boolean", "description": "a second reader has read it (docs/content-review.md)"},
        },
    )
    glosses = _object(
        {
            "language": _TEXT,
            "reviewed": {"type": "boolean", "description": "a fluent person has read it"},
            "units": _free(_object({"words": _free(_TEXT)}, {"lines": _TEXTS, "can": _TEXTS})),
        }
    )
    return {
        "unit": unit,
        "lesson": lesson,
        "placement": {"type": "object", "properties": dict.fromkeys(LEVELS, items), "additionalProperties": False},
        "words": {"type": "object", "properties": dict.fromkeys(LEVELS, _TEXTS), "additionalProperties": False},
        "grammar": {
            "type": "object",
            "properties": dict.fromkeys(LEVELS, _free(_TEXTS)),
            "additionalProperties": False,
        },
        "names": _object({"roles": _TEXTS, "origins": _free(_object({}, dict.fromkeys((*GENDERS, "family"), _TEXTS)))}),
        "glosses": glosses,
        "pictures": _free(_described(_TEXT, "what the drawing shows, without the word that is asked")),
    }
