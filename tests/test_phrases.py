"""Every sentence is there in every language, and none is there for nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.handlers.staff.ready import KINDS
from bot.phrases import PhraseFault, Phrases, check_phrases, load_phrases

ROOT = Path(__file__).parent.parent
PHRASES = load_phrases(ROOT / "content" / "phrases")
STAFF = load_phrases(ROOT / "content" / "phrases" / "staff")


def used() -> set[str]:
    """Texts in the code that are phrase keys, or patterns of keys (`praise.*`)."""
    found: set[str] = set()
    for path in [ROOT / "main.py", *(ROOT / "bot").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)  # a piece of an f-string ends in a dot or underscore, and is no key
            if isinstance(node, ast.JoinedStr):
                found.add("".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values))
    for path in (ROOT / "bot" / "web" / "templates").rglob("*.html"):
        for quote in ("'", '"'):
            keys = re.findall(rf"{quote}([a-z]+\.\w*){quote}(\s*~)?", path.read_text(encoding="utf-8"))
            found |= {f"{key}*" if joined else key for key, joined in keys}
    return found


def test_the_bot_speaks_four_languages() -> None:
    assert set(PHRASES.languages) >= {"en", "es", "pt-BR", "ht"}
    assert PHRASES.languages[0] == "en"


def test_staff_read_english_or_spanish() -> None:
    assert set(STAFF.languages) == {"en", "es"}


def test_no_key_is_both_learners_and_staffs() -> None:
    assert PHRASES.keys & STAFF.keys == set()


def test_no_phrase_is_unused() -> None:
    patterns = [re.compile(re.escape(text).replace(r"\*", r"[\w-]+")) for text in used() if "." in text]
    unused = [
        key for key in sorted(PHRASES.keys | STAFF.keys) if not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_no_phrase_is_missing() -> None:
    families = {key.split(".")[0] for key in PHRASES.keys | STAFF.keys}
    wanted = {
        text
        for text in used()
        if re.fullmatch(r"[a-z]+\.[a-z0-9_.]+", text)
        and text.split(".")[0] in families
        and not text.endswith((".bin", ".css", ".js", ".yaml"))
    }
    assert [key for key in sorted(wanted - PHRASES.keys - STAFF.keys) if key[-1] not in "._"] == []


def test_plurals_follow_the_language() -> None:
    phrases = Phrases({"en": {"n": {"one": "{n} day", "other": "{n} days"}}, "ht": {"n": {"other": "{n} jou"}}})
    assert [phrases("n", "en", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert phrases("n", "ht", n=1) == "1 jou"


@pytest.mark.parametrize("name", ["xx", "no name"])
def test_a_language_that_nobody_knows_is_a_fault(name: str) -> None:
    with pytest.raises(PhraseFault, match=f"/{name}.yaml:1: .{name}. is no language"):
        Phrases({"en": {"x": "y"}, name: {"x": "y"}})


def test_values_are_literal() -> None:
    phrases = Phrases({"en": {"x": "**Hi** {name}"}})
    assert "**evil**" not in phrases("x", "en", name="**evil**")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(PhraseFault) as told:
        Phrases({"en": {"a": "x {n}", "b": "y"}, "es": {"a": "x", "c": "z"}})
    assert len(told.value.faults) == 3


def test_each_fault_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("a: x {n}\nb: y\nc: z\n", encoding="utf-8")
    (tmp_path / "es.yaml").write_text("a: x\n# more\nc: z\nd: z\n", encoding="utf-8")
    told = [fault.removeprefix(f"{tmp_path}/es.yaml:") for fault in check_phrases(tmp_path)]
    assert [fault.partition(": ")[0] for fault in told] == ["1", "4", "1"]  # b would stand after a; d; a
    (tmp_path / "es.yaml").write_text("a: x {n}\nb: y\nc: z\nb: y\n", encoding="utf-8")
    assert check_phrases(tmp_path) == [f"{tmp_path}/es.yaml:4: b stands here twice: remove one"]
    for content, line in ((b"a: x\nb: \xff\n", 2), (b"", 1), (b"a: x\nb: [\n", 3), (b"a: x\nb: [y]\n", 2)):
        (tmp_path / "es.yaml").write_bytes(content)
        [fault] = check_phrases(tmp_path)
        assert fault.startswith(f"{tmp_path}/es.yaml:{line}: ")


@pytest.mark.parametrize(
    ("hint", "language"),
    [("pt-PT", "pt-BR"), ("es_MX", "es"), ("ht", "ht"), ("fr", None), (None, None), ("en-US", "en")],
)
def test_a_hint_finds_its_language(hint: str | None, language: str | None) -> None:
    assert PHRASES.match(hint) == language


@pytest.mark.parametrize("language", PHRASES.languages)
def test_buttons_fit_a_phone(language: str) -> None:
    families = ("menu.", "goal.cit", "goal.both", "consent.yes", "consent.no", "consent.more", "command.")
    labels = {key: PHRASES(key, language) for key in PHRASES.keys if key.startswith(families)}
    assert {key: label for key, label in labels.items() if len(label) > 32} == {}


@pytest.mark.parametrize("language", PHRASES.languages)
def test_a_week_has_seven_days(language: str) -> None:
    assert len(PHRASES("progress.weekdays", language).split()) == 7


def test_every_reason_to_call_has_a_message_that_is_ready() -> None:
    """In every language, since no key is missing anywhere; and nothing in it betrays what somebody studies, or why."""
    assert {f"need.{reason}" for reason in KINDS} == {key for key in STAFF.keys if key.startswith("need.")}
    assert {f"warm.{message}" for message in KINDS.values()} <= PHRASES.keys
    ready = [PHRASES(f"warm.{message}", language) for message in KINDS.values() for language in PHRASES.languages]
    betrays = re.compile(
        r"citizen|ciudadan|cidadan|sitwayen|interview|entrevista|entèvyou|test|prueba|prova|tès\b", re.I
    )
    assert [text for text in ready if betrays.search(text)] == []
