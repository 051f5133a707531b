"""How fast answers are graded and content is read; and how well, against two simple graders on the same cases."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

import yaml
from rapidfuzz import fuzz

from bot.lessons.catalog import STATE_OFFICES, Loaded
from bot.lessons.checking import KEPT
from bot.lessons.dictionaries import open_dictionary
from bot.lessons.grading import grade
from bot.lessons.keys import key_of
from bot.lessons.model import Catalogue, Key, Verdict

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
RATIO = 85

Case = tuple[Key, str, str]


def cases(catalogue: Catalogue) -> Iterator[Case]:
    """Every case of the table: the key, the answer, the verdict wanted.

    Where both tests ask the same question with the same key, the cases of one are cases of the other.
    """
    for path in sorted((ROOT / "tests" / "grading").glob("cases_*.yaml")):
        for name, table in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items():
            item, _, place = name.partition("@")
            state, _, on = place.partition("@")
            question = catalogue.questions[item]
            key = key_of(question, catalogue.officials, state=state or "MA", on=date.fromisoformat(on) if on else TODAY)
            keys = [key]
            for twin in catalogue.questions.values():
                if twin.id != item and twin.question == question.question:
                    other = key_of(
                        twin, catalogue.officials, state=state or "MA", on=date.fromisoformat(on) if on else TODAY
                    )
                    if {answer.text for answer in other.answers} == {answer.text for answer in key.answers}:
                        keys.append(other)
            for each in keys:
                for wanted, answers in table.items():
                    for answer in answers or []:
                        yield each, str(answer), wanted


def _plain(text: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\([^)]*\)", "", text)))


def _texts(key: Key) -> list[str]:
    return [_plain(text) for answer in key.answers for text in (answer.text, *answer.also)]


def exact(key: Key, text: str) -> Verdict:
    """Right when it is one of the accepted texts, but for case, accents and punctuation."""
    return Verdict.CORRECT if _plain(text) in _texts(key) else Verdict.INCORRECT


def similar(key: Key, text: str) -> Verdict:
    """Right when rapidfuzz finds it 85 of 100 alike with one of the accepted texts."""
    said = _plain(text)
    return Verdict.CORRECT if any(fuzz.ratio(said, known) >= RATIO for known in _texts(key)) else Verdict.INCORRECT


def quality(judge: Callable[[Key, str], Verdict], table: list[Case]) -> tuple[float, float, float]:
    """Shares, in per cent: wrong answers accepted, right ones refused, halves not seen as halves."""
    counts: Counter[tuple[str, str]] = Counter((wanted, judge(key, answer).value) for key, answer, wanted in table)
    totals: Counter[str] = Counter(wanted for _, _, wanted in table)
    return (
        100 * counts["incorrect", "correct"] / totals["incorrect"],
        100 * (1 - counts["correct", "correct"] / totals["correct"]),
        100 * (1 - counts["partial", "partial"] / totals["partial"]),
    )


def _keys(catalogue: Catalogue) -> Iterator[Key]:
    """The key of every question, in every state where it depends on that."""
    for question in catalogue.questions.values():
        states = sorted(catalogue.officials) if question.varies in STATE_OFFICES else ["MA"]
        yield from (key_of(question, catalogue.officials, state=state, on=TODAY) for state in states)


def _long(key: Key) -> Iterator[str]:
    known = [text for answer in key.answers for text in (answer.text, *answer.also)]
    known += [*key.wrong, *(miss.text for miss in key.near_miss)]
    for between in (", ", " or ", " and not "):
        yield between.join(known)
    yield "the constitution and the president " * 300


def _checked() -> str:
    """`main.py content check` as an author runs it: every answer, choice and near miss graded; then again."""
    shutil.rmtree(ROOT / "content" / KEPT, ignore_errors=True)
    (whole, spent), (again, _) = _check(), _check()
    (ROOT / "content" / "words.yaml").touch()
    lesson, _ = _check()
    return (
        f"`content check` {whole:.1f} s, {spent:.1f} s of processor time; again {again:.1f} s; "
        f"{lesson:.1f} s after something of the English has changed"
    )


def _check() -> tuple[float, float]:
    began, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "main.py", "content", "check"], cwd=ROOT, capture_output=True, check=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent


def _took(key: Key, text: str) -> float:
    began = time.process_time()
    grade(key, text)
    return time.process_time() - began


def run() -> str:
    """Two tables and a few lines."""
    began = time.process_time()
    loaded = Loaded(ROOT / "content")
    read = time.process_time() - began
    table = list(cases(loaded.catalogue))
    open_dictionary()  # as a bot does that has just begun
    gc.collect()
    gc.disable()  # its passes belong to whoever made the garbage
    first = sorted(_took(key, key.say or "nobody") for key in _keys(loaded.catalogue))
    times = sorted(_took(key, answer) for key, answer, _ in table)
    longest = max(min(_took(key, text) for _ in range(3)) for key in _keys(loaded.catalogue) for text in _long(key))
    gc.enable()
    out = [
        f"{len(table)} cases of `tests/grading` (written apart from the grader, then used to mend it):",
        "",
        "| grader | wrong accepted % | right refused % | halves missed % |",
        "|---|---|---|---|",
    ]
    graders: dict[str, Callable[[Key, str], Verdict]] = {
        "ours": lambda key, text: grade(key, text).verdict,
        f"rapidfuzz ratio ≥ {RATIO}": similar,
        "exact match": exact,
    }
    for name, judge in graders.items():
        out.append(f"| {name} | " + " | ".join(f"{share:.2f}" for share in quality(judge, table)) + " |")
    out += [
        "",
        f"Grading one answer, processor time without the collector's passes: median {1e6 * median(times):.0f} µs, p99 {1e6 * times[int(0.99 * len(times))]:.0f} µs, "
        f"most {1e6 * times[-1]:.0f} µs. The first answer to a question, {len(first)} of them with every state's own: "
        f"median {1e6 * median(first):.0f} µs, most {1e6 * first[-1]:.0f} µs. Ten thousand characters, and everything a question "
        f"knows said at once: most {1e6 * longest:.0f} µs (the best of three).",
        "",
        f"Content: {len(loaded.catalogue.questions)} questions and {len(loaded.catalogue.course.exercises)} "
        f"exercises read in {read:.2f} s; {_checked()}.",
    ]
    return "\n".join(out)
