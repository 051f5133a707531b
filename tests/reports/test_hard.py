"""What the class finds hard, and the mistake behind it: the tables of docs/summary.md."""

from __future__ import annotations

import pytest

from bot.reports.week_hard import hard
from bot.reports.week_mistakes import kind_of, kind_of_text
from tests.reports.facts import ANA, BEN, CAI, DUC, NAMES, Paper

UNIT = "en-a1b-u06-l3-"
CLASS = tuple(NAMES)  # eight


def klass(paper: Paper, size: int, *, right: int, tries: int, items: int = 8, back: int = 3) -> Paper:
    """A class in which each answers so many items of a unit, so many of them rightly."""
    for learner in CLASS[:size]:
        paper.enroll(learner)
        for n in range(tries):
            paper.answer(learner, f"{UNIT}e0{n % items + 1}", n < right, back=back)
    return paper


@pytest.mark.parametrize(
    ("size", "right", "tries", "back", "found"),
    [
        (8, 2, 4, 3, True),
        (8, 3, 4, 3, False),  # three of four right is not hard
        (8, 2, 4, 10, True),  # the week before counts
        (8, 2, 4, 15, False),
        (8, 2, 4, 0, False),  # Monday morning is another week
        (7, 2, 4, 3, False),  # 28 tries
        (4, 2, 8, 3, True),  # a small class
        (3, 0, 20, 3, False),  # three learners are not a class: what they missed would be told of each
    ],
)
def test_how_many_make_it_the_class(paper: Paper, size: int, right: int, tries: int, back: int, found: bool) -> None:
    topic, mistakes = hard(klass(paper, size, right=right, tries=tries, back=back).facts)
    assert (topic is not None) is found
    assert bool(mistakes) is found
    if topic:
        assert (topic.key, topic.learners, topic.tries, topic.right) == ("a1b-u06", size, size * tries, size * right)
        assert len(mistakes) <= 3
        assert all(mistake.missed >= 2 for mistake in mistakes)


def test_the_hardest_topic_is_taken_and_its_most_missed_items(paper: Paper) -> None:
    klass(paper, 8, right=2, tries=4)
    for learner in CLASS:
        paper.answer(learner, "civics-2008-1", False, False, False)
        paper.answer(learner, "civics-2008-2", learner > 2, learner > 2)
    topic, mistakes = hard(paper.facts)
    assert topic is not None
    assert topic.key == "civics:Principles of American Democracy"
    assert [(each.item, each.tried, each.missed) for each in mistakes] == [
        ("civics-2008-1", 8, 8),
        ("civics-2008-2", 8, 2),
    ]


def test_what_only_one_misses_is_not_the_classs(paper: Paper) -> None:
    for learner in CLASS:
        paper.enroll(learner).answer(learner, "civics-2008-1", True, True, True)
    paper.answer(ANA, "civics-2008-2", *[False] * 20)
    assert hard(paper.facts) == (None, ())


def test_wrong_answers_are_quoted_when_two_gave_them_and_never_with_a_name(paper: Paper) -> None:
    for learner in CLASS:
        paper.enroll(learner).answer(learner, "civics-2008-1", False, False, False, False)
    paper.write(ANA, "civics-2008-1", "The Bill of Rights.", "my cousin says no").write(
        BEN, "civics-2008-1", "the bill  of rights"
    )
    paper.write(CAI, "civics-2008-1", "President").write(DUC, "civics-2008-1", "president!").write(
        DUC, "civics-2008-1", "x", "x"
    )
    _, (mistake,) = hard(paper.facts)
    assert mistake.quotes == ("president", "the bill of rights")


def test_what_everybody_said_who_missed_it_is_not_quoted(paper: Paper) -> None:
    for learner in CLASS[:4]:
        paper.enroll(learner).answer(learner, "civics-2008-1", *[learner > 2] * 5)
        paper.answer(learner, "civics-2008-2", False, False, False)
    paper.write(1, "civics-2008-1", "president").write(2, "civics-2008-1", "president")
    paper.write(1, "civics-2008-2", "congress").write(2, "civics-2008-2", "congress")
    quoted = {each.item: (each.missed, each.quotes) for each in hard(paper.facts)[1]}
    assert quoted == {"civics-2008-1": (2, ()), "civics-2008-2": (4, ("congress",))}


def test_nobody_who_has_left_is_quoted(paper: Paper) -> None:
    for learner in CLASS:
        paper.enroll(learner).answer(learner, "civics-2008-1", False, False, False, False)
    paper.write(ANA, "civics-2008-1", "president").write(99, "civics-2008-1", "president")
    assert hard(paper.facts)[1][0].quotes == ()


@pytest.mark.parametrize(
    ("item", "text", "kind"),
    [
        ("civics-2008-1", "the Bill of Rights", "neighbour"),  # a near miss
        ("civics-2008-9", "life", "half"),
        ("civics-2008-21", "45", "number"),  # how many justices or years: another number
        ("civics-2008-1", "the kunstitushon", "spelling"),
        ("civics-2008-1", "pizza", None),
        ("w-a1b-u06-prescription", "label", "neighbour"),
        ("w-a1b-u06-prescription", "presckribtoin", "spelling"),
        ("en-a1b-u06-l3-e02", "you to have swallow it with water", "order"),
        ("en-a1b-u06-l3-e03", "should", "neighbour"),  # a wrong choice of the exercise
        ("en-a1b-u06-l3-e07", "you should asks the pharmacist", "grammar"),
        ("en-a1b-u06-l3-e07", "", None),
    ],
)
def test_the_mistake_in_a_wrong_answer(paper: Paper, item: str, text: str, kind: str | None) -> None:
    item = next((word for word in paper.catalogue.course.words if word.startswith(item)), item)
    assert kind_of_text(paper.facts, item, text) == kind


@pytest.mark.parametrize(
    ("item", "form", "kind"),
    [
        ("civics-2008-20", "type", "office"),  # who is one of your state's senators
        ("civics-2008-9", "choose", "half"),
        ("civics-2008-1", "choose", "neighbour"),
        ("civics-2008-1", "type", "fact"),
        ("en-a1b-u06-l3-e01", "choose-word", "grammar"),
        ("en-a1b-u06-l3-e05", "choose-word", "word"),  # a key word in a grammar lesson
        ("en-a1b-u06-l3-e02", "put-in-order", "order"),
        ("en-a1b-u06-l3-e07", "dictation", "listening"),
        ("en-a1b-u06-l3-e08", "say-it", "speaking"),
        ("en-a0-u03-l2-e01", "choose-word", "reading"),  # about the dialogue
    ],
)
def test_where_nothing_was_typed_the_item_tells(paper: Paper, item: str, form: str, kind: str) -> None:
    facts = paper.enroll(ANA).answer(ANA, item, False, False, form=form).facts
    assert kind_of(facts, item, facts.answered, []) == kind


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["the Bill of Rights"] * 2, "neighbour"),
        (["the Bill of Rights", "pizza", "rice"], "fact"),  # one of three says nothing about the class
        ([], "fact"),
    ],
)
def test_most_of_what_was_written_decides(paper: Paper, texts: list[str], kind: str) -> None:
    facts = paper.enroll(ANA).answer(ANA, "civics-2008-1", False).facts
    assert kind_of(facts, "civics-2008-1", facts.answered, texts) == kind
