"""One plan out of everything: what is due, then a piece of the next lesson."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.lessons.drill import Form, Session
from bot.lessons.live import LiveContent
from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill
from bot.lessons.planner import Wish, by_item, next_lesson, plan_practice
from bot.lessons.word_forms import exercise_of, form_of

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def seen(item: str, skill: Skill = Skill.RECOGNISE, *, days_ago: int = 8, times: int = 1) -> Card:
    card = None
    for i in range(times):
        at = NOW - timedelta(days=days_ago - i)
        card = review(card, Rating.GOOD, item=item, skill=skill, now=at, day=at.date(), learner=1)
    assert card is not None
    return card


def plan(content: LiveContent, cards: list[Card], **wish: object) -> Session:
    held = by_item(cards)
    days = {card.item: card.due.date() for card in cards}
    made = Wish(**{"level": "a1b", "questions": [], "size": 10, **wish})  # type: ignore[arg-type]
    return plan_practice(content.catalogue.course, made, held, now=NOW, today=NOW.date(), days=days)


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


def test_beginners_never_have_to_type_a_word(content: LiveContent) -> None:
    course = content.catalogue.course
    word = next(iter(course.units["a0-u01"].words.values()))
    for times in range(1, 6):
        held = {Skill.RECOGNISE: seen(word.id, times=2), Skill.PRODUCE: seen(word.id, Skill.PRODUCE, times=times)}
        assert form_of(held, "a0") in (Form.GAP, Form.SAY)


def test_every_word_can_be_asked_in_every_form(content: LiveContent) -> None:
    course = content.catalogue.course
    for unit in course.units.values():
        for word in unit.words.values():
            for form in (Form.CHOOSE, Form.SOUND, Form.HOME, Form.GAP, Form.TYPE, Form.SAY):
                exercise = exercise_of(word, form, unit)
                assert word.text not in exercise.wrong
                if form is Form.GAP:
                    assert "___" in exercise.ask
