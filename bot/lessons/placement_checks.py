"""Whether the items of placement and of level checks can be asked: enough of them for a check, fair, and met nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.lessons.course import LEVELS, Course, Exercise
from bot.lessons.course_checks import check_choices, check_grades
from bot.lessons.exercises.base import GAP
from bot.lessons.grading.english import words_of
from bot.lessons.marked import Faults, Spot
from bot.lessons.placement import CHECK_BANK, CHECK_ITEMS, CHECK_PRODUCTIVE, PRODUCTIVE, bank

SENTENCE = 4  # words from which one that stands elsewhere would be known again


def check_placement(
    course: Course, placement: Mapping[str, Exercise], places: Mapping[str, Spot], faults: Faults
) -> None:
    """Note the faults of every bank."""

    def into(id: str) -> Spot:
        return Spot(places[id].node, places[id].file, faults)

    if not placement or not course.units:
        return
    any_unit = next(iter(course.units.values()))  # only its level matters here
    met = {_sentence(exercise): id for id, exercise in course.exercises.items()}
    for id, item in placement.items():
        unit = replace(any_unit, level=item.about)
        if item.type == "fill-gap" and item.ask.count(GAP) != 1:
            into(id).inside("ask").fault(f"the gap is written {GAP}, once")
        if f"({item.right})" in item.ask:
            into(id).inside("ask").fault(f"`({item.right})` in the question is the answer: give its base form")
        if item.wrong:
            check_choices(unit, item, into(id))
        check_grades(unit, None, item, into(id))
        if item.unit and item.unit not in course.units:
            into(id).inside("unit").fault(f"there is no unit `{item.unit}`: name one of the item's level, as in u03")
        sentence = _sentence(item)
        if len(sentence) >= SENTENCE and sentence in met:
            into(id).fault(
                f"`{' '.join(sentence)}` stands in {met[sentence]} too: ask something that is met nowhere else"
            )
        met[sentence] = id
    own = [item for id, item in placement.items() if bank(id) == CHECK_BANK]
    for level in LEVELS[:-1]:
        nearest = (f"p-{CHECK_BANK}-{level}", f"p-{CHECK_BANK}", *placement)
        spot = into(next(id for id in nearest if id in places))
        _enough(level, [item for item in own if item.about == level], spot)


def _enough(level: str, items: list[Exercise], spot: Spot) -> None:
    """Whether a level's check can be asked from its own bank."""
    typed = sum(item.type in PRODUCTIVE for item in items)
    if len(items) < CHECK_ITEMS:
        spot.fault(f"{len(items)} items for the check of {level}: write at least {CHECK_ITEMS} in {CHECK_BANK}.yaml")
    if typed < CHECK_PRODUCTIVE:
        spot.fault(
            f"{typed} items for the check of {level} are typed: at least {CHECK_PRODUCTIVE} ({', '.join(PRODUCTIVE)})"
        )


def _sentence(e: Exercise) -> tuple[str, ...]:
    """What is read or heard in an exercise, with its gap filled, as words."""
    asked = e.ask.replace(GAP, e.right) if GAP in e.ask else e.ask
    return tuple(words_of(e.hear or asked or e.say or e.right))
