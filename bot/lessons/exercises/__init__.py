"""The types of exercise, one file each; `TYPES` is the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.lessons.exercises import (
    choose_picture,
    choose_word,
    dictation,
    fill_gap,
    listen_choose,
    match_pairs,
    one_sentence,
    put_in_order,
    role_play,
    say_it,
    short_answer,
    translate_word,
    true_or_not,
    what_would_you_say,
)
from bot.lessons.exercises.base import Kind, right_of

_EVERY: tuple[Kind, ...] = (
    choose_picture,
    choose_word,
    listen_choose,
    match_pairs,
    put_in_order,
    fill_gap,
    dictation,
    short_answer,
    say_it,
    translate_word,
    what_would_you_say,
    true_or_not,
    one_sentence,
    role_play,
)
TYPES: Mapping[str, Kind] = MappingProxyType({kind.NAME: kind for kind in _EVERY})

__all__ = ["TYPES", "Kind", "right_of"]
