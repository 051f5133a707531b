"""Files that open in a spreadsheet, and in which nothing that somebody wrote is reckoned."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.lessons.live import LiveContent
from bot.ports import deeds as d
from bot.reports import class_export
from bot.reports.audit_export import audit_sheets
from bot.reports.class_export import class_sheets
from bot.reports.exports import csv_of, write_xlsx, xlsx_of
from bot.reports.programme import report
from bot.reports.programme_words import Sheet, Wording, plain
from bot.reports.tables import Share
from storage.store import SqlStore
from tests.reports.people import facts, some
from tests.storage.test_census import QUESTIONS, answers
from tests.storage.test_office import LATER, NOW, a_class, turn

EVIL = ("=HYPERLINK(1)", "+1 617 555", "-2+3", "@SUM(A1)", "\tx", "\rx")
SHEET = Sheet("s", "Título", ("Ñame", "n", "part"), (("Ana", 3, Share(0.25)), ("Lê", 12, 4.5)), ("note",))


@pytest.fixture
def words(content: LiveContent) -> Wording:
    return Wording(content.staff_phrases, "en")


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_is_utf8_as_excel_knows_it() -> None:
    data = csv_of([SHEET])
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows_of(data) == [["Ñame", "n", "part"], ["Ana", "3", "25%"], ["Lê", "12", "4.5"], ["note"]]


def test_several_sheets_stand_under_their_titles() -> None:
    rows = rows_of(csv_of([SHEET, SHEET]))
    assert rows[0] == ["Título"]
    assert rows[5:7] == [[], ["Título"]]


@pytest.mark.parametrize("evil", EVIL)
def test_what_would_be_a_formula_is_a_text(evil: str) -> None:
    sheet = Sheet("s", evil, (evil, evil), ((evil, 1),), (evil,))
    assert all(cell in (f"'{evil}", "1") for row in rows_of(csv_of([sheet])) for cell in row)
    page = load_workbook(io.BytesIO(xlsx_of([sheet]))).active
    assert page is not None
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    assert str(page["A3"].value)[-1] == evil[-1]


def test_a_spreadsheet_has_numbers_as_numbers_and_definitions_last(content: LiveContent, words: Wording) -> None:
    made = report(facts([*some(30, days=(1, 1, 1)), *some(3, site=1)], sites=2), content.catalogue.measures)
    book = load_workbook(io.BytesIO(xlsx_of(words.sheets(made))))
    assert book.sheetnames[0] == "People by site"
    assert book.sheetnames[-1] == "Definitions"
    page = book["People by site"]
    assert [cell.value for cell in page[2]][:2] == ["Site", "Enrolled"]
    assert [page["B3"].value, page["B4"].value, page["B5"].value] == ["*", "<5", 33]
    official = book["Official tests"]
    assert "practice" not in " ".join(str(cell.value) for cell in official[2]).lower()
    assert "Practice level" in [cell.value for cell in book["Practice level gains"][2]]
    shares = book["Outputs and outcomes"]
    assert (shares["E3"].value, shares["E3"].number_format) == (0, "0%")


def test_long_and_equal_titles_make_sheets_that_excel_takes() -> None:
    titles = [
        "A [very] long title: of something/else, indeed",
        "A [very] long title: of something/else, again",
        "",
        "''",
    ]
    book = load_workbook(io.BytesIO(xlsx_of([Sheet("s", title, ("a",), ()) for title in titles])))
    assert len(set(book.sheetnames)) == 4
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_nothing_stays_on_the_disk_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    out = io.BytesIO()
    write_xlsx([Sheet("s", "s", ("a",), tuple((f"name {n}",) for n in range(20_000)))], out)
    assert list(tmp_path.iterdir()) == []
    page = load_workbook(io.BytesIO(out.getvalue()), read_only=True).active
    assert page is not None
    assert page.max_row == 20_002


async def test_a_class_is_taken_away_without_answers_or_anything_of_citizenship(
    store: SqlStore, words: Wording, content: LiveContent
) -> None:
    await store.register(QUESTIONS)
    room = await a_class(store)
    tom = room.tutors[0]
    six = answers(date(2026, 11, 20), QUESTIONS[:6])
    ana = await turn(store, "=ana", d.Join(room.id), d.SetInterview(date(2026, 12, 7), True), attempts=six)
    await turn(store, "bo", d.Join(room.id))
    await store.office.do(
        [
            d.Attend(room.id, date(2026, 11, 24), 90, (ana,), tom),
            d.Attend(room.id, date(2026, 6, 2), 90, (ana,), tom),  # the programme year before
            d.Assign(room.id, None, "items", "Two", tuple(QUESTIONS[:2]), date(2026, 11, 30), tom),
            d.Assign(room.id, ana, "items", "One", tuple(QUESTIONS[2:3]), date(2026, 11, 30), tom),
        ],
        NOW,
    )
    await turn(store, "=ana", at=LATER, attempts=answers(LATER.date(), QUESTIONS[:2], hour=16))
    sheet, definitions = await class_sheets(store.office, content.catalogue, words, room, LATER + timedelta(hours=3))
    assert sheet.columns == (
        "Student", "Last here, days ago", "Practice days, last 7", "Practice minutes, last 7 days", "Right, 4 weeks",
        "Homework set", "Homework started", "Homework done", "Practice level",
        *(f"Practice days, week of {day}" for day in ("Nov 30", "Nov 23", "Nov 16", "Nov 9", "Nov 2", "Oct 26", "Oct 19", "Oct 12")),
        "Joined", "Practice days, program year", "Practice minutes, program year", "Class hours, program year",
    )  # fmt: skip
    assert sheet.rows == (
        ("=Ana", 0, 0, 0, "–", 2, 1, 1, "First sentences", 0, 0, 1, 0, 0, 0, 0, 0, "2026-11-23", 1, 1, 1.5),
        ("Bo", 7, 0, 0, "–", 1, 0, 0, "First sentences", 0, 0, 0, 0, 0, 0, 0, 0, "2026-11-23", 0, 0, 0.0),
    )
    everything = " ".join(plain(value) for row in (*sheet.rows, *definitions.rows) for value in row)
    assert "civics" not in everything
    assert "2026-12-07" not in everything
    assert rows_of(csv_of([sheet]))[1][0] == "'=Ana"


async def test_a_class_of_many_is_read_by_and_by(
    store: SqlStore, content: LiveContent, words: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.register(QUESTIONS)
    room, told = await a_class(store), []
    for name in ("cy", "ana", "bo"):
        given = answers(date(2026, 11, 20), QUESTIONS[:6])
        await turn(store, name, d.Join(room.id), attempts=given if name == "ana" else ())
    at_once, _ = await class_sheets(store.office, content.catalogue, words, room, LATER)
    monkeypatch.setattr(class_export, "AT_ONCE", 2)
    office, catalogue, tell = store.office, content.catalogue, lambda *how_far: told.append(how_far)
    sheet, _ = await class_sheets(office, catalogue, words, room, LATER, progress=tell)
    assert sheet == at_once
    assert [row[0] for row in sheet.rows] == ["Ana", "Bo", "Cy"]
    assert [row[-3] for row in sheet.rows] == [1, 0, 0]
    assert told == [(2, 3), (3, 3)]


async def test_the_audit_log_names_staff_and_no_learner(store: SqlStore, words: Wording) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    await store.office.do([d.Look("see learner", room.site.id, room.tutors[0], room.id, ana)], LATER)
    await store.office.do(
        [d.Look("export class", room.site.id, None, room.id), d.Look("new thing", room.site.id, None)], LATER
    )
    [sheet] = await audit_sheets(store.office, words, {room.site.id: room.site.name})
    assert sheet.rows[-3:] == (
        ("2026-11-30 15:00", "Lynn Library", "Tom", "Looked at a student", "Evening", ana, "–"),
        ("2026-11-30 15:00", "Lynn Library", "–", "Took a class's figures away", "Evening", "–", "–"),
        ("2026-11-30 15:00", "Lynn Library", "–", "new thing", "–", "–", "–"),
    )
    assert "Ana" not in str(sheet)
    await store.office.do([d.EndPost(room.tutors[0], None)], LATER)
    [ended] = await audit_sheets(store.office, words, {room.site.id: room.site.name})
    assert ended.rows[-1][2:] == ("–", "Ended somebody's work", "–", "–", "Tom")  # for whom
    [later] = await audit_sheets(store.office, words, {room.site.id: "Lynn"}, since=datetime(2026, 11, 29, tzinfo=UTC))
    assert len(later.rows) == 4
