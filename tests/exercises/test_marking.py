"""Marking English, as a table: what passes silently, and what never does (pedagogy, section 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.grading.english import heard, mark, shown, words_of
from bot.lessons.model import Verdict

PASSES = [
    ("Take two teaspoons every eight hours.", "take 2 teaspoons every 8 hours"),
    ("I go to the clinic at seven thirty.", "i go to clinic at 7:30"),
    ("It doesn't work.", "it does not work"),
    ("It doesn't work.", "it doesnt work"),
    ("prescription", "perscription"),
    ("appointment", "apointmant"),
    ("My name is Ana.", "My name's Ana!"),
    ("I have an appointment at ten o'clock.", "i have appointment at 10:00"),
    ("The color is gray.", "the colour is grey"),
    ("$15.50", "15.50"),
    ("$45", "forty-five dollars"),
    ("It costs $45.", "it costs 45"),
    ("It costs forty-five dollars.", "It costs $45."),
    ("$4.50", "four dollars and fifty cents"),
    ("$4.50", "four fifty"),
    ("$1,200 a month", "twelve hundred dollars a month"),
    ("$20.00", "twenty dollars"),
    ("at 4:30", "at 4.30"),
    ("at four thirty", "at 4.30"),
    ("I can't come on Monday.", "I cannot come on monday"),
    ("café", "cafe"),
    ("She is my neighbor.", "She’s my neighbour"),
    ("Please upload the immunization record.", "please upload the immunisation record"),
    ("The neighborhood is organized.", "the neighbourhood is organised"),
    ("Never use it for two websites.", "never use it for two web sites"),
    ("I'm going to call.", "I am gonna call"),
    ("twice", "twise"),
    *(("until", "untill"), ("which", "wich"), ("their", "thier"), ("careful", "carefull"), ("weird", "wierd")),
    *(
        ("Friday", "frida"),
        ("today", "toda"),
        ("morning", "mornin"),
        ("environment", "enviroment"),
        ("truly", "truely"),
    ),
    ("the", "The"),
    ("a", "a."),
    ("I work on Tuesdays", "１ work on Tuesdays".replace("１", "I")),
]
FAILS = [
    ("thirteen", "30"),
    ("thirteen", "thirty"),
    ("I can swim.", "I can't swim."),
    ("ship", "sheep"),
    ("She has to take it.", "He has to take it."),
    ("She works here.", "She does not work here."),
    ("Take it twice a day.", "Take it a day twice."),
    ("The bus leaves at nine.", "The bus leaves at five."),
    ("my", "me"),
    *(("have", "hav"), ("this", "thes"), ("them", "thim"), ("would", "could"), ("these", "those")),  # which of two?
    ("label", "table"),
    *(
        ("map", "mop"),
        ("licensed", "unlicensed"),
        ("thank", "think"),
        ("quiet", "quite"),
        ("meal", "veal"),
        ("lose", "loose"),
    ),
    *(
        ("close", "closed"),
        ("repair", "prepare"),
        ("form", "from"),
        ("cough", "couch"),
        ("bills", "pills"),
        ("refund", "refuse"),
    ),
    ("in", "on"),
    ("light", "night"),
    ("eight", "light"),
    ("dose", ""),
    ("dose", "🙂"),
    ("dose", "dosis y medicina"),
    ("the", "a"),
    ("a", "an"),
    ("the", "the label"),
    ("label", "the"),
    ("labels", "label"),
    ("$45", "$54"),
    ("$4.50", "$450"),
    ("fifty cents", "fifty dollars"),
    ("fifty dollars", "fifty cents"),
    ("dollars", "cents"),
    ("at 4:30", "at 4:13"),
    ("grew", "grews"),
    ("many people", "many peoples"),
]


@pytest.mark.parametrize(("wanted", "said"), PASSES)
def test_a_slip_is_no_mistake(wanted: str, said: str) -> None:
    assert mark([wanted], said).verdict is Verdict.CORRECT


@pytest.mark.parametrize(("wanted", "said"), FAILS)
def test_another_meaning_is(wanted: str, said: str) -> None:
    assert mark([wanted], said).verdict is Verdict.INCORRECT


def test_a_near_miss_to_the_letter_is_no_slip_of_the_answer() -> None:
    assert mark(["paper"], "papel").verdict is Verdict.CORRECT
    assert mark(["paper"], "papel", {"papel": "In English?"}).note == "In English?"


def test_a_near_miss_says_what_is_missing() -> None:
    result = mark(["twice"], "two", {"two": "Almost: two times."})
    assert (result.verdict, result.note) == (Verdict.INCORRECT, "Almost: two times.")


def test_two_answers_joined_by_or_are_none() -> None:
    assert mark(["Monday"], "Monday or Tuesday").why == "two-answers"


def test_a_slip_is_shown_and_not_counted() -> None:
    assert mark(["prescription"], "perscription").typo
    assert not mark(["prescription"], "Prescription").typo


def test_a_dictated_name_is_to_the_letter() -> None:
    assert mark(["Garcia"], "Garsia", exact=True).verdict is Verdict.INCORRECT


def test_key_words_are_heard_inside_a_sentence() -> None:
    assert heard("two times", "so I take it 2 times a day?")
    assert not heard("two times", "I take two pills many times")


@pytest.mark.parametrize("phrase", ["", "?!", "…"])
def test_no_words_are_heard_nowhere(phrase: str) -> None:
    assert not heard(phrase, "I take two pills")


SHOWN = [
    ("side effect", "Are there any side effects?", True),
    ("two days", "For two day.", True),
    ("box", "I have the boxes.", True),
    ("it stops", "It stop on Monday", True),
    ("new", "That is good news!", True),  # the price of forgiving an -s
    ("thing", "I have one think", False),
    ("he", "hes", False),
    ("her", "It is hers", False),
    ("i", "is", False),
    ("10", "10s", False),
    ("class", "clas", True),  # a slip, as everywhere
    ("see", "I saw", False),
]


@pytest.mark.parametrize(("phrase", "said", "wanted"), SHOWN)
def test_an_s_more_or_less_is_a_slip_where_goals_count(phrase: str, said: str, wanted: bool) -> None:
    assert bool(shown(["no such thing at all", phrase], words_of(said))) is wanted


@given(st.text(max_size=600), st.text(max_size=40))
def test_nothing_that_is_typed_raises(said: str, wanted: str) -> None:
    assert mark([wanted], said).verdict in Verdict
    assert isinstance(words_of(said), list)
