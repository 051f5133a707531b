"""Sentences by key and language, from `content/phrases/<language>.yaml`.

A phrase is a text with `{names}`, or a mapping of CLDR plural categories (`one`, `other` …) chosen by
the value named `n`. A missing key, a missing plural category or a placeholder that differs from the
English one is an error when the phrases are loaded, all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from babel import Locale
from babel.plural import PluralRule

from bot.markup import literal

BASE = "en"
_FIELD = re.compile(r"\{(\w+)\}")

Phrase = str | Mapping[str, str]


class PhraseFault(ValueError):
    """The phrase files do not fit together; `faults` says each fault in one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Phrases:
    """All sentences of the bot in all its languages."""

    def __init__(self, tables: Mapping[str, Mapping[str, Phrase]], where: str = "content/phrases") -> None:
        """`where`: the folder that faults name."""
        faults = _faults(tables, where)
        if faults:
            raise PhraseFault(faults)
        self._tables = tables
        self._plural: dict[str, PluralRule] = {}  # a language's, once it is needed

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
                self._plural[language] = _locale(language).plural_form
            phrase = phrase.get(self._plural[language](number)) or phrase["other"]
        return _FIELD.sub(lambda m: literal(str(values[m[1]])), phrase)

    def match(self, hint: str | None) -> str | None:
        """The language that fits a platform's hint (`pt-PT` → `pt-BR`); None when none does."""
        if not hint:
            return None
        by_base = {code.split("-")[0]: code for code in self._tables}
        return by_base.get(hint.replace("_", "-").split("-")[0].lower())


def _locale(language: str) -> Locale:
    # CLDR has no plural rule of Haitian Creole; like French's, but nouns do not change: `other` serves.
    return Locale.parse(language.replace("-", "_")) if language != "ht" else Locale.parse("fr")


def _faults(tables: Mapping[str, Mapping[str, Phrase]], folder: str) -> list[str]:
    if BASE not in tables:
        return [f"{folder}/{BASE}.yaml is missing: every other language is checked against it"]
    base, faults = tables[BASE], []
    for language, table in sorted(tables.items()):
        where = f"{folder}/{language}.yaml"
        faults += [f"{where}: {key} is missing: translate it" for key in base if key not in table]
        faults += [
            f"{where}: {key} is not in {BASE}.yaml: remove it, or add it there" for key in table if key not in base
        ]
        for key in base.keys() & table.keys():
            wanted, got = _fields(base[key]), _fields(table[key])
            if wanted != got:
                faults.append(
                    f"{where}: {key} has {sorted(got)} in braces and the English has {sorted(wanted)}: use the same"
                )
            if isinstance(base[key], str) != isinstance(table[key], str):
                faults.append(
                    f"{where}: {key} must be {'a text' if isinstance(base[key], str) else 'a plural'} as in {BASE}.yaml"
                )
            elif not isinstance(table[key], str) and "other" not in table[key]:
                faults.append(f"{where}: {key} needs the plural category 'other'")
    return faults


def _fields(phrase: Phrase) -> set[str]:
    texts = [phrase] if isinstance(phrase, str) else list(phrase.values())
    return {name for text in texts for name in _FIELD.findall(text)} | (set() if isinstance(phrase, str) else {"n"})


def load_phrases(folder: Path) -> Phrases:
    """Read every `<language>.yaml` of a folder.

    Raises:
        PhraseFault: with every fault of every file.
    """
    return Phrases(_read(folder), str(folder))


def check_phrases(folder: Path) -> list[str]:
    """Every fault of every file, without making the phrases ready to be said."""
    try:
        return _faults(_read(folder), str(folder))
    except PhraseFault as fault:
        return fault.faults


def _read(folder: Path) -> dict[str, dict[str, Phrase]]:
    tables: dict[str, dict[str, Phrase]] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            with path.open(encoding="utf-8") as file:
                tables[path.stem] = yaml.load(file, Loader=_Words)
        except yaml.YAMLError as error:
            faults.append(f"{path}: {' '.join(str(error).split())}: mend the YAML")
    if faults:
        raise PhraseFault(faults)
    return tables


class _Words(yaml.CSafeLoader):
    """YAML in which every scalar stays a text: `no` is a word here."""


_Words.yaml_implicit_resolvers = {}
