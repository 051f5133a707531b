"""The whole program, as an operator starts it, with both libraries and both ways of receiving."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook

from storage.store import SqlStore
from tests.fakes.bot_api import TOKEN, BotApi
from tests.program import ROOT, SECRET, Program
from tests.starting import start

ANA = 4711
LIBRARIES = ("python-telegram-bot", "aiogram")


def settings(api: BotApi, library: str, way: str) -> dict[str, str]:
    out = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": api.base, "TELEGRAM_LIBRARY": library}
    return out | ({"WEBHOOK_SECRET": SECRET} if way == "webhook" else {})


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_first_drill_in_spanish_on_telegram(library: str, way: str, tmp_path: Path) -> None:
    async with BotApi() as api:
        program = Program(tmp_path, cold=way == "polling", **settings(api, library, way))
        if way == "webhook":
            program.environment["PUBLIC_URL"] = program.base
        api.say(ANA, "/start", language="es")  # it waits while the bot is down
        async with program:

            async def tap(choice: str) -> None:
                """Press the newest button with a choice, once it is there, and wait until it has done something."""

                def there() -> tuple[int, str] | None:
                    for message in reversed(api.said(ANA)):
                        for row in message.buttons:
                            for _, data in row:
                                if data.endswith(f":{choice}"):
                                    return message.id, data
                    return None

                message, data = await api.until(there)
                before = [(shown.id, shown.text) for shown in api.said(ANA)]
                api.press(ANA, message, data)
                await api.until(lambda: [(shown.id, shown.text) for shown in api.said(ANA)] != before)

            for choice in ("es", "yes", "citizenship", "2008", "19:00", "no", "MA", "next", "next", "next"):
                await tap(choice)
            await api.until(lambda: "4/9" in api.said(ANA)[-1].text)
            api.say(ANA, "the constitushun")
            await api.until(lambda: "5/9" in api.said(ANA)[-1].text)
            assert any("✅" in shown.text and "the Constitution" in shown.text for shown in api.said(ANA)[:-1])
            assert "Doorway" not in api.said(ANA)[-1].text
            assert api.refusals == []
            assert await program.stop() == 0
        assert {"setMyCommands", "sendMessage", "editMessageText"} <= {method for method, _ in api.calls}


async def test_a_refused_token_is_one_line(tmp_path: Path) -> None:
    async with BotApi() as api:
        wrong = settings(api, LIBRARIES[0], "polling") | {"TELEGRAM_BOT_TOKEN": "123456789:" + "x" * 35}
        program = Program(tmp_path, **wrong)
        with pytest.raises(AssertionError):
            await program.start()
        told = (tmp_path / "errors.log").read_text()
        assert "TELEGRAM_BOT_TOKEN" in told.splitlines()[-1]
        assert "Traceback" not in told


async def test_a_second_start_on_the_same_data_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    first, second = (Program(tmp_path, DEMO="true") for _ in range(2))
    async with first:
        before = await _classes(tmp_path)
        with pytest.raises(AssertionError, match="is in use by another Doorway: stop that first"):
            async with second:
                pass
        assert await _classes(tmp_path) == before != []  # the demo class that the first is filling is left to it
    told = (tmp_path / "errors.log").read_text()
    assert len(told.splitlines()) == 1, told  # the second's; a demo's past worries nobody about the clock


async def _classes(folder: Path) -> list[int]:
    store = await SqlStore.open(
        f"sqlite+aiosqlite:///{folder}/doorway.db", (folder / "doorway.key").read_text().strip()
    )
    try:
        return [room.id for room in await store.office.classes()]
    finally:
        await store.close()


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def main(*arguments: str, folder: Path, given: str = "", cold: bool = False, **environment: str) -> Done:
    """Run one command to its end; each command starts from nothing (`cold`) in one test at least."""
    with TemporaryDirectory() as aside:
        stdin, told, errors = (Path(aside, name) for name in ("given", "told", "errors"))
        stdin.write_text(given, encoding="utf-8")
        process = start(
            arguments,
            folder=folder,
            environment={"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db"}
            | environment,
            given=stdin,
            told=told,
            errors=errors,
            cold=cold,
        )
        code = process.wait(60)
        return Done(code, *(file.read_bytes().decode() for file in (told, errors)))


def test_grading_a_batch(tmp_path: Path) -> None:
    lines = [
        {"item": "civics-2008-1", "answer": "the constitution"},
        {"item": "civics-2008-20", "answer": "ed markey", "state": "MA", "on": "2026-11-23"},
        {"item": "civics-2008-9", "answer": "life"},
        {"item": "civics-2025-38", "answer": "joe biden", "on": "2024-06-01"},
        {"item": "civics-2008-66", "answer": "1788"},
    ]
    done = main("grade", "--batch", folder=tmp_path, cold=True, given="\n".join(map(json.dumps, lines)) + "\n")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["verdict"] for line in told] == ["correct", "correct", "partial", "correct", "incorrect"]
    assert set(told[0]) == {"item", "verdict", "matched", "missing", "why"}
    assert told[2]["matched"] == ["life"]
    assert "liberty" in told[2]["missing"]
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_bad_line_is_told_and_the_rest_is_graded(tmp_path: Path) -> None:
    done = main(
        "grade", "--batch", folder=tmp_path, given='nonsense\n{"item": "civics-2008-1", "answer": "constitution"}\n'
    )
    assert done.returncode == 1
    assert "line 1" in done.stderr
    assert json.loads(done.stdout.splitlines()[1])["verdict"] == "correct"


def test_a_state_is_read_in_any_case_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"item": "civics-2008-44", "answer": "boston", "state": "ma"},
        {"item": "civics-2008-44", "answer": "banana", "state": "ZZ"},
        {"item": "civics-2008-44", "answer": "banana", "state": "Massachusetts"},
        {"item": "civics-2008-44", "answer": "boston"},
    ]
    done = main("grade", "--batch", folder=tmp_path, given="\n".join(json.dumps(line) for line in lines))
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("verdict") for line in told] == ["correct", None, None, "correct"]
    assert done.stderr.splitlines() == [
        "line 2: there is no state ZZ: give its two letters, like MA",
        "line 3: there is no state Massachusetts: give its two letters, like MA",
    ]
    assert done.returncode == 1


def test_whatever_a_line_holds_the_rest_is_graded(tmp_path: Path) -> None:
    right = {"item": "civics-2008-20", "answer": "ed markey", "state": "MA", "on": "2026-11-23"}
    wrong: list[object] = [5, None, [], {}, True, 1.5]
    lines = [json.dumps(right | {field: value}) for field in right for value in ([["MA"], 7, {"a": 1}])]
    lines += [json.dumps(value) for value in wrong] + ["[" * 100_000, json.dumps(right)]
    done = main("grade", "--batch", folder=tmp_path, given="\n".join(lines))
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(lines)
    assert all("error" in line for line in told[:-1])
    assert told[-1]["verdict"] == "correct"
    assert "Traceback" not in done.stderr


def test_a_state_that_is_none_is_one_line(tmp_path: Path) -> None:
    for command in (("doctor",), ("run",), ("content", "list")):
        done = main(*command, folder=tmp_path, DEFAULT_STATE="ZZ")
        assert done.returncode != 0
        assert done.stderr.strip() == "DEFAULT_STATE must be the two letters of a state, like MA."
    done = main("content", "list", "--state", "ZZ", folder=tmp_path)
    assert done.stderr.strip() == "There is no state ZZ: give its two letters, like MA."


def test_the_content_is_listed_whole(tmp_path: Path) -> None:
    done = main("content", "list", "--json", folder=tmp_path, cold=True)
    items = json.loads(done.stdout)
    ids = [item["id"] for item in items]
    assert sum(id.startswith("civics-") for id in ids) == 228
    assert sum(item["type"] not in ("word", "short-answer") for item in items) >= 1500
    assert "en-a1b-u03-l2-e05" in ids
    assert len(set(ids)) == len(ids)
    assert all({"id", "type", "level", "text", "accepted"} <= set(item) for item in items)
    senators = next(item for item in items if item["id"] == "civics-2008-20")
    assert "Elizabeth Warren" in senators["accepted"]


def test_english_answers_are_graded_too(tmp_path: Path) -> None:
    lines = [
        {"item": "en-a1b-u03-l2-e05", "answer": "no such answer"},
        {"item": "w-a1b-u06-prescription", "answer": "perscription"},
        {"item": "en-a1b-u06-l3-e07", "answer": "you should ask pharmacist"},
    ]
    done = main("grade", "--batch", folder=tmp_path, given="\n".join(json.dumps(line) for line in lines))
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert verdicts == ["incorrect", "correct", "correct"]


async def _a_class(folder: Path) -> str:
    """A class with Ana in it; its code to join."""
    from datetime import UTC, datetime

    from bot.ports import deeds as d
    from bot.settings_reading import load_settings
    from tests.storage.test_office import a_class, turn

    environment = {"DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db"}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in environment.items():
            patch.setenv(name, value)
        settings = load_settings()
        store = await SqlStore.open(settings.database_url, settings.key())
    room = await a_class(store)
    await turn(store, "ana", d.Join(room.id), at=datetime(2026, 11, 23, tzinfo=UTC))
    await store.close()
    return "C-k1"


async def test_a_class_is_exported(tmp_path: Path) -> None:
    await _a_class(tmp_path)
    done = main("export", "--class", "K1", "--format", "csv", folder=tmp_path, cold=True)
    assert done.stderr == ""
    head, ana = csv.reader(done.stdout.removeprefix("\ufeff").splitlines())
    told = dict(zip(head, ana, strict=True))
    assert (told["Student"], told["Practice level"]) == ("Ana", "First sentences")
    assert told["Joined"].startswith("2026-11-2")
    refused = main("export", "--class", "nonsense", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "There is no class nonsense: give its key, or the code to join it.\n"


async def test_a_class_is_exported_to_files(tmp_path: Path) -> None:
    code = await _a_class(tmp_path)
    sheets = main("export", "--class", code, "--format", "xlsx", "--language", "es", folder=tmp_path, cold=True)
    assert sheets.stdout == "k1.xlsx\n"
    assert load_workbook(tmp_path / "k1.xlsx").sheetnames == ["Evening", "Definiciones"]
    assert (tmp_path / "k1.xlsx").stat().st_mode & 0o077 == 0  # it holds names: only the owner reads it
    refused = main("export", "--class", "k1", "--out", "no/such/folder.csv", folder=tmp_path)
    assert refused.stderr == "no/such/folder.csv cannot be written: No such file or directory.\n"


async def test_of_an_export_that_finds_no_room_no_half_is_left(tmp_path: Path) -> None:
    await _a_class(tmp_path)
    (tmp_path / "full").symlink_to("/dev/full")
    for form in ("csv", "xlsx"):
        refused = main("export", "--class", "k1", "--format", form, "--out", "full", folder=tmp_path, cold=True)
        assert refused.stderr == "full cannot be written: No space left on device.\n"
        assert refused.returncode == 2


def test_the_schema_is_written(tmp_path: Path) -> None:
    done = main("content", "schema", "--out", str(tmp_path / "s"), folder=tmp_path, cold=True)
    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "s").iterdir()} >= {"civics.schema.json", "lesson.schema.json"}


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"DATA_KEY": "short"}, "DATA_KEY"),
        ({"DEFAULT_TIMEZONE": "Mars/Crater"}, "DEFAULT_TIMEZONE"),
        ({"TELEGRAM_LIBRARY": "telethon"}, "TELEGRAM_LIBRARY"),
        ({"TELEGRAM_BOT_TOKEN": "1:x"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "PUBLIC_URL": "https://x.org"}, "WEBHOOK_SECRET"),
        ({"DATABASE_URL": "postgresql+asyncpg://u:secret@127.0.0.1:1/x"}, "DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(tmp_path: Path, environment: dict[str, str], named: str) -> None:
    done = main("run", folder=tmp_path, **environment)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr.casefold().replace("webhook_secret", "")


def test_backup_and_restore(tmp_path: Path) -> None:
    assert main("migrate", folder=tmp_path).returncode == 0
    copy = tmp_path / "copy.db"
    assert main("backup", str(copy), folder=tmp_path, cold=True).returncode == 0
    assert "is there already" in main("backup", str(copy), folder=tmp_path).stderr
    assert main("restore", str(copy), folder=tmp_path, cold=True).returncode == 0
    assert "not a backup" in main("restore", str(ROOT / "README.md"), folder=tmp_path).stderr


def test_the_doctor_looks_and_makes_nothing(tmp_path: Path) -> None:
    done = main("doctor", folder=tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/dta/doorway.db")
    assert done.returncode == 0, done.stdout
    assert f"there is none at {tmp_path}/dta/doorway.db yet" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_site_has_a_name(tmp_path: Path) -> None:
    done = main("invite", "tutor", "--site", " ", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip() == "Give the site a name of 1 to 60 characters: --site NAME."
    done = main("invite", "tutor", "--site", " Lynn  Library ", folder=tmp_path, cold=True)
    assert done.stdout.startswith("Tutor of Lynn Library:")


def test_the_doctor_says_what_is_there(tmp_path: Path) -> None:
    assert main("migrate", folder=tmp_path, cold=True).returncode == 0
    done = main("doctor", folder=tmp_path, cold=True)
    assert done.returncode == 0, done.stdout
    assert "its schema is up to date" in done.stdout
    assert "228 questions" in done.stdout
    assert "TELEGRAM_BOT_TOKEN is not set" in done.stdout
