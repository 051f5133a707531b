"""One sitting: planned once, then moved on by each answer.

A `Session` is plain data that lives in the learner's place between two answers. The numbers are
those of the curriculum's pedagogy, section 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Any

from bot.lessons.memory import Card, produce_is_open
from bot.lessons.model import Skill, Verdict

DUE_SHARE = 0.6  # of a session, while there is something new to learn
APART = 2  # other steps between two askings of one item
COMES_BACK_AFTER = 3  # steps, when it was missed
ASKED_AGAIN_AT_MOST = 2
LONGER_AT_MOST = 4  # steps by which misses make a session longer: of ten it stays below fifteen
MISSES_BEFORE_HELP = 2  # in a row; then the next question opens with its hint
SAME_PLACE_TAPS = 5  # in a row in one position: nobody is reading


class Form(StrEnum):
    """How a step puts its item: shown with its answer, with choices, or to be typed; words also by their sound, from
    the home language, in their example, or said; a lesson's own exercise has one form."""

    TEACH = "teach"
    CHOOSE = "choose"
    SOUND = "sound"
    HOME = "home"
    GAP = "gap"
    TYPE = "type"
    SAY = "say"
    DO = "do"


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: an item in one form; `again` counts how often the item was missed before in this session."""

    item: str
    form: Form
    again: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """What is left to ask (the first of `steps` is on the screen) and what has happened so far.

    `given` counts the answers and `right` those of them that were right; `missed` and `learnt` are items.
    `helped` tells that the hint of the current step is open, `held` what was rightly said of an
    answer that is still partial, `taps` the positions of the last choices pressed; `homework` holds the
    items that a teacher set, `soon` whether the learner's interview is near. `longer` tells by how many steps misses have made
    the session longer than it was planned.
    """

    steps: tuple[Step, ...]
    number: int = 1
    given: int = 0
    right: int = 0
    missed: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()
    misses_in_row: int = 0
    helped: bool = False
    held: str = ""
    taps: tuple[int, ...] = ()
    homework: tuple[str, ...] = ()
    soon: bool = False
    longer: int = 0

    @property
    def current(self) -> Step | None:
        """The step on the screen; None when the session is over."""
        return self.steps[0] if self.steps else None

    @property
    def total(self) -> int:
        """How many steps the session has, as far as can be seen now."""
        return self.number + len(self.steps) - 1

    def moved_on(self, verdict: Verdict | None) -> Session:
        """The session after its current step: answered (a verdict), or shown or skipped (None)."""
        step, planned = self.steps[0], self.steps[1:]
        missed = verdict in (Verdict.INCORRECT, Verdict.PARTIAL)
        rest = self._after_miss() if missed else planned
        misses = 0 if verdict is Verdict.CORRECT else self.misses_in_row + missed
        return replace(
            self,
            steps=rest,
            number=self.number + 1,
            given=self.given + (verdict is not None),
            right=self.right + (verdict is Verdict.CORRECT),
            missed=_with(self.missed, step.item) if missed else self.missed,
            learnt=_with(self.learnt, step.item) if step.form is Form.TEACH else self.learnt,
            misses_in_row=misses,
            helped=misses >= MISSES_BEFORE_HELP,
            held="",
            longer=self.longer + len(rest) - len(planned),
        )

    def _after_miss(self) -> tuple[Step, ...]:
        """What is left once the current step was missed: its item comes back after three others in its easier form, and what
        was still planned for it at the end. Missed again, or when the session is long enough, the easier form takes the place of
        what was planned; after the third miss, or where nothing was planned, the item rests.
        """
        step, rest = self.steps[0], self.steps[1:]
        others = [other for other in rest if other.item != step.item]
        planned = [replace(other, again=step.again + 1) for other in rest if other.item == step.item]
        if not others:
            return tuple(planned)
        full = self.longer >= LONGER_AT_MOST
        if step.again >= ASKED_AGAIN_AT_MOST or (full and not planned):
            return tuple(others)
        if full or step.again or len(others) <= COMES_BACK_AFTER:
            planned = []
        easier = Form.DO if step.form is Form.DO else Form.CHOOSE
        others[COMES_BACK_AFTER:COMES_BACK_AFTER] = [Step(step.item, easier, step.again + 1)]
        return (*others, *planned)

    def rests(self, verdict: Verdict) -> bool:
        """Whether the current item was asked again and now, with this verdict, is left for another day."""
        step = self.steps[0]
        return step.again > 0 and all(other.item != step.item for other in self.moved_on(verdict).steps)

    def tapped(self, position: int) -> Session:
        """The session with one more choice pressed."""
        return replace(self, taps=(*self.taps, position)[-SAME_PLACE_TAPS:])

    def written(self) -> Session:
        """The session after something was typed or said: whoever does that is reading."""
        return replace(self, taps=())

    @property
    def blind(self) -> bool:
        """Whether the last taps were all in one place, as of somebody who is not reading."""
        return len(self.taps) == SAME_PLACE_TAPS and len(set(self.taps)) == 1

    def as_data(self) -> dict[str, Any]:
        """The session as JSON."""
        return {
            "steps": [[step.item, step.form.value, step.again] for step in self.steps],
            "number": self.number,
            "answers": [self.right, self.given],
            "missed": list(self.missed),
            "learnt": list(self.learnt),
            "misses": self.misses_in_row,
            "helped": self.helped,
            "held": self.held,
            "taps": list(self.taps),
            "homework": list(self.homework),
            "soon": self.soon,
            "longer": self.longer,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Session:
        """The session that `as_data` wrote."""
        right, given = data.get("answers", (0, 0))  # sessions begun before answers were counted have none
        return cls(
            steps=tuple(Step(item, Form(form), again) for item, form, again in data["steps"]),
            number=data["number"],
            right=right,
            given=given,
            missed=tuple(data["missed"]),
            learnt=tuple(data["learnt"]),
            misses_in_row=data["misses"],
            helped=data["helped"],
            held=data["held"],
            taps=tuple(data["taps"]),
            homework=tuple(data.get("homework", ())),  # sessions begun before there was homework have none
            soon=data.get("soon", False),
            longer=data.get("longer", 0),
        )


def _with(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return items if item in items else (*items, item)


def carrier(cards: Mapping[Skill, Card]) -> Card:
    """The card that carries an item's schedule: the produce card once there is one."""
    return cards.get(Skill.PRODUCE) or cards[Skill.RECOGNISE]


def form_of(cards: Mapping[Skill, Card]) -> Form:
    """How a citizenship question that was met before is asked."""
    return Form.TYPE if Skill.PRODUCE in cards or produce_is_open(cards.get(Skill.RECOGNISE)) else Form.CHOOSE


def chain(item: str, *, typed: bool) -> list[Step]:
    """A new question: shown, then asked with choices, and typed if there is room."""
    return [Step(item, form) for form in (Form.TEACH, Form.CHOOSE, Form.TYPE)[: 3 if typed else 2]]


def woven(asked: Iterable[Step], chains: Iterable[Sequence[Step]]) -> list[Step]:
    """Reviews and new items mixed: a chain's steps come in order, with at least two other steps between them."""
    reviews, fresh = list(asked), [list(steps) for steps in chains]
    waiting: list[tuple[int, list[Step]]] = []  # (index of the chain's last step, what is left of it)
    out: list[Step] = []

    def begin() -> None:
        first, *rest = fresh.pop(0)
        out.append(first)
        if rest:
            waiting.append((len(out) - 1, rest))

    while reviews or fresh or waiting:
        ready = [entry for entry in waiting if len(out) - entry[0] > APART]
        if ready:
            entry = min(ready, key=lambda entry: (entry[1][0].form is Form.TYPE, entry[0]))
        elif fresh and len(waiting) <= APART and (not reviews or len(out) % 2):
            begin()
            continue
        elif reviews:
            out.append(reviews.pop(0))
            continue
        elif fresh:
            begin()
            continue
        else:
            entry = min(waiting, key=lambda entry: entry[0])
        waiting.remove(entry)
        step, *rest = entry[1]
        if step.form is not Form.CHOOSE and out[-1].item == step.item:
            continue  # never twice in a row: better one asking less
        out.append(step)
        if rest:
            waiting.append((len(out) - 1, rest))
    return out


def choices(right: str, wrong: Sequence[str], *, count: int, seed: str) -> list[str]:
    """The right answer among wrong ones, shuffled; the same seed gives the same order."""
    chance = Random(seed)
    picked = [right, *chance.sample(list(wrong), min(count - 1, len(wrong)))]
    chance.shuffle(picked)
    return picked
