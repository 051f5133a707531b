"""The screens of a session, and in what order they may follow one another (curriculum, pedagogy section 2). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

APART = 2  # other steps between two askings of one item
COMES_BACK_AFTER = 3  # steps, when it was missed
ROW = 3  # steps of one kind in a row, at most
TRIED_AT_MOST = 120  # places, before an order is given up
CHANGED_AT_MOST = 4  # forms


class Form(StrEnum):
    """How a step puts its item: shown with its answer, with choices, or to be typed; words also by their sound, from
    the home language, in their example, or said; a lesson's own exercise has one form."""

    __hash__ = str.__hash__
    TEACH = "teach"
    CHOOSE = "choose"
    SOUND = "sound"
    HOME = "home"
    GAP = "gap"
    TYPE = "type"
    SAY = "say"
    DO = "do"


FORMS = {form.value: form for form in Form}  # looked up at every answer: asking the class takes five times as long
KINDS = {
    Form.CHOOSE: "choose-word",
    Form.SOUND: "listen-choose",
    Form.HOME: "translate-word",
    Form.GAP: "fill-gap",
    Form.TYPE: "short-answer",
    Form.SAY: "say-it",
}
# A form that asks as much of a word, and what is left for a question.
_ALIKE = {Form.CHOOSE: Form.SOUND, Form.SOUND: Form.CHOOSE, Form.HOME: Form.SOUND, Form.GAP: Form.SAY, Form.TYPE: Form.GAP, Form.SAY: Form.GAP}  # fmt: skip
_OF_QUESTIONS = {Form.CHOOSE: Form.TYPE, Form.TYPE: Form.CHOOSE}


class Step(NamedTuple):
    """One screen: an item in one form; `again` counts how often the item was missed before in this session; `type` is that of a
    lesson's own exercise."""

    item: str
    form: Form
    again: int = 0
    type: str = ""

    @property
    def kind(self) -> str:
        """What it looks like: an exercise's type, whether it is a lesson's or a word's."""
        return self.type or KINDS.get(self.form) or self.form.value

    def otherwise(self) -> Step | None:
        """The same item in another form; None if it has none that may take its place."""
        forms = _ALIKE if is_word(self.item) else _OF_QUESTIONS if not self.again else {}
        return self._replace(form=forms[self.form]) if self.form in forms else None


def is_word(item: str) -> bool:
    """Whether an item is a key word of the course."""
    return item.startswith("w-")


def in_order(steps: Sequence[Step], before: Sequence[Step] = (), *, last: int = 1) -> tuple[Step, ...]:
    """The steps in the order nearest to theirs in which no more than three of a kind come in a row, the askings of an item are
    apart, and what is taught comes first; the `last` ones stay where they are. `before` are those that came already.

    Where there is no such order, a new item is asked again sooner, or a step of the commonest kind takes another form. What was
    missed comes back after two others where three do not fit; where two do not either, it rests.
    """
    if not steps:
        return ()
    now, most = list(steps), min(1, last)
    for changed_so_far in range(CHANGED_AT_MOST + 1):
        ways = ((last, APART), (last, 1), (most, APART), (last, 0), (most, 0))
        for keeping, apart in dict.fromkeys(ways if not changed_so_far else (ways[0], ways[-1])):
            if not _too_many(now, before) and (found := _search(now, before, keeping, apart)):
                return tuple(found)
        if not (changed := _one_otherwise(now, last)):
            break
        now = changed
    now = list(steps)
    while True:
        if found := _search(now, before, 0, 0):
            return tuple(found)
        for back, row in ((APART, ROW), (COMES_BACK_AFTER, len(now) + ROW), (APART, len(now) + ROW)):
            if found := _search(now, before, most, 0, back=back, row=row):
                return tuple(found)
        missed = [step for step in now if step.again]
        if not missed:
            return tuple(now)
        now.remove(missed[0])


def _too_many(steps: Sequence[Step], before: Sequence[Step]) -> bool:
    """Whether there is more of a kind than the others can divide into threes."""
    kinds = [step.kind for step in (*before, *steps)]
    return any(kinds.count(kind) > ROW * (len(kinds) - kinds.count(kind) + 1) for kind in set(kinds))


def _one_otherwise(steps: list[Step], last: int) -> list[Step] | None:
    """The steps, one of the commonest kind in another form: the nearest to the end that may be moved, else one that stays; None
    if there is none."""
    most, end = Counter(step.kind for step in steps).most_common(1)[0][0], len(steps) - last
    for at in (*range(end - 1, -1, -1), *range(len(steps) - 1, end - 1, -1)):
        if steps[at].kind == most and (other := steps[at].otherwise()):
            return [*steps[:at], other, *steps[at + 1 :]]
    return None


def _search(
    steps: list[Step], before: Sequence[Step], last: int, apart: int, *, back: int = COMES_BACK_AFTER, row: int = ROW
) -> list[Step] | None:
    """The first order that fits, by trying each step in turn in each place."""
    items, kinds, end = [step.item for step in steps], [step.kind for step in steps], len(steps) - last
    said, seen = [step.item for step in before], [step.kind for step in before]  # the items and kinds so far
    left, place, tried = list(range(len(steps))), 0, 0
    taken: list[tuple[list[int], int]] = []  # what was left, and which of it came next
    while left:
        if place == len(left):  # nothing fits here
            if not taken:
                return None
            left, place = taken.pop()
            said.pop()
            seen.pop()
            place += 1
            continue
        if tried > TRIED_AT_MOST:
            return None
        tried += 1
        at, earlier = left[place], left[:place]
        item, kind, step = items[at], kinds[at], steps[at]
        space = back if step.again else apart
        if (
            seen[-row:].count(kind) == row
            or (space and item in said[-space:])
            or (earlier and at >= end)
            or any(
                items[other] == item or (step.form is Form.DO and steps[other].form is Form.TEACH) for other in earlier
            )
        ):
            place += 1
            continue
        taken.append((left, place))
        said.append(item)
        seen.append(kind)
        left, place = earlier + left[place + 1 :], 0
    return [steps[rest[which]] for rest, which in taken]
