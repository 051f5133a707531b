"""YAML with its places kept, so that every fault can say file and line, and every scalar stays a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sys import intern
from zoneinfo import ZoneInfo

import yaml


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a content file, and how to mend it. A warning does not keep content from being served;
    `unread` tells that the file could not be read at all; `elsewhere`, that the fault rests on another file, too."""

    file: str
    line: int
    text: str
    warning: bool = False
    unread: bool = False
    elsewhere: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.text}"


class Faults(list[Fault]):
    """All faults of one run; with `elsewhere`, of a look that rests on several files."""

    def __init__(self, *, elsewhere: bool = False) -> None:
        super().__init__()
        self.elsewhere = elsewhere


def told(faults: Iterable[Fault]) -> list[Fault]:
    """What an author is told, in order: while a file cannot be read, nothing that may only follow from it."""
    every = sorted(faults)
    return [each for each in every if not each.elsewhere] if any(each.unread for each in every) else every


@dataclass(frozen=True, slots=True)
class Spot:
    """A value at its place in a file. Reading it as something it is not notes a fault and gives an empty value."""

    node: yaml.Node
    file: str
    faults: Faults

    @property
    def line(self) -> int:
        """The line of the value, counted from one."""
        return int(self.node.start_mark.line) + 1

    @property
    def alone(self) -> Spot:
        """The same place without what stands there: it keeps the line and lets the file's contents go."""
        return Spot(yaml.ScalarNode("", "", self.node.start_mark, self.node.end_mark), self.file, self.faults)

    @property
    def is_text(self) -> bool:
        """Whether the value is a single text, and not a list or a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def inside(self, *path: str | int) -> Spot:
        """The spot at a path of keys and places in lists, or the nearest one above it."""
        node = self.node
        for step in path:
            if isinstance(node, yaml.MappingNode) and isinstance(step, str):
                found = [value for key, value in node.value if key.value == step]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                found = node.value[step : step + 1]
            else:
                found = []
            if not found:
                break
            node = found[0]
        return Spot(node, self.file, self.faults)

    def fault(self, text: str, *, warning: bool = False, elsewhere: bool = False) -> None:
        """Note what is wrong here; `elsewhere`: it rests on another file, too."""
        self.faults.append(Fault(self.file, self.line, text, warning, elsewhere=elsewhere or self.faults.elsewhere))

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Spot]:
        """The values of a mapping by key. Unknown, missing and doubled keys are faults."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fault(f"this must be a mapping with the keys {', '.join(required)}: indent `key: value` lines here")
            return {}
        out: dict[str, Spot] = {}
        known = [*required, *optional]
        for key, value in self.node.value:
            name, spot = str(key.value), Spot(value, self.file, self.faults)
            if name not in known:
                Spot(key, self.file, self.faults).fault(f"unknown key `{name}`: use one of {', '.join(known)}")
            elif name in out:
                Spot(key, self.file, self.faults).fault(f"the key `{name}` stands here twice: remove one")
            else:
                out[name] = spot
        for name in required:
            if name not in out:
                self.fault(f"the key `{name}` is missing: add it")
        return out

    def entries(self) -> list[tuple[str, Spot]]:
        """The keys and values of a mapping whose keys are free. Doubled keys are faults."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fault("this must be a mapping: write `key: value` lines")
            return []
        out: dict[str, Spot] = {}
        for key, value in self.node.value:
            if key.value in out:
                Spot(key, self.file, self.faults).fault(f"the key `{key.value}` stands here twice: remove one")
            out[intern(str(key.value))] = Spot(value, self.file, self.faults)
        return list(out.items())

    def items(self) -> list[Spot]:
        """The values of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fault("this must be a list: write each value on its own line after `- `, or all in [ ]")
            return []
        return [Spot(node, self.file, self.faults) for node in self.node.value]

    def text(self) -> str:
        """A word or sentence, as it was written: `no` is a word. Not empty, in Unicode's composed form. Equal ones are one
        and the same: a third of them stand in several places."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fault("this must be a text: put it in quotes if it holds `: ` or begins with [ or {")
            return ""
        value = str(self.node.value).strip()
        if not value:
            self.fault("this text is empty: write it, or remove the key")
        elif not value.isascii():
            if value[0] in "“”" and not self.node.style:  # no straight quotes round them
                self.fault('curly quotes become part of the text: put straight ones ("…") round it')
            if not unicodedata.is_normalized("NFC", value):
                self.fault("this text has decomposed letters: save the file in NFC form")
        return intern(value)

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(spot.text() for spot in self.items())

    def choice(self, *allowed: str) -> str:
        """One of a few words."""
        value = self.text()
        if value not in allowed:
            self.fault(f"`{value}` is not known here: use {', '.join(allowed)}")
        return value

    def number(self) -> int:
        """A whole number."""
        value = self.text()
        if not value.isdecimal():
            self.fault(f"`{value}` must be a whole number")
            return 0
        return int(value)

    def flag(self) -> bool:
        """`true` or `false`."""
        return self.choice("true", "false") == "true"

    def day(self) -> date:
        """A date like 2026-11-23."""
        value = self.text()
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fault(f"`{value}` must be a date like 2026-11-23")
            return date.min

    def time_zone(self) -> str:
        """A time zone like America/Chicago."""
        value = self.text()
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):  # there is none, or it can be none
            self.fault(f"`{value}` must be a time zone like America/Chicago")
        return value


class _Words(yaml.CSafeLoader):
    """YAML in which every scalar is a text: what it would otherwise be (a date, a truth) is not even asked."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """No kind of value is looked for."""
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """Nor does the place matter."""

    def ascend_resolver(self) -> None:
        """Nor leaving it."""


_ADVICE = {
    "mapping values are not allowed in this context": "a text that holds a colon stands in quotes",
    "did not find expected key": 'a quote inside a text is written \\", and lines that belong together begin under one another',
    "found character that cannot start any token": "indent with spaces, not with a tab",
}


def read(path: Path, name: str, faults: Faults) -> Spot | None:
    """The content of one file; None, and a fault, when it is not YAML."""
    try:
        data = path.read_text(encoding="utf-8")
        node = yaml.compose(data, Loader=_Words)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(Fault(name, line, "this is not UTF-8: save the file as UTF-8", unread=True))
        return None
    except yaml.reader.ReaderError as error:
        line = data.count("\n", 0, error.position) + 1
        faults.append(Fault(name, line, "a character here cannot be shown: remove it", unread=True))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        text = f"this is not YAML: {problem}; {_ADVICE.get(problem, 'check quotes and indents, here and in the line above')}"
        faults.append(Fault(name, mark.line + 1 if mark else 1, text, unread=True))
        return None
    if node is None:
        faults.append(Fault(name, 1, "the file is empty: write something, or remove it", unread=True))
        return None
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1
        faults.append(Fault(name, line, "a file begins with a key, as in `key: value`", unread=True))
        return None
    return Spot(node, name, faults)
