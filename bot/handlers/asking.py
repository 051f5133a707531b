"""How a step of the drill looks on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers import menus
from bot.lessons.drill import Session, choices
from bot.lessons.grading import grade
from bot.lessons.grading.normal import content_words
from bot.lessons.keys import key_of
from bot.lessons.model import Grade, Key, Question, Verdict
from bot.lessons.steps import Form, Step
from bot.markup import literal
from bot.messages import Button, Rows
from bot.turn import Turn

CHOICES = 4
CHOICES_AGAIN = 3
LONGEST_LABEL = 28  # characters that a big button shows whole on a 360 px phone
SHORT_LABEL = 12  # two of these fit beside each other
ALSO_SHOWN = 3
LETTERS = "ABCDEFGH"
OFFICES_OF_STATES = ("governor", "senators", "representatives")


FAIR_KEPT = 4096
_fair: dict[tuple[str, str, str | None, date], list[str]] = {}  # wrong choices that were looked at by the grader
_keys: dict[tuple[str, str, str | None, date], Key] = {}
_judged: dict[tuple[str, str, str | None, date, str], Grade] = {}  # choices that were pressed


def key(turn: Turn, question: Question) -> Key:
    """What the question accepts today where the learner lives."""
    place = (turn.tools.catalogue.version, question.id, turn.learner.state, turn.today)
    found = _keys.get(place)
    if found is None:
        if len(_keys) > FAIR_KEPT:
            _keys.clear()
        found = _keys[place] = key_of(question, turn.tools.catalogue.officials, state=turn.learner.state, on=turn.today)
    return found


def form_of(step: Step, accepts: Key) -> Form:
    """The form a step takes; a question whose holder nobody has entered cannot be asked by choices."""
    return Form.TYPE if accepts.open and step.form is Form.CHOOSE else step.form


def options(turn: Turn, question: Question, accepts: Key, step: Step) -> tuple[str, ...]:
    """The choices to show, the right one among them, in an order that is this learner's own."""
    place = (turn.tools.catalogue.version, question.id, turn.learner.state, turn.today)
    wrong = _fair.get(place)
    if wrong is None:
        wrong = [text for text in _wrong(turn, question) if grade(accepts, text).verdict is not Verdict.CORRECT]
        if len(_fair) > FAIR_KEPT:
            _fair.clear()
        _fair[place] = wrong
    count = CHOICES_AGAIN if step.again else CHOICES
    seed = f"{turn.learner.id}:{question.id}:{turn.known.step}"
    return tuple(choices(accepts.say, wrong, count=count, seed=seed))


def judged(turn: Turn, question: Question, accepts: Key, choice: str) -> Grade:
    """What a choice that was shown is worth: the same few are pressed again and again."""
    place = (turn.tools.catalogue.version, question.id, turn.learner.state, turn.today, choice)
    found = _judged.get(place)
    if found is None:
        if len(_judged) > FAIR_KEPT:
            _judged.clear()
        found = _judged[place] = grade(accepts, choice)
    return found


def _wrong(turn: Turn, question: Question) -> list[str]:
    if question.wrong:
        return list(question.wrong)
    officials, here = turn.tools.catalogue.officials, turn.learner.state
    home = officials.get(here or "")
    if question.varies == "capital" and home is not None and home.not_capital:
        return list(home.not_capital)
    if question.varies == "capital":
        return [city for place in officials.values() for city in place.not_capital]
    office = question.varies or ""
    return [
        holder.name
        for code, place in sorted(officials.items())
        if code != here and office in OFFICES_OF_STATES
        for holder in place.offices.get(office, ())
        if holder.holds_on(turn.today)
    ]


def lettered(shown: Sequence[str]) -> bool:
    """Whether the choices are too long for buttons and go into the text, with letters to press."""
    return any(len(text) > LONGEST_LABEL for text in shown)


def named(shown: Sequence[str], text: str) -> int | None:
    """The position of the choice whose letter was typed or said; None where no choice stands under it."""
    word = text.strip(" .:)!?").upper()
    return LETTERS.index(word) if word in tuple(LETTERS[: len(shown)]) and lettered(shown) else None


def step_line(turn: Turn, session: Session) -> str:
    """How far the session is, and whether this step is a teacher's wish."""
    number = turn.t("drill.step", number=session.number, total=session.total)
    return f"{number}  {turn.t('drill.homework')}" if session.steps[0].item in session.homework else number


def question_text(turn: Turn, question: Question, session: Session, accepts: Key, view: dict[str, bool]) -> str:
    """The words of the step on the screen; `view` holds what was opened: `translated`."""
    step = session.steps[0]
    form = form_of(step, accepts)
    number = step_line(turn, session)
    lines = [f"{number}  {turn.t('drill.new')}" if form is Form.TEACH else number]
    lines.append(turn.t("drill.question", question=question.question))
    there = question.translations.get(turn.learner.language)
    if view.get("translated") and there is not None:
        lines.append(literal(there.question))
    if form is Form.TEACH:
        lines += ["", *answer_lines(turn, question, accepts, translated=view.get("translated", False))]
    else:
        shown = tuple(turn.place.data.get("shown", ()))
        if form is Form.CHOOSE and lettered(shown):
            lines += ["", *(f"**{LETTERS[i]}.** {literal(text)}" for i, text in enumerate(shown))]
        if session.helped:
            lines += ["", turn.t("drill.hint", hint=_hint(turn, question))]
        lines += ["", *(half_lines(turn, session, accepts) or [instruction(turn, form, accepts)])]
    if view.get("translated") and there is not None and not there.reviewed:
        lines += ["", turn.t("drill.not_reviewed")]
    return "\n".join(lines)


def instruction(turn: Turn, form: Form, accepts: Key) -> str:
    """One of the fixed instructions: choose, or write so many answers."""
    if form is Form.CHOOSE:
        return turn.t("drill.choose")
    return turn.t("drill.type_many", n=accepts.how_many) if accepts.how_many > 1 else turn.t("drill.type")


def half(accepts: Key, session: Session) -> tuple[str, ...]:
    """What of the answer was rightly said already."""
    return grade(accepts, session.held).matched if session.held else ()


def half_lines(turn: Turn, session: Session, accepts: Key) -> list[str]:
    """What was rightly said already, and how much is missing; empty when nothing was."""
    if not (right := half(accepts, session)):
        return []
    left = max(accepts.how_many, *(len(answer.parts) for answer in accepts.answers)) - len(right)
    return [turn.t("feedback.one_more", matched=" + ".join(right)), turn.t("drill.type_more", n=max(1, left))]


def _hint(turn: Turn, question: Question) -> str:
    there = question.translations.get(turn.learner.language)
    return there.hint if there is not None and there.hint else question.hint


def answer_lines(turn: Turn, question: Question, accepts: Key, *, translated: bool) -> list[str]:
    """The answer to say, others that count, and why; in both languages where that was asked for."""
    there = question.translations.get(turn.learner.language)
    lines = [turn.t("drill.you_can_say", say=accepts.say)] if accepts.say else []
    if translated and there is not None and (at_home := there.say or "; ".join(there.answers[:ALSO_SHOWN])):
        lines.append(literal(at_home))
    others = [answer.text for answer in accepts.answers if not _same(answer.text, accepts.say)][:ALSO_SHOWN]
    if others and accepts.how_many == 1 and not accepts.names:
        lines.append(turn.t("drill.officers_accept", answers="; ".join(others)))
    if accepts.open:
        lines.append(turn.t("drill.look_up", link=accepts.look_up))
    lines += ["", why(turn, question)]
    return lines


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, articles and (optional parts)."""
    return set(content_words(other)) <= set(content_words(one))


def why(turn: Turn, question: Question) -> str:
    """The one line of why, in the learner's own language where there is one; marked while no fluent person has read it."""
    there = question.translations.get(turn.learner.language)
    if there is None or not there.why:
        return literal(question.why)
    return literal(there.why if there.reviewed else f"🔧 {there.why}")


def remark(turn: Turn, question: Question, note: str) -> str:
    """What is said of a near miss, in the learner's own language where there is one; marked as `why` is."""
    there = question.translations.get(turn.learner.language)
    miss = next((miss.text for miss in question.near_miss if miss.say == note), "")
    if there is None or miss not in there.near:
        return literal(note)
    return literal(there.near[miss] if there.reviewed else f"🔧 {there.near[miss]}")


def rows(turn: Turn, question: Question, session: Session, accepts: Key) -> Rows:
    """The big buttons of the answer, and under them the small ones: language, hint, skip, the teacher."""
    form = form_of(session.steps[0], accepts)
    b, token = turn.button, turn.place.token
    small: list[Button] = []
    if turn.learner.language in question.translations:
        small.append(b("drill.language_button", "lang"))
    if form is Form.TEACH:
        small += menus.ask_teacher(turn)
        return ((b("drill.next", "next"),), *([tuple(small)] if small else []))
    if not session.helped:
        small.append(b("drill.help_button", "hint"))
    small += [b("drill.skip", "skip"), *menus.ask_teacher(turn)]
    shown = tuple(turn.place.data.get("shown", ()))
    if form is not Form.CHOOSE:
        return (tuple(small),)
    if lettered(shown):
        return (tuple(Button(LETTERS[i], token, str(i)) for i in range(len(shown))), tuple(small))
    big = [Button(text, token, str(i)) for i, text in enumerate(shown)]
    width = 2 if all(len(text) <= SHORT_LABEL for text in shown) else 1
    return (*(tuple(big[i : i + width]) for i in range(0, len(big), width)), tuple(small))


def with_help(session: Session) -> Session:
    """The session with the hint of its current step open."""
    return session._replace(helped=True)
