"""Sentences by key and language, from `content/phrases/<language>.yaml`.

A phrase is a text with `{names}`, or a mapping of CLDR plural categories (`one`, `other` …) chosen by
the value named `n`. A missing key, a missing plural category or a placeholder that differs from the
English one is an error when the phrases are loaded, all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from bot.markup import literal

BASE = "en"
_FIELD = re.compile(r"\{(\w+)\}")

Phrase = str | Mapping[str, str]
Lines = Mapping[str, Mapping[str, int]]


class PhraseFault(ValueError):
    """The phrase files do not fit together; `faults` says each fault in one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Phrases:
    """All sentences of the bot in all its languages."""

    def __init__(
        self, tables: Mapping[str, Mapping[str, Phrase]], where: str = "content/phrases", lines: Lines | None = None
    ) -> None:
        """`where`: the folder that faults name; `lines`: the line of each key, by language."""
        faults = _faults(tables, where, lines or {})
        if faults:
            raise PhraseFault(faults)
        self._tables = tables
        # Each language's plural rule is taken from all that Babel knows of it, megabytes: by who reads the content.
        self._rules = {language: dict(_locale(language).plural_form.rules) for language in tables}
        self._plural: dict[str, PluralRule] = {}  # made of them, once it is needed

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages, English first, then by code."""
        return tuple(sorted(self._tables, key=lambda code: (code != BASE, code)))

    @property
    def keys(self) -> frozenset[str]:
        """All keys there are."""
        return frozenset(self._tables[BASE])

    def __call__(self, key: str, language: str, /, **values: object) -> str:
        """The sentence in a language, its values put in literally.

        Raises:
            KeyError: there is no such key, or a value that it names was not given.
        """
        if language not in self._tables:
            language = BASE
        phrase = self._tables[language][key]
        if not isinstance(phrase, str):
            number = values["n"]
            assert isinstance(number, int | float)
            if language not in self._plural:
                self._plural[language] = PluralRule(self._rules[language])
            phrase = phrase.get(self._plural[language](number)) or phrase["other"]
        if len(cut := _pieces(phrase)) == 1:
            return phrase
        pieces = list(cut)
        for at in range(1, len(pieces), 2):
            pieces[at] = literal(str(values[pieces[at]]))
        return "".join(pieces)

    def match(self, hint: str | None) -> str | None:
        """The language that fits a platform's hint (`pt-PT` → `pt-BR`); None when none does."""
        if not hint:
            return None
        by_base = {code.split("-")[0]: code for code in self._tables}
        return by_base.get(hint.replace("_", "-").split("-")[0].lower())


@cache
def _pieces(phrase: str) -> tuple[str, ...]:
    """A phrase cut up: text, the name of a value, text, the next name …"""
    return tuple(_FIELD.split(phrase))


def _locale(language: str) -> Locale:
    # CLDR has no plural rule of Haitian Creole; like French's, but nouns do not change: `other` serves.
    return Locale.parse(language.replace("-", "_")) if language != "ht" else Locale.parse("fr")


def _faults(tables: Mapping[str, Mapping[str, Phrase]], folder: str, lines: Lines) -> list[str]:
    if BASE not in tables:
        return [f"{folder}/{BASE}.yaml:1: the file is missing: every other language is checked against it"]
    base, faults = tables[BASE], []
    for language, table in sorted(tables.items()):
        at = lines.get(language, {})

        def fault(key: str, text: str, language: str = language, at: Mapping[str, int] = at) -> str:
            return f"{folder}/{language}.yaml:{at.get(key, 1)}: {key} {text}"

        try:
            _locale(language)
        except (ValueError, UnknownLocaleError):
            faults.append(
                f"{folder}/{language}.yaml:1: `{language}` is no language that has plural rules: check the file's name"
            )
        before = ""
        for key in base:
            if key not in table:
                line = at.get(before, 1)  # where it would stand
                faults.append(f"{folder}/{language}.yaml:{line}: {key} is missing: translate it")
            else:
                before = key
        faults += [fault(key, f"is not in {BASE}.yaml: remove it, or add it there") for key in table if key not in base]
        for key in (key for key in base if key in table):
            wanted, got = _fields(base[key]), _fields(table[key])
            if wanted != got:
                faults.append(
                    fault(key, f"has {sorted(got)} in braces and the English has {sorted(wanted)}: use the same")
                )
            if isinstance(base[key], str) != isinstance(table[key], str):
                kind = "a text" if isinstance(base[key], str) else "a plural"
                faults.append(fault(key, f"must be {kind} as in {BASE}.yaml"))
            elif not isinstance(table[key], str) and "other" not in table[key]:
                faults.append(fault(key, "needs the plural category 'other'"))
    return faults


def _fields(phrase: Phrase) -> set[str]:
    texts = [phrase] if isinstance(phrase, str) else list(phrase.values())
    return {name for text in texts for name in _FIELD.findall(text)} | (set() if isinstance(phrase, str) else {"n"})


def load_phrases(folder: Path) -> Phrases:
    """Read every `<language>.yaml` of a folder.

    Raises:
        PhraseFault: with every fault of every file.
    """
    tables, lines = _read(folder)
    return Phrases(tables, str(folder), lines)


def check_phrases(folder: Path) -> list[str]:
    """Every fault of every file, without making the phrases ready to be said."""
    try:
        tables, lines = _read(folder)
    except PhraseFault as fault:
        return fault.faults
    return _faults(tables, str(folder), lines)


def _read(folder: Path) -> tuple[dict[str, dict[str, Phrase]], dict[str, dict[str, int]]]:
    """The phrases of each language, and the line of each key."""
    tables: dict[str, dict[str, Phrase]] = {}
    lines: dict[str, dict[str, int]] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        table, at = tables.setdefault(path.stem, {}), lines.setdefault(path.stem, {})
        for key, line, phrase in _entries(path, faults):
            if key in table:
                faults.append(f"{path}:{line}: {key} stands here twice: remove one")
            table[key], at[key] = phrase, line
    if faults:
        raise PhraseFault(faults)
    return tables, lines


def _entries(path: Path, faults: list[str]) -> Iterator[tuple[str, int, Phrase]]:
    """The key, line and phrase of each entry of a file."""
    import yaml  # a start that finds content kept needs no reader

    data = path.read_bytes()
    try:
        top = yaml.compose(data.decode("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        faults.append(f"{path}:{data.count(10, 0, error.start) + 1}: this is not UTF-8: save the file as UTF-8")
        return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "a character here cannot be read"
        faults.append(f"{path}:{mark.line + 1 if mark else 1}: {problem}: mend the YAML")
        return
    if not isinstance(top, yaml.MappingNode):
        faults.append(f"{path}:1: a file of phrases holds `key: text` lines: write some, or remove it")
        return
    for key, value in top.value:
        line = key.start_mark.line + 1
        if isinstance(value, yaml.ScalarNode):
            yield str(key.value), line, str(value.value)
        elif isinstance(value, yaml.MappingNode):
            yield str(key.value), line, {str(category.value): str(text.value) for category, text in value.value}
        else:
            faults.append(f"{path}:{line}: {key.value} must be a text, or a plural as {{one: …, other: …}}")
