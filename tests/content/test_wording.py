"""What is above a level or out of place in a sentence, as a table."""

from __future__ import annotations

import pytest

from bot.lessons.wording import above
from tests.content.conftest import Desk

ABOVE = [
    ("a1a", "I am tired because I worked.", "2 clauses"),
    ("a1b", "I am tired because I worked.", ""),
    ("a1b", "When it rains, I wait, and I read if it is long.", "4 clauses"),
    ("a1a", "When do you work?", ""),
    ("a1a", "👂 Who is here?", ""),
    ("a1a", "Desk: Who is here?", ""),
    ("a1a", "Say what you can do.", "2 clauses"),
    ("a1a", "Then you get a receipt.", ""),
    ("a1a", "Stop and wait.", ""),
    ("a1a", "I wait until six.", ""),
    ("a1a", "I am late because of the snow.", ""),
    ("b2", "He said that she knew who it was because they met when it rained.", "5 clauses"),
    ("a2", "The door was repaired.", "a passive (`was repaired`)"),
    ("a2", "The notices are always sent by mail.", "a passive (`are sent`)"),
    ("b1", "The door was repaired.", ""),
    ("a2", "She is tired and married.", ""),
    ("a2", "The sink needs to be fixed.", ""),
    ("a2", "He is red.", ""),
    ("a1b", "Don't you work here?", "a negated question"),
    ("a1b", "Why didn't you call?", "a negated question"),
    ("a1b", "It's cold, isn't it?", "a negated question"),
    ("a2", "Don't you work here?", ""),
    ("a1b", "I don't know. Is it late?", ""),
    ("a1b", "Don't call.", ""),
]


@pytest.mark.parametrize(("level", "sentence", "wanted"), ABOVE)
def test_what_is_above_its_level_is_seen(level: str, sentence: str, wanted: str) -> None:
    said = list(above(sentence, level))
    assert len(said) == bool(wanted)
    assert not wanted or said[0].startswith(wanted)


BELONGS = [
    ("We drink wine.", "`wine` does not belong"),
    ("Pay with Venmo.", "`Venmo` does not belong"),
    ("We go to Walmart's garden.", "`Walmart` does not belong"),
    ("The police arrested him.", "`arrested` does not belong"),
    ("It was in a refugee camp.", "`refugee camp` does not belong"),
    ("I target the price.", ""),  # the word, not the shop
    ("Put ice on it.", ""),
    ("Call 617-555-2345.", "`617-555-2345` may be a real number"),
    ("Call 555-0123.", ""),
    ("NO SMOKING here.", "warning: `NO SMOKING` is all capitals"),
    ("The ID is here.", ""),
    ("It starts at 18:00.", "warning: `18:00` is not how the clock is read"),
    ("It starts at 12:30.", ""),
    ("That is a piece of cake.", "warning: `piece of cake` is an idiom"),
]


@pytest.mark.parametrize(("text", "wanted"), BELONGS)
@pytest.mark.parametrize("place", ["text", "wrong", "reason", "example"])
def test_what_does_not_belong_is_seen_wherever_it_stands(desk: Desk, place: str, text: str, wanted: str) -> None:
    word = {"label": {"means": "a paper", "example": text if place == "example" else "Read the label."}}
    desk.unit(words=word)
    wrong = {text if place == "wrong" else "dose": text if place == "reason" else "how much"}
    more = {"text": text} if place == "text" else {}
    desk.lesson({"type": "choose-word", "ask": "Read the ___.", "right": "label", "wrong": wrong}, **more)
    said = [each for each in desk.wording() if "passive" not in each]
    assert all(each.startswith(wanted) for each in said if wanted)
    assert bool(said) == bool(wanted)


def test_official_words_are_taught_in_the_citizenship_track(desk: Desk) -> None:
    unit = {
        "unit": "cit-01",
        "level": "a2",
        "title": "T",
        "domain": "d",
        "can": ["I can."],
        "grammar": [],
        "week": "Read.",
    }
    words = {"arrested": {"means": "taken by the police", "example": "He was never arrested."}}
    desk.file(
        "tracks/cit-01/unit.yaml",
        unit | {"words": words, "dialogue": {"scene": "A desk", "lines": ["Ana: Hello."]}},
    )
    assert not [text for text in desk.wording() if "belong" in text]
