"""How a plan ends: with something said or typed in its last third, and with a win (curriculum, pedagogy section 2). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from bot.lessons.steps import Form, Step, is_word

_FEWEST = 4  # steps that have a last third


def closed(steps: Sequence[Step], sure: Collection[str]) -> list[Step]:
    """The plan with something surely known at its end, if there is such a thing in it; what it begins with stays."""
    out = list(steps)
    if not out or out[-1].item in sure:
        return out
    known = [i for i, step in enumerate(out) if i and step.item in sure]
    if known:
        out.append(out.pop(known[-1]))
    return out


def spoken(steps: Sequence[Step], produced: Callable[[Step], bool], *, begin: int = 0) -> list[Step]:
    """The plan with something said or typed in its last third: what is planned so already, or else a review in another form, or
    the last meeting of a new word. `produced` tells what is said or typed; before `begin` everything stays.
    """
    out = list(steps)
    third = last_third(len(out))
    if len(out) - begin < _FEWEST or any(produced(step) for step in out[third:]):
        return out
    times = Counter(step.item for step in out)
    single = [i for i in range(len(out) - 2, begin - 1, -1) if times[out[i].item] == 1]
    aloud = sorted(
        (i for i in single if _aloud(out[i])), key=lambda i: out[i].form is Form.SOUND
    )  # it counts for beginners
    if (found := next((i for i in single if produced(out[i])), None)) is not None:
        out.insert(len(out) - 2, out.pop(found))
    elif aloud:
        out.insert(len(out) - 2, _said(out.pop(aloud[0])))
    elif (found := next((i for i in _met_again(out, third)), None)) is not None:
        out[found] = _said(out[found])
    elif shown := [step for step in out[begin:] if step.form is Form.TEACH and Step(step.item, Form.CHOOSE) in out]:
        out.append(Step(shown[0].item, Form.TYPE))
    return out


def last_third(steps: int) -> int:
    """The index at which the last third of so many steps begins."""
    return 2 * steps // 3


def _aloud(step: Step) -> bool:
    """Whether a step is a review that can be said or typed as well."""
    if is_word(step.item):
        return step.form in (Form.CHOOSE, Form.SOUND, Form.HOME, Form.GAP)
    return step.form is Form.CHOOSE


def _said(step: Step) -> Step:
    return step._replace(form=Form.SAY if is_word(step.item) else Form.TYPE)


def _met_again(steps: Sequence[Step], third: int) -> list[int]:
    """Where words that were taught and chosen in this session are met once more in its last third; the very last one last."""
    places = [*range(len(steps) - 2, third - 1, -1), len(steps) - 1]
    return [i for i in places if is_word(steps[i].item) and Step(steps[i].item, Form.CHOOSE) in steps[:i]]
