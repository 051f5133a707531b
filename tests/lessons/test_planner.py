"""One plan out of everything: what is due, then a piece of the next lesson."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.lessons.drill import Session, carrier
from bot.lessons.live import LiveContent
from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill
from bot.lessons.pieces import next_lesson
from bot.lessons.planner import Wish, by_item, plan_homework, plan_practice, swaps
from bot.lessons.steps import Form, Step
from bot.lessons.word_forms import PRODUCED, RECOGNISED, easier, exercise_of, form_of, harder

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def seen(item: str, skill: Skill = Skill.RECOGNISE, *, days_ago: int = 8, times: int = 1) -> Card:
    card = None
    for i in range(times):
        at = NOW - timedelta(days=days_ago - i)
        card = review(card, Rating.GOOD, item=item, skill=skill, now=at, day=at.date(), learner=1)
    assert card is not None
    return card


def plan(content: LiveContent, cards: list[Card], *, recent: tuple[bool, ...] = (), **wish: object) -> Session:
    held = by_item(cards)
    due = {item for item, each in by_item(cards).items() if carrier(each).due.date() <= NOW.date()}
    made = Wish(**{"level": "a1b", "questions": [], "size": 10, **wish})  # type: ignore[arg-type]
    return plan_practice(content.catalogue.course, made, held, now=NOW, due=due, recent=recent)


def test_a_new_word_is_seen_then_chosen_then_heard(content: LiveContent) -> None:
    session = plan(content, [])
    first = session.steps[0].item
    forms = [step.form for step in session.steps if step.item == first]
    assert forms == [Form.TEACH, Form.CHOOSE, Form.SOUND]
    assert 8 <= len(session.steps) <= 11


def test_a_lesson_follows_its_words_and_the_next_lesson_follows_it(content: LiveContent) -> None:
    course = content.catalogue.course
    lesson = course.lessons["en-a1b-u01-l1"]
    words = [course.units["a1b-u01"].words[text].id for text in lesson.teaches]
    assert next_lesson(course, "a1b", by_item([seen(word) for word in words])) == lesson
    session = plan(content, [seen(word, days_ago=0) for word in words])
    assert any(step.form is Form.DO and step.item.startswith(lesson.id) for step in session.steps)
    done = [seen(item, days_ago=0) for item in (*words, *(e.id for e in lesson.exercises))]
    following = next_lesson(course, "a1b", by_item(done))
    assert following is not None
    assert following.id == "en-a1b-u01-l2"


def test_what_is_due_comes_with_a_piece_of_the_lesson(content: LiveContent) -> None:
    course = content.catalogue.course
    due = [seen(word) for word in list(course.words)[:30] if word.startswith("w-a0")]
    session = plan(content, due)
    reviewed = {step.item for step in session.steps} & {card.item for card in due}
    assert len(reviewed) == 6
    assert any(step.form is Form.TEACH for step in session.steps)


def test_both_subjects_have_their_place(content: LiveContent) -> None:
    course = content.catalogue.course
    questions = [f"civics-2008-{n}" for n in range(1, 101)]
    cards = [seen(word) for word in list(course.words)[:10]] + [seen(item) for item in questions[:10]]
    session = plan(content, cards, questions=questions)
    items = {step.item for step in session.steps}
    assert 2 <= len(items & set(questions[:10])) <= 4
    assert len(items & set(course.words)) >= 3


def test_citizenship_alone_asks_nothing_else(content: LiveContent) -> None:
    course = content.catalogue.course
    questions = [f"civics-2008-{n}" for n in range(1, 101)]
    session = plan(content, [seen(word) for word in list(course.words)[:10]], level=None, questions=questions)
    assert {step.item for step in session.steps} <= set(questions)


@pytest.mark.parametrize(
    ("cards", "form"),
    [
        ([], Form.CHOOSE),
        ([(Skill.RECOGNISE, 1)], Form.SOUND),
        ([(Skill.RECOGNISE, 2)], Form.GAP),  # recognised on two days: now without choices
        ([(Skill.RECOGNISE, 2), (Skill.PRODUCE, 1)], Form.TYPE),
        ([(Skill.RECOGNISE, 2), (Skill.PRODUCE, 2)], Form.SAY),
    ],
)
def test_the_form_rises_with_the_card(content: LiveContent, cards: list[tuple[Skill, int]], form: Form) -> None:
    word = next(iter(content.catalogue.course.units["a1b-u06"].words.values()))
    held = {skill: seen(word.id, skill, times=times) for skill, times in cards}
    assert form_of(held, "a1b") is form


@pytest.mark.parametrize(("level", "forms"), [("a0", {Form.SOUND}), ("a1a", {Form.GAP, Form.SAY})])
def test_beginners_never_have_to_type_a_word(content: LiveContent, level: str, forms: set[Form]) -> None:
    course = content.catalogue.course
    word = next(iter(next(iter(course.level(level))).words.values()))
    asked = set()
    for times in range(1, 6):
        held = {Skill.RECOGNISE: seen(word.id, times=2), Skill.PRODUCE: seen(word.id, Skill.PRODUCE, times=times)}
        asked.add(form_of(held, level))
    assert asked == forms


def test_every_word_can_be_asked_in_every_form(content: LiveContent) -> None:
    course = content.catalogue.course
    for unit in course.units.values():
        for word in unit.words.values():
            for form in (Form.CHOOSE, Form.SOUND, Form.HOME, Form.GAP, Form.TYPE, Form.SAY):
                exercise = exercise_of(word, form, unit)
                assert word.text not in exercise.wrong
                if form is Form.GAP:
                    assert "___" in exercise.ask


# --- homework ---


def some(content: LiveContent, what: str) -> list[str]:
    """Six items that a teacher may set."""
    course = content.catalogue.course
    match what:
        case "words":
            return [word.id for word in course.units["a1b-u06"].words.values()][:6]
        case "exercises":
            return [exercise.id for exercise in course.lessons["en-a1b-u06-l2"].exercises][:6]
        case _:
            return [f"civics-2008-{n}" for n in range(50, 56)]


@pytest.mark.parametrize("size", [5, 10, 15])
@pytest.mark.parametrize("met", [True, False])
@pytest.mark.parametrize("what", ["words", "exercises", "questions"])
def test_homework_comes_first_and_is_half_of_a_session_at_most(
    content: LiveContent, what: str, met: bool, size: int
) -> None:
    course = content.catalogue.course
    homework = some(content, what)
    others = [seen(word) for word in list(course.words)[:30] if word.startswith("w-a0")]
    cards = [*others, *(seen(item) for item in homework if met)]
    session = plan(content, cards, homework=homework, size=size)
    theirs = [step.item in homework or step.item in course.lessons for step in session.steps]
    first = theirs.index(False)
    assert 1 <= first <= size // 2
    assert not any(step.item in homework for step in session.steps[first:])
    assert session.homework == tuple(item for item in homework if item in {step.item for step in session.steps})
    assert len(session.steps) <= size + 1


@pytest.mark.parametrize(
    ("what", "met", "forms"),
    [
        ("words", False, [Form.TEACH, Form.CHOOSE, Form.SOUND]),
        ("words", True, [Form.SOUND]),
        ("exercises", True, [Form.DO]),
        ("exercises", False, [Form.DO]),
        ("questions", False, [Form.TEACH, Form.CHOOSE]),
        ("questions", True, [Form.CHOOSE]),
    ],
)
def test_what_was_never_met_is_taught_first(content: LiveContent, what: str, met: bool, forms: list[Form]) -> None:
    homework = some(content, what)
    session = plan_homework(
        content.catalogue.course, homework, by_item(seen(item) for item in homework if met), len(homework) * 3
    )
    assert session.homework == tuple(homework)
    asked = [[step.form for step in session.steps if step.item == item] for item in homework]
    assert asked.count(forms) >= len(homework) - 1  # one of six takes another form, lest four of a kind come in a row


def test_a_lesson_is_looked_at_before_its_first_exercise_and_once(content: LiveContent) -> None:
    course = content.catalogue.course
    lesson = next(lesson for lesson in course.lessons.values() if lesson.rule is not None)
    session = plan_homework(course, [exercise.id for exercise in lesson.exercises], {}, 20)
    assert [step.item for step in session.steps].count(lesson.id) == 1
    assert session.steps[0] == Step(lesson.id, Form.TEACH)
    begun = by_item([seen(lesson.exercises[0].id)])
    assert lesson.id not in [step.item for step in plan_homework(course, [lesson.exercises[1].id], begun, 20).steps]


def test_without_homework_nothing_changes(content: LiveContent) -> None:
    cards = [seen(word) for word in list(content.catalogue.course.words)[:30]]
    assert plan(content, cards, homework=[]) == plan(content, cards)
    assert plan(content, cards).homework == ()


def test_homework_alone_is_as_much_as_fits(content: LiveContent) -> None:
    homework = some(content, "words")
    assert plan_homework(content.catalogue.course, homework, {}, 10).homework == tuple(homework[:3])


# --- easier and harder forms, by how the last ten answers went ---


def answers(right: int, of: int = 10) -> tuple[bool, ...]:
    return (True,) * right + (False,) * (of - right)


@pytest.mark.parametrize(
    ("recent", "level", "asked", "swapped"),
    [
        ((), "a1b", 6, 0),
        (answers(0, 9), "a1b", 6, 0),  # nine answers tell nothing yet
        (answers(7), "a1b", 6, 0),  # 0.70 is still enough
        (answers(9), "a1b", 6, 0),
        (answers(6), "a1b", 6, 3),  # 0.27 missing, half an answer a swap: 0.54 of six
        (answers(6), "a0", 10, 6),  # beginners are to be right more often
        (answers(6), "b2", 10, 5),
        (answers(6), None, 10, 6),
        (answers(3), "a1b", 6, 6),
        (answers(0), "a1b", 6, 6),  # never more than there are
        (answers(10), "a0", 10, -2),
        (answers(10), "a1b", 10, -3),
        (answers(10), "b1", 6, -2),
        (answers(10), "b1", 0, 0),
        (answers(0) + answers(10), "b1", 6, -2),  # only the last ten count
        (answers(10) + answers(0), "b1", 6, 6),
    ],
)
def test_so_many_forms_are_swapped(recent: tuple[bool, ...], level: str | None, asked: int, swapped: int) -> None:
    assert swaps(recent, level, asked) == swapped


@pytest.mark.parametrize("level", ["a1a", "a1b"])
def test_an_easier_form_has_choices_and_a_harder_one_has_none(level: str) -> None:
    card = seen("w", Skill.PRODUCE, times=2)
    assert {easier(form, {Skill.PRODUCE: card}, level) for form in PRODUCED} <= set(RECOGNISED)
    assert {easier(form, {}, level) for form in RECOGNISED} == set(RECOGNISED)  # there is nothing easier
    assert {harder(form, level) for form in RECOGNISED} == {Form.GAP}
    assert harder(Form.GAP, level) is (Form.TYPE if level == "a1b" else Form.SAY)
    assert harder(Form.TYPE, level) is Form.TYPE
    assert harder(Form.SAY, level) is Form.SAY


def test_at_a0_a_sound_is_harder_than_print_and_stays_when_it_counts() -> None:
    held = [{Skill.PRODUCE: seen("w", Skill.PRODUCE, times=n)} for n in (1, 2)]
    assert {easier(Form.SOUND, each, "a0") for each in held} == {Form.CHOOSE, Form.HOME}
    assert easier(Form.CHOOSE, held[0], "a0") is Form.CHOOSE
    assert harder(Form.SOUND, "a0") is Form.SOUND
    assert harder(Form.CHOOSE, "a0") is Form.GAP


def words_of_level(content: LiveContent, level: str) -> list[str]:
    return [word.id for unit in content.catalogue.course.level(level) for word in unit.words.values()]


def test_after_many_misses_the_riskiest_words_come_with_choices(content: LiveContent) -> None:
    words = words_of_level(content, "a1b")[:6]
    cards = [seen(word, Skill.PRODUCE, times=2, days_ago=12 + i) for i, word in enumerate(words)]  # the last: riskiest
    as_usual, eased = plan(content, cards), plan(content, cards, recent=answers(6))
    assert forms(as_usual, words) == dict.fromkeys(words, Form.SAY)
    assert {word for word, form in forms(eased, words).items() if form in RECOGNISED} == set(words[3:])
    assert len(eased.steps) == len(as_usual.steps)


def test_after_ten_right_ones_the_best_known_words_come_without(content: LiveContent) -> None:
    words = words_of_level(content, "a1b")[:6]
    cards = [seen(word, days_ago=8 + i) for i, word in enumerate(words)]  # the first: best known
    hardened = forms(plan(content, cards, recent=answers(10)), words)
    assert {word for word, form in hardened.items() if form is Form.GAP} == set(words[:2])


def test_questions_are_typed_or_chosen_as_it_goes(content: LiveContent) -> None:
    questions = [f"civics-2008-{n}" for n in range(1, 7)]
    typed = [seen(item, Skill.PRODUCE, days_ago=20) for item in questions]
    chosen = [seen(item, days_ago=20) for item in questions]
    of = {"level": None, "questions": questions}
    assert list(forms(plan(content, typed, **of), questions).values()).count(Form.TYPE) == 5  # not four in a row
    assert list(forms(plan(content, typed, recent=answers(5), **of), questions).values()).count(Form.CHOOSE) == 4
    assert list(forms(plan(content, chosen, recent=answers(10), **of), questions).values()).count(Form.TYPE) == 2


def forms(session: Session, items: list[str]) -> dict[str, Form]:
    return {step.item: step.form for step in session.steps if step.item in items}
