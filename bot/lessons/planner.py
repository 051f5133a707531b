"""One plan out of everything: what is due (English and citizenship), then a piece of the next lesson, woven together.

The numbers are those of the curriculum's pedagogy (section 2) and of its sequencing rules. Pure: time, days and cards
are arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.lessons import word_forms
from bot.lessons.course import LEVELS, Course
from bot.lessons.drill import DUE_SHARE, Session, carrier, chain, woven
from bot.lessons.drill import form_of as question_form
from bot.lessons.endings import closed, spoken
from bot.lessons.exercises.base import TYPED_FROM
from bot.lessons.memory import Card, recall
from bot.lessons.model import Skill
from bot.lessons.pieces import (
    FIRST_MEETING,
    SHORTEST_MEETING,
    Cards,
    exercise_step,
    next_lesson,
    piece_of,
    shown_before,
    unseen,
)
from bot.lessons.steps import ROW, Form, Step, in_order

DUE_AT_MOST = (
    10  # a session, of which we offer one a day; the rest waits or is asked for, and the pile's size is never shown
)
CIVICS_SHARE = 0.4  # of a session with both
WORDS_AT_MOST = 3  # new ones in a session of ten
HOMEWORK_SHARE = 0.5  # of a session, at most: what a teacher set comes first (section 12)
SURE = 0.95
RECENT = 10  # answers that tell how it goes
TOO_HARD, TOO_EASY = 0.70, 0.95  # share of them that was right
DESIRED = {"a0": 0.90, "a1a": 0.90, "a1b": 0.87, "a2": 0.87, "b1": 0.85, "b2": 0.85}
DESIRED_OF_QUESTIONS = 0.90
SWAP_BRINGS = 0.5  # of an answer more or less that is right
PRODUCED = ("short-answer", "say-it", "dictation", "one-sentence")  # kinds that are said or typed at every level
TWO_WORDS = 5  # steps, in which two new words are met


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody practises: their level (None: no English), the ids of their citizenship questions (empty: none), how
    many items, and an item to begin with; `homework` is what a teacher set and is still to do."""

    level: str | None
    questions: Sequence[str]
    size: int
    first: str | None = None
    unit: str | None = None
    homework: Sequence[str] = ()


def by_item(cards: Iterable[Card]) -> dict[str, dict[Skill, Card]]:
    """Cards by item and skill."""
    out: dict[str, dict[Skill, Card]] = {}
    for card in cards:
        out.setdefault(card.item, {})[card.skill] = card
    return out


def plan_practice(
    course: Course,
    wish: Wish,
    cards: Cards,
    *,
    now: datetime,
    due: Set[str],
    recent: Sequence[bool] = (),
) -> Session:
    """A session of about `wish.size` items; `due` holds the items that were met and whose day has come, `recent` tells of the
    last answers whether they were right.

    Homework comes first, for half of the session at most, and is not asked a second time by the rest of it.
    """
    first, begun = _set_work(course, wish.homework, cards, int(wish.size * HOMEWORK_SHARE))
    rest = replace(wish, size=wish.size - len(first))
    seen = {**{item: {} for item in begun}, **cards}
    steps = [*first, *_plan(course, rest, seen, begun, now=now, due=due, recent=recent)]
    met = {step.item for step in steps if step.form not in (Form.TEACH, Form.DO)} & cards.keys()
    sure = tuple(sorted(item for item in met if recall(carrier(cards[item]), now) >= SURE))
    steps[len(first) :] = closed(steps[len(first) :], sure)
    ending = spoken(steps, lambda step: _produced(step, course), begin=len(first))
    ordered = in_order(ending[len(first) :], first[-ROW:], last=1 if ending == steps else 2)
    return Session((*first, *ordered), homework=begun, sure=sure)


def plan_homework(course: Course, items: Sequence[str], cards: Cards, size: int) -> Session:
    """A session of homework alone, as much of it as fits."""
    steps, begun = _set_work(course, items, cards, size)
    return Session(tuple(steps), homework=begun)


def _set_work(course: Course, items: Sequence[str], cards: Cards, room: int) -> tuple[list[Step], tuple[str, ...]]:
    """The steps of what was set, in its order and as much as fits, and the items in them; what was never met is taught first."""
    asked: list[Step] = []
    chains: list[list[Step]] = []
    begun: dict[str, Mapping[Skill, Card]] = {}
    for item in items:
        if item in cards:
            new = [[_again(item, cards[item], course)]]
        elif item in course.exercises:
            lesson = course.lessons[item.rpartition("-e")[0]]
            new = [*shown_before(lesson, {**cards, **begun}), [exercise_step(item, course)]]
        elif item in course.words:
            new = [[Step(item, form) for form in FIRST_MEETING][: max(room, SHORTEST_MEETING)]]
        else:
            new = [chain(item, typed=False)]
        cost = sum(len(steps) for steps in new)
        if cost > room:
            break
        room -= cost
        begun[item] = {}
        if item in cards:
            asked += new[0]
        else:
            chains += new
    return list(in_order(woven(asked, chains), last=0)), tuple(begun)


def _plan(
    course: Course,
    wish: Wish,
    cards: Cards,
    begun: tuple[str, ...],
    *,
    now: datetime,
    due: Set[str],
    recent: Sequence[bool],
) -> list[Step]:
    """What is due and what comes next, without what `begun` holds already."""
    questions = set(wish.questions)
    mine = {
        item: held
        for item, held in cards.items()
        if item not in begun
        and (item in questions or (wish.level is not None and (item in course.words or item in course.exercises)))
    }

    chances = {item: recall(carrier(held), now) for item, held in mine.items()}

    def riskiest(items: Iterable[str]) -> list[str]:
        return sorted(items, key=chances.__getitem__)

    back = riskiest(item for item in mine if item in due)
    if wish.first in mine:
        back = [wish.first, *(item for item in back if item != wish.first)]
    new_questions = [item for item in wish.questions if item not in cards]
    lesson = next_lesson(course, wish.level, cards, unit=wish.unit) if wish.level is not None else None
    room = wish.size
    if lesson is not None or new_questions:
        back = _shared(back, questions, round(room * DUE_SHARE))
    else:
        if len(back) < room:
            known = set(back)
            back += riskiest(item for item in mine if item not in known)[: room - len(back)]
        back = back[: min(room, DUE_AT_MOST)]
    if wish.first is None:
        back = _with_a_win(back, chances, course)
    room -= len(back)
    chains: list[list[Step]] = []
    civics_room = 1 if new_questions and room > 2 else 0
    if lesson is not None:
        chains = _pieces(course, wish, cards, room - civics_room)
        room -= sum(len(steps) for steps in chains)
    if new_questions and (civics_room or room > 0 or lesson is None):
        several = max(1, min(3, round(wish.size * 0.3))) if lesson is None else 1
        taken = new_questions[:several]
        # Typing on the day it was shown keeps little for its time (bench/planning.py): only to fill a short session.
        typed = 0 if lesson is not None else wish.size - len(back) - 2 * len(taken)
        chains += [chain(item, typed=i < typed) for i, item in enumerate(taken)]
    asked = [_again(item, mine[item], course) for item in back]
    asked = _adapted(asked, mine, course, wish.level, recent)
    if len(asked) > 2 and wish.first is None:
        asked.insert(0, asked.pop(-2))  # begin with a win; what is known best is for the end
    return woven(asked, chains)


def _with_a_win(due: list[str], chances: Mapping[str, float], course: Course) -> list[str]:
    """What is due with something surely known for the end: if nothing in it is, then in place of the least risky of three."""
    sure = {item: chance for item, chance in chances.items() if chance >= SURE and item not in course.exercises}
    if not sure.keys().isdisjoint(due):
        return due
    win = min(sure, key=lambda item: (sure[item], item), default=None)
    if win is None:
        return due
    return [*(due[:-1] if len(due) >= 3 else due), win]


def _pieces(course: Course, wish: Wish, cards: Cards, room: int) -> list[list[Step]]:
    """The next piece of the lesson that is under way and, if it ends with it, of the one after."""
    words = max(1, round(WORDS_AT_MOST * wish.size / 10))
    chains: list[list[Step]] = []
    seen: dict[str, Mapping[Skill, Card]] = dict(cards)
    for _ in range(2):
        lesson = next_lesson(course, wish.level or "", seen, unit=wish.unit)
        if lesson is None or room < (SHORTEST_MEETING if unseen(course, lesson, seen)[0] in course.words else 1):
            break
        two = 2 if room >= TWO_WORDS and not wish.questions else 1  # one would have nothing between its meetings
        piece = piece_of(course, lesson, seen, room, words=min(words, max(two, room // len(FIRST_MEETING))))
        chains += piece
        room -= sum(len(steps) for steps in piece)
        seen |= {step.item: {} for steps in piece for step in steps}
    return chains


def _shared(due: list[str], questions: set[str], room: int) -> list[str]:
    """The riskiest, but neither subject takes the other's place when both have something due."""
    civics = [item for item in due if item in questions]
    english = [item for item in due if item not in questions]
    if not civics or not english:
        return due[:room]
    of_civics = civics[: max(1, round(room * CIVICS_SHARE), room - len(english))]
    of_english = english[: room - len(of_civics)]
    kept = {*of_civics, *of_english}
    return [item for item in due if item in kept]


def swaps(recent: Sequence[bool], level: str | None, asked: int) -> int:
    """How many of so many items are to be asked in an easier form (above zero) or a harder one (below): none while the last
    answers were neither too hard nor too easy, else as many as it takes to come to the share that is desired."""
    if len(recent) < RECENT:
        return 0
    share = sum(recent[-RECENT:]) / RECENT
    if TOO_HARD <= share <= TOO_EASY:
        return 0
    missing = (DESIRED_OF_QUESTIONS if level is None else DESIRED[level]) - share
    return max(-asked, min(asked, round(missing / SWAP_BRINGS * asked)))


def _adapted(asked: list[Step], cards: Cards, course: Course, level: str | None, recent: Sequence[bool]) -> list[Step]:
    """The same items, riskiest first as they are: the riskiest in easier forms, or the best known in harder ones."""
    wanted = swaps(recent, level, len(asked))
    others = ((step, _other_form(step, cards, course, easier=wanted > 0)) for step in asked[:: -1 if wanted < 0 else 1])
    swapped = dict(islice(((step.item, form) for step, form in others if form is not step.form), abs(wanted)))
    return [step._replace(form=swapped.get(step.item, step.form)) for step in asked]


def _other_form(step: Step, cards: Cards, course: Course, *, easier: bool) -> Form:
    """The easier or harder form of an item; its own form if there is none."""
    if step.item in course.words:
        held, level = cards[step.item], course.unit_of(step.item).level
        return word_forms.easier(step.form, held, level) if easier else word_forms.harder(step.form, level)
    other = {Form.TYPE: Form.CHOOSE} if easier else {Form.CHOOSE: Form.TYPE}
    return other.get(step.form, step.form)


def _form(item: str, cards: Mapping[Skill, Card], course: Course) -> Form:
    if item in course.words:
        return word_forms.form_of(cards, course.unit_of(item).level)
    return question_form(cards)


def _again(item: str, cards: Mapping[Skill, Card], course: Course) -> Step:
    """How something that was met before is asked."""
    return exercise_step(item, course) if item in course.exercises else Step(item, _form(item, cards, course))


def _produced(step: Step, course: Course) -> bool:
    """Whether a step is said or typed."""
    if step.kind in ("fill-gap", "role-play"):  # chosen by beginners
        return LEVELS.index(course.unit_of(step.item).level) >= TYPED_FROM
    return step.kind in PRODUCED
