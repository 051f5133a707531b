"""Each type of exercise by its promise: what is shown, what a tap or a word does, how it is judged."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from bot.lessons.course import Exercise, Goal, Lesson, Line, Turn, Unit, Word
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Answer, Moved, Said, Scene, Screen, Tap
from bot.lessons.model import Grade, Verdict

WORDS = {
    text: Word(f"w-a1b-u06-{text}", "a1b-u06", text, means, f"I see the {text}.")
    for text, means in (
        ("label", "the paper on a bottle"),
        ("dose", "how much you take"),
        ("tablet", "a small medicine"),
    )
}
UNIT = Unit(
    "a1b-u06", "a1b", 6, "", "Labels", "health", (), (), MappingProxyType(WORDS), "At the pharmacy",
    (Line("Thu", "Hello."), Line("Ana", "Hi.")), "Read one label.",
)  # fmt: skip
LESSON = Lesson("en-a1b-u06-l1", "a1b-u06", "Words", "words", (), (), text="Take 1 tablet.")
WRONG = {"dose": "That is how much.", "tablet": "That is in the bottle.", "spoon": "That is for soup."}


def scene(level: str = "a1b", **more: Any) -> Scene:
    return Scene(replace(UNIT, level=level), LESSON, "es", "seed", **more)


def exercise(type: str, **fields: Any) -> Exercise:
    return Exercise("en-a1b-u06-l1-e01", type, **fields)


def play(e: Exercise, at: Scene, *inputs: Tap | Said) -> tuple[Grade, list[Screen]]:
    """Give the inputs one after the other, as the handler does, until the exercise is answered."""
    kind, screens = TYPES[e.type], []
    for given in inputs:
        screens.append(kind.show(e, at))
        result = kind.read(e, at, given)
        if isinstance(result, Answer):
            return kind.grade(e, at, result), screens
        assert isinstance(result, Moved)
        at = replace(at, state=result.state)
    raise AssertionError("the exercise was not answered")


def tap(screen: Screen, label: str) -> Tap:
    return Tap(screen.buttons.index(label))


CHOSEN = {
    "choose-picture": {
        "ask": "Where is the label?",
        "right": "🏷️",
        "wrong": {"💊": "tablet", "🥄": "spoon", "🩹": "bandage"},
    },
    "choose-word": {"ask": "Read the ___.", "right": "label", "wrong": WRONG},
    "listen-choose": {"hear": "Read the label.", "right": "label", "wrong": WRONG},
    "translate-word": {"word": "label", "wrong": WRONG},
    "what-would-you-say": {"ask": "She asks your name.", "right": "label", "wrong": WRONG},
}


@pytest.mark.parametrize("type", CHOSEN)
def test_choices_are_right_or_wrong_for_a_reason(type: str) -> None:
    e = exercise(type, **CHOSEN[type])
    shown = TYPES[type].show(e, scene())
    right = e.right or e.word
    assert len(shown.buttons) == 4
    assert play(e, scene(), tap(shown, right))[0].verdict is Verdict.CORRECT
    wrong = next(label for label in shown.buttons if label != right)
    assert play(e, scene(), tap(shown, wrong))[0].note.endswith(e.wrong[wrong])


@pytest.mark.parametrize("type", CHOSEN)
def test_fewer_choices_for_beginners_and_the_order_is_the_learners_own(type: str) -> None:
    e = exercise(type, **CHOSEN[type])
    assert [len(TYPES[type].show(e, scene(level)).buttons) for level in ("a0", "a1a", "b1")] == [2, 3, 4]
    assert TYPES[type].show(e, scene()).buttons == TYPES[type].show(e, scene()).buttons
    orders = {TYPES[type].show(e, replace(scene(), seed=str(i))).buttons for i in range(20)}
    assert len(orders) > 5


DRAWN = {"right": "pic:label", "wrong": {"pic:pill": "tablet", "pic:spoon": "spoon", "pic:card": "card"}}


@pytest.mark.parametrize("type", ["choose-picture", "listen-choose"])
def test_drawings_are_chosen_by_their_number(type: str) -> None:
    e = exercise(type, **DRAWN, **({"ask": "Where is it?"} if type == "choose-picture" else {"hear": "Where is it?"}))
    shown = TYPES[type].show(e, scene())
    assert shown.buttons == ("1", "2", "3", "4")
    assert sorted(shown.drawn) == ["card", "label", "pill", "spoon"]
    right, wrong = shown.drawn.index("label"), shown.drawn.index("spoon")
    numbers = ("one", "two", "three", "four")
    for given in (
        Tap(right),
        Said(str(right + 1)),
        Said(numbers[right]),
        Said(f"Number {numbers[right]}."),
        Said("pic:label"),
    ):
        assert play(e, scene(), given)[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Tap(wrong))[0].note == "spoon"
    for given in (Said("label"), Said("0"), Said("5"), Tap(4), Tap(-1)):
        assert TYPES[type].read(e, scene(), given) is None


def test_drawings_turn_round_so_that_few_pictures_are_made() -> None:
    e = exercise("choose-picture", ask="Where is it?", **DRAWN)
    orders = {TYPES["choose-picture"].show(e, replace(scene(), seed=str(i))).drawn for i in range(60)}
    assert len(orders) == 4
    assert {order.index("label") for order in orders} == {0, 1, 2, 3}


def test_what_is_heard_is_not_shown() -> None:
    shown = TYPES["listen-choose"].show(exercise("listen-choose", **CHOSEN["listen-choose"]), scene())
    assert shown.by_ear
    assert shown.sound not in shown.text


def test_pairs_are_asked_one_after_the_other_and_the_last_follows() -> None:
    e = exercise("match-pairs", pairs={"one": "1", "two": "2", "three": "3", "four": "4"})
    at, kind = scene(), TYPES["match-pairs"]
    for right in ("1", "2"):
        result = kind.read(e, at, tap(kind.show(e, at), right))
        assert isinstance(result, Moved)
        at = replace(at, state=result.state)
    assert "1" not in kind.show(e, at).buttons
    grade, _ = play(e, at, tap(kind.show(e, at), "3"))
    assert grade.verdict is Verdict.CORRECT


def test_a_missed_pair_is_told_and_makes_it_half() -> None:
    e = exercise("match-pairs", pairs={"one": "1", "two": "2", "three": "3"})
    at, kind = scene(), TYPES["match-pairs"]
    result = kind.read(e, at, tap(kind.show(e, at), "2"))
    assert isinstance(result, Moved)
    assert result.note == "1"
    at = replace(at, state=result.state)
    grade, _ = play(e, at, tap(kind.show(e, at), "2"))
    assert (grade.verdict, grade.missing) == (Verdict.PARTIAL, ("one = 1",))


def test_words_are_put_in_order_by_taps_with_undo() -> None:
    e = exercise("put-in-order", right="How do I take this?")
    at, kind = scene(), TYPES["put-in-order"]
    assert sorted(kind.show(e, at).buttons) == sorted(["how", "do", "I", "take", "this"])
    result = kind.read(e, at, tap(kind.show(e, at), "take"))
    assert isinstance(result, Moved)
    at = replace(at, state=result.state)
    assert kind.show(e, at).undo
    result = kind.read(e, at, Tap(-1))
    assert isinstance(result, Moved)
    at = replace(at, state=result.state)
    for word in ("how", "do", "I"):
        result = kind.read(e, at, tap(kind.show(e, at), word))
        assert isinstance(result, Moved)
        at = replace(at, state=result.state)
    grade, _ = play(e, at, tap(kind.show(e, at), "take"))
    assert grade.verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("right", "start"), [("Can I pay now?", "✏️ **… ?**"), ("You can pay now.", "✏️ **… .**"), ("Now", "✏️ **…**")]
)
def test_the_line_shows_how_the_sentence_ends(right: str, start: str) -> None:
    e = exercise("put-in-order", right=right)
    kind = TYPES["put-in-order"]
    shown = kind.show(e, scene())
    assert shown.text == start
    assert not any(label[-1] in "?." for label in shown.buttons)
    if len(shown.buttons) > 1:
        placed = replace(scene(), state={"placed": [0]})
        assert kind.show(e, placed).text == f"✏️ **{shown.buttons[0]} {right[-1]}**"


def test_another_order_is_wrong_and_a_typed_sentence_counts_as_well() -> None:
    e = exercise("put-in-order", right="How do I take this?")
    assert play(e, scene(), Said("how do i take this"))[0].verdict is Verdict.CORRECT
    kind = TYPES["put-in-order"]
    assert kind.grade(e, scene(), Answer("do how I take this", {"placed": [0]})).why == "order"


def test_a_gloss_for_a_reason_names_its_choice() -> None:
    wrong = {"badge": "a card", "break": "Break is a rest.", "pic:pill": "a pill"}
    e = exercise("choose-word", ask="I put my bag in my ___.", right="locker", wrong=wrong)
    notes = [TYPES["choose-word"].grade(e, scene(), Answer(each)).note for each in wrong]
    assert notes == ["badge → a card", "Break is a rest.", "a pill"]


def test_a_word_that_is_asked_by_its_meaning_is_said_alone() -> None:
    e = exercise("short-answer", ask="a paper on the bottle", right="label")
    assert play(e, scene(), Said("paper label"))[0].verdict is Verdict.INCORRECT
    assert play(e, scene(), Said("labels"))[0].verdict is Verdict.INCORRECT


def test_saying_counts_key_words_and_no_accent() -> None:
    e = exercise("say-it", say="I have a prescription from my doctor.", key=("prescription", "doctor"))
    assert play(e, scene(), Said("i have prescripton from doctor"))[0].verdict is Verdict.CORRECT
    half = play(e, scene(), Said("I have a doctor"))[0]
    assert (half.verdict, half.missing) == (Verdict.PARTIAL, ("prescription",))


def test_true_or_not_reads_thumbs_and_words_and_nothing_else() -> None:
    e = exercise("true-or-not", ask="You take one.", right="true", about="text", why="It says so.")
    assert "Take 1 tablet." in TYPES["true-or-not"].show(e, scene()).text
    assert play(e, scene(), Tap(0))[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Said("no"))[0].verdict is Verdict.INCORRECT
    assert TYPES["true-or-not"].read(e, scene(), Said("maybe")) is None


def test_one_sentence_needs_both_words_a_verb_and_some_length() -> None:
    e = exercise(
        "one-sentence", ask="Write about medicine.", use=("label", "tablet"), models=("Read the label on the tablets.",)
    )
    assert play(e, scene("a2"), Said("i read the label of my tablets"))[0].verdict is Verdict.CORRECT
    half = play(e, scene("a2"), Said("I read the label every day"))[0]
    assert (half.missing, half.note) == (("tablet",), "🔑 tablet")
    assert play(e, scene("a2"), Said("label tablet"))[0].why == "length"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Where can I sign up for the after-school program?", True),
        ("How can I sign my child up for the after school program?", True),
        ("I signed up my daughter in the afterschool program", True),
        ("Can I sign the form for the after-school program?", False),
        ("I go up the stairs to the after-school program", False),
    ],
)
def test_one_sentence_takes_a_verb_round_its_object_and_other_spaces(said: str, right: bool) -> None:
    e = exercise("one-sentence", ask="Ask.", use=("sign up", "after-school program"), models=("Where can I sign up?",))
    assert (play(e, scene("b1"), Said(said))[0].verdict is Verdict.CORRECT) is right


def test_one_sentence_takes_a_plural_in_ies() -> None:
    e = exercise("one-sentence", ask="Thank them.", use=("opportunity", "hope"), models=("I hope for an opportunity.",))
    assert (
        play(e, scene("a2"), Said("Thank you for the opportunities. I hope it went well"))[0].verdict is Verdict.CORRECT
    )
    assert play(e, scene("a2"), Said("I hope I can work here soon"))[0].missing == ("opportunity",)


TALK = exercise(
    "role-play", scene="At the pharmacy.",
    turns=(Turn("Hello.", ideas=("Hi, I have a prescription.",), goal="what"), Turn("Here it is.", ideas=("How do I take it?",), goal="how")),
    goals={"what": Goal("You said what you have", ("prescription",)), "how": Goal("You asked how", ("how do i", "how much"))}, pass_=2,
)  # fmt: skip


def test_a_role_play_ticks_what_got_done() -> None:
    grade, screens = play(TALK, scene(), Said("hello i have prescription"), Said("how do I take it please"))
    assert grade.verdict is Verdict.CORRECT
    assert grade.matched == ("You said what you have", "You asked how")
    assert "hello i have prescription" in screens[1].text
    half, _ = play(TALK, scene(), Said("hello"), Said("how do I take it"))
    assert half.verdict is Verdict.PARTIAL


@pytest.mark.parametrize(
    ("said", "reached"), [("14", True), ("About fifteen.", True), ("in 2019", True), ("many", False)]
)
def test_a_goal_may_ask_for_any_number(said: str, reached: bool) -> None:
    turns = (Turn("How many rooms a day?", ideas=("Ten.",), goal="number"),)
    e = exercise(
        "role-play", scene="A talk.", turns=turns, goals={"number": Goal("You gave a number", ("#",))}, pass_=1
    )
    assert (play(e, scene(), Said(said))[0].verdict is Verdict.CORRECT) is reached


NAMES = ["Rosa", "rosa silva", "Thuy.", "John", "Grace", "Jean-Marie Pierre", "David Osei"]
NO_NAMES = ["help", "my neighbor", "fire", "yes", "OK", "I don't know", "5", "on Oak Street", "please come fast", "🙂"]


@pytest.mark.parametrize(
    ("said", "reached"), [*((name, True) for name in NAMES), *((other, False) for other in NO_NAMES)]
)
def test_a_goal_may_ask_for_a_name(said: str, reached: bool) -> None:
    turns = (Turn("What is your name?", ideas=("I'm Ana.",), goal="name"),)
    e = exercise("role-play", scene="A call.", turns=turns, goals={"name": Goal("You said it", ("i'm", "@"))}, pass_=1)
    assert (play(e, scene(), Said(said))[0].verdict is Verdict.CORRECT) is reached


def test_a_goal_is_reached_in_the_turn_that_asks_for_it() -> None:
    early, _ = play(TALK, scene(), Said("how do I take my prescription?"), Said("thank you"))
    assert early.matched == ("You said what you have",)
    anywhere = replace(TALK, turns=tuple(replace(turn, goal="") for turn in TALK.turns))
    assert play(anywhere, scene(), Said("how do I take my prescription?"), Said("ok"))[0].verdict is Verdict.CORRECT


def test_a_goal_that_two_turns_ask_for_is_reached_in_either() -> None:
    again = replace(TALK, turns=(*TALK.turns, replace(TALK.turns[0], bot="What do you have?")))
    grade, _ = play(again, scene(), Said("hello"), Said("how much?"), Said("two prescriptions"))
    assert grade.matched == ("You said what you have", "You asked how")


def test_beginners_choose_their_replies_and_a_slip_is_only_told() -> None:
    turns = (
        Turn("Hello.", right="Hi.", wrong={"Bye.": "You just met."}),
        Turn("How are you?", right="Fine.", wrong={"Ten.": "No number."}),
    )
    e = exercise("role-play", scene="At school.", turns=turns)
    at, kind = scene("a0"), TYPES["role-play"]
    slip = kind.read(e, at, tap(kind.show(e, at), "Bye."))
    assert isinstance(slip, Moved)
    assert slip.note == "You just met."
    grade, _ = play(e, at, tap(kind.show(e, at), "Hi."), Said("fine"))
    assert grade.verdict is Verdict.CORRECT


def test_there_are_fourteen_types() -> None:
    assert len(TYPES) == 14
    assert all(kind.FOR_LEVELS for kind in TYPES.values())
