"""One sitting: planned once, then moved on by each answer.

A `Session` is plain data that lives in the learner's place between two answers. The numbers are
those of the curriculum's pedagogy, section 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from bot.lessons.memory import Card, is_civics, produce_is_open
from bot.lessons.model import Skill, Verdict
from bot.lessons.steps import APART, COMES_BACK_AFTER, FORMS, ROW, Form, Step, in_order, is_word

DUE_SHARE = 0.6  # of a session, while there is something new to learn
ASKED_AGAIN_AT_MOST = 2
LONGER_AT_MOST = 4  # steps by which misses make a session longer, and one more to end well: ten become fifteen at most
MISSES_BEFORE_HELP = 2  # in a row; then something well known comes, or the hint is open
SAME_PLACE_TAPS = 5  # in a row in one position: nobody is reading


class Session(NamedTuple):
    """What is left to ask (the first of `steps` is on the screen) and what has happened so far.

    `given` counts the answers and `right` those of them that were right; `missed` and `learnt` are items.
    `helped` tells that the hint of the current step is open, `held` what was rightly said of an
    answer that is still partial, `taps` the positions of the last choices pressed; `homework` holds the
    items that a teacher set, `soon` whether the learner's interview is near. `longer` tells by how many steps misses have made
    the session longer than it was planned; `reached` the units whose can-dos were reached in it; `before` holds the last steps that came, `sure` the items that are surely known:
    well remembered when it was planned, or answered rightly since.
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
    before: tuple[Step, ...] = ()
    sure: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()

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
        right = verdict is Verdict.CORRECT
        misses = 0 if right else self.misses_in_row + missed
        moved = self._replace(
            steps=self._after_miss() if missed else planned,
            number=self.number + 1,
            given=self.given + (verdict is not None),
            right=self.right + right,
            missed=_with(self.missed, step.item) if missed else self.missed,
            learnt=_with(self.learnt, step.item) if step.form is Form.TEACH else self.learnt,
            misses_in_row=misses,
            held="",
            before=(*self.before, step)[-ROW:],
            sure=_with(self.sure, step.item)
            if right
            else tuple(item for item in self.sure if item != step.item or not missed),
        )
        rest = moved.steps
        if missed:
            rest = in_order(moved._known_first() if misses >= MISSES_BEFORE_HELP else rest, moved.before)
        rest = moved._ending_well(rest, missed)
        helped = misses >= MISSES_BEFORE_HELP and bool(rest) and rest[0].item not in moved.sure
        return moved._replace(steps=rest, helped=helped, longer=self.longer + len(rest) - len(planned))

    def _after_miss(self) -> tuple[Step, ...]:
        """What is left once the current step was missed: its item comes back after three others in its easier form, and what
        was still planned for it later. Missed again, or when the session is long enough, the easier form takes the place of
        what was planned; after the third miss, or where two others are not left, the item rests until its day.
        """
        step, rest = self.steps[0], self.steps[1:]
        others = [other for other in rest if other.item != step.item]
        planned = [other._replace(again=step.again + 1) for other in rest if other.item == step.item]
        full = self.longer >= LONGER_AT_MOST
        if step.again >= ASKED_AGAIN_AT_MOST or len(others) < APART or (full and not planned):
            return tuple(others)
        if full or step.again or len(others) <= 2 * COMES_BACK_AFTER:
            planned = []
        easier = Form.DO if step.form is Form.DO else Form.CHOOSE
        others.insert(COMES_BACK_AFTER, step._replace(form=easier, again=step.again + 1))
        return (*others[:-1], *planned, others[-1])

    def _ending_well(self, rest: tuple[Step, ...], missed: bool) -> tuple[Step, ...]:
        """What is left, and at the end of it something that was known, if what is to be the last is not or was `missed`."""
        well = rest[0].item in self.sure if rest else not missed
        if well or len(rest) > 1 or self.longer > LONGER_AT_MOST:
            return rest
        near = {step.item for step in (*self.before, *rest)[-APART:]}
        known = [item for item in self.sure if item not in near and (is_word(item) or is_civics(item))]
        if not known:
            return rest
        win = Step(known[0], Form.CHOOSE)
        row = (*self.before, *rest)[-ROW:]
        return (*rest, (win.otherwise() or win) if all(step.kind == win.kind for step in row) else win)

    def _known_first(self) -> tuple[Step, ...]:
        """After two misses in a row: something surely known comes next, if there is such a thing before the last step."""
        rest = self.steps
        near = {step.item for step in self.before[-APART:]}
        for at, step in enumerate(rest[:-1]):
            first = step.item not in near and all(other.item != step.item for other in rest[:at])
            if first and step.item in self.sure and step.form is not Form.TEACH and not step.again:
                return (step, *rest[:at], *rest[at + 1 :])
        return rest

    def rests(self, verdict: Verdict) -> bool:
        """Whether the current item was asked again and now, with this verdict, is left for another day."""
        step = self.steps[0]
        return step.again > 0 and all(other.item != step.item for other in self.moved_on(verdict).steps)

    def tapped(self, position: int) -> Session:
        """The session with one more choice pressed."""
        return self._replace(taps=(*self.taps, position)[-SAME_PLACE_TAPS:])

    def written(self) -> Session:
        """The session after something was typed or said: whoever does that is reading."""
        return self._replace(taps=())

    @property
    def blind(self) -> bool:
        """Whether the last taps were all in one place, as of somebody who is not reading."""
        return len(self.taps) == SAME_PLACE_TAPS and len(set(self.taps)) == 1

    def as_data(self) -> dict[str, Any]:
        """The session as JSON."""
        return {
            "steps": _as_lists(self.steps),
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
            "before": _as_lists(self.before),
            "sure": list(self.sure),
            "reached": list(self.reached),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Session:
        """The session that `as_data` wrote."""
        right, given = data.get("answers", (0, 0))  # sessions begun before answers were counted have none
        return cls(
            steps=_from_lists(data["steps"]),
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
            before=_from_lists(data.get("before", ())),
            sure=tuple(data.get("sure", ())),
            reached=tuple(data.get("reached", ())),
        )


def _as_lists(steps: Iterable[Step]) -> list[list[Any]]:
    return [[step.item, step.form.value, step.again, *filter(None, (step.type,))] for step in steps]


def _from_lists(steps: Iterable[Sequence[Any]]) -> tuple[Step, ...]:
    return tuple([Step(item, FORMS[form], *more) for item, form, *more in steps])


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
