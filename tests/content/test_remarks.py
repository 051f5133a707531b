"""What the citizenship questions say of themselves: remarks that keep to the facts, hints that give one cue in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.lessons.catalog import Loaded

QUESTIONS = Loaded(Path(__file__).parents[2] / "content", english=False).catalogue.questions

TOLD = [
    ("civics-2008-57", "twenty-six", "18 to 26"),  # an official answer ends there, so it is not too late
    ("civics-2008-88", "colorado", "the Missouri and the Mississippi"),  # more than two are longer
    ("civics-2008-49", "register for the Selective Service", "Many young men"),  # not every man, not at every age
    ("civics-2008-51", "run for president", "citizens from birth"),  # a naturalized citizen may not
    ("civics-2008-80", "Herbert Hoover", "the first years of the Depression"),  # he was President in a part of it
    ("civics-2025-108", "Germany", "The Cold War came later"),  # it was divided after the second war alone
    ("civics-2025-63", "everyone living here can vote", "any citizen can vote"),  # any, not some of them
    ("civics-2025-75", "the British", "Most British people"),  # some had no choice
    ("civics-2025-106", "the United States bombed Japan", "later, in the war"),  # first in 1942, and to the end
    ("civics-2025-127", "a day to remember my family", "soldiers who died"),  # all who served have another day
]


@pytest.mark.parametrize(("item", "near", "told"), TOLD)
def test_a_remark_keeps_to_the_facts(item: str, near: str, told: str) -> None:
    assert told in next(miss.say for miss in QUESTIONS[item].near_miss if miss.text == near)


LETTER = re.compile(r"\b(?:starts?|begins?) with(?: the letter)? ([A-Z][a-z]?)\b(?! )")
IN_ENGLISH = {"es": "inglés", "pt-BR": "inglês", "ht": "angle"}


def test_a_first_letter_is_the_same_in_every_language_and_is_said_to_be_english() -> None:
    cues = {id: cue[1] for id, question in QUESTIONS.items() if (cue := LETTER.search(question.hint))}
    assert len(cues) > 10
    astray = [
        f"{id} {language}: {there.hint}"
        for id, letter in cues.items()
        for language, there in QUESTIONS[id].translations.items()
        if not re.search(rf"\b{letter}\b", there.hint) or IN_ENGLISH[language] not in there.hint.lower()
    ]
    assert not astray
