"""Files of the tutor's pages hold what is on screen, and no more; each download is a line in the log."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import httpx
import openpyxl

from bot.lessons.memory import Rating
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming, Outgoing, Press, Text
from bot.ports import Attempt, Changes
from bot.ports import deeds as d
from bot.ports.staff import Class
from tests.conversations.test_staff import person_id, staff
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture

MATCH, CHOOSE, CIVICS, TRACK = "work-01-l1-e03", "work-01-l1-e01", "civics-2008-1", "cit-01-l1-e01"
ITEMS = (MATCH, CHOOSE, CIVICS, TRACK)


async def practised(world: World, name: str, *, ago: int, missed: int, right: int) -> None:
    """A day of somebody, some days ago: each item is missed and then right so many times."""
    await world.store.register(list(ITEMS))
    at = world.clock() - timedelta(days=ago)
    given = [Verdict.INCORRECT] * missed + [Verdict.CORRECT] * right
    attempts = [
        Attempt(
            item,
            Skill.RECOGNISE,
            "choose",
            how,
            Rating.GOOD,
            at + timedelta(seconds=10 * i + n),
            at.date(),
            False,
            9.0,
            None,
        )
        for n, item in enumerate(ITEMS)
        for i, how in enumerate(given)
    ]
    incoming = Incoming(f"{name}-{ago}", Address("test", name), world.clock(), Text("hi"))
    known = await world.store.load(incoming)
    assert known is not None
    assert known.learner is not None
    await world.store.save(incoming, known, Changes(learner=known.learner, attempts=attempts))


async def a_class_with_days(world: World) -> Class:
    room = await a_full_class(world)
    await practised(world, "ana", ago=15, missed=1, right=2)
    await practised(world, "ana", ago=2, missed=2, right=1)
    return room


def table(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def cells(row: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]


async def test_a_class_file_holds_the_columns_of_the_page_and_its_map(world: World, site: Site) -> None:
    room = await a_class_with_days(world)
    tom, office = await site.signed_in("tom"), world.store.office
    await office.do(
        [d.Assign(room.id, None, "items", "One", (CHOOSE,), world.clock().date(), room.tutors[0])], world.clock()
    )
    page = (await tom.get(f"/tutor/class/{room.key}?sort=name")).text
    rows = [cells(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]
    ana, _, ana_map, _ = (row for row in rows if row and row[0] in ("Ana", "Bo"))
    head, first, second = table(await tom.get(f"/tutor/class/{room.key}/export.csv"))
    told = dict(zip(head, first, strict=True))
    assert (first[0], second[0]) == ("Ana", "Bo")
    assert ana[1:4] == ["today", told["Practice days, last 7"], told["Practice minutes, last 7 days"]]
    assert told["Last here, days ago"] == "0"
    assert (told["Practice days, last 7"], told["Practice days, program year"]) == ("1", "2")
    assert ana[4].replace(" ", "") == told["Right, 4 weeks"] == "50%"
    assert ana[5] == f"{told['Homework done']}/{told['Homework set']}" == "0/1"
    assert ana[6] in ("–", told["Practice level"])
    weeks = [value for name, value in told.items() if "week of" in name]
    assert [re.match(r"\d+", cell)[0] for cell in ana_map[1:]] == weeks  # type: ignore[index]
    assert sum(map(int, weeks)) == 2


async def test_a_learners_file_holds_figures_weeks_and_what_is_hard(world: World, site: Site) -> None:
    room = await a_class_with_days(world)
    tom, ana = await site.signed_in("tom"), await person_id(world, "ana")
    office, post = world.store.office, room.tutors[0]
    await office.do([d.WriteNote(ana, room.id, "Works nights", post)], world.clock())
    here = f"/tutor/class/{room.key}/learner/{ana}"
    page, rows = (await tom.get(here)).text, table(await tom.get(f"{here}/export.csv"))
    assert "Works nights" in page
    assert "What is the supreme law" in page
    everything = str(rows)
    for secret in ("Works nights", "supreme law", "N-400", "civics"):
        assert secret not in everything
    figures = {row[0]: row[1] for row in rows if len(row) == 2}
    assert (figures["Days of practice, 8 weeks"], figures["Minutes, 8 weeks"]) == ("2", "1")
    weeks = [row for row in rows if re.fullmatch(r"\d{4}-\d\d-\d\d", row[0] if row else "")]
    assert len(weeks) == 8
    assert sum(int(n) for row in weeks for n in row[1:8]) == 24
    hard = [row for row in rows if len(row) == 4 and row[3].startswith("2026")]
    pairs = ", ".join(world.content.catalogue.course.exercises[MATCH].pairs)
    assert [pairs, "6", "3", hard[0][3]] in hard
    assert pairs in page
    assert MATCH not in page + everything
    book = openpyxl.load_workbook(io.BytesIO((await tom.get(f"{here}/export.xlsx")).content))
    assert len(book.worksheets) == 5


async def test_a_learners_file_tells_what_they_can_do_and_nothing_of_citizenship(world: World, site: Site) -> None:
    room = await a_class_with_days(world)
    tom, ana = await site.signed_in("tom"), await person_id(world, "ana")
    for unit in ("a1b-u06", "cit-01"):
        tick = d.TickCanDo(ana, room.id, unit, True, room.tutors[0])
        await world.store.office.do([tick], world.clock())
    rows = table(await tom.get(f"/tutor/class/{room.key}/learner/{ana}/export.csv"))
    at = rows.index(["Unit", "Role-play done", "Key words known", "Key words", "They can do this", "Said by"])
    assert rows[at + 1] == ["Pharmacy and labels", "no", "0", "15", "yes", "Tom"]
    assert "The road, in words" not in str(rows)


async def test_a_homework_file_tells_how_far_each_is_and_nothing_of_citizenship(world: World, site: Site) -> None:
    room = await a_full_class(world)
    tom, office, now = await site.signed_in("tom"), world.store.office, world.clock()
    await world.store.register(list(ITEMS))
    for title, items in (("Two of work", (MATCH, CHOOSE)), ("The N-400", (TRACK,))):
        await office.do([d.Assign(room.id, None, "items", title, items, now.date(), room.tutors[0])], now)
    world.clock.move(hours=1)
    await practised(world, "ana", ago=0, missed=0, right=1)
    head, *rows = table(await tom.get(f"/tutor/class/{room.key}/homework/export.csv"))
    assert head == ["Homework", "Due", "Student", "Items", "Answered", "How far"]
    day = now.date().isoformat()
    assert rows == [
        ["Homework", day, "Ana", "1", "1", "done"],
        ["Homework", day, "Bo", "1", "0", "not opened"],
        ["Two of work", day, "Ana", "2", "2", "done"],
        ["Two of work", day, "Bo", "2", "0", "not opened"],
    ]


async def test_the_weeks_of_a_summary_are_those_of_its_table(world: World, site: Site) -> None:
    room = await a_class_with_days(world)
    tom, here = await site.signed_in("tom"), f"/tutor/class/{room.key}/summary/2026-11-23"
    page = (await tom.get(here)).text
    shown = [cells(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]
    head, *rows = table(await tom.get(f"{here}/export.csv"))
    assert head == shown[0]
    assert [row[1:] for row in rows] == [row[1:] for row in shown[1:]]
    assert rows[-1][0] == "2026-11-23"


async def test_a_week_that_runs_is_no_whole_week_in_its_file_either(world: World, site: Site) -> None:
    room = await a_class_with_days(world)
    tom = await site.signed_in("tom")
    for week, called in (("2026-11-23", "this week so far"), ("2026-11-16", "Nov 16 – Nov 22")):
        book = await tom.get(f"/tutor/class/{room.key}/summary/{week}/export.xlsx")
        assert called in openpyxl.load_workbook(io.BytesIO(book.content)).active["A1"].value, week  # type: ignore[index]


async def test_the_first_pages_file_tells_who_needs_somebody_and_nothing_of_citizenship(
    world: World, site: Site
) -> None:
    room = await a_full_class(world)
    tom, office, now = await site.signed_in("tom"), world.store.office, world.clock()
    await world.store.register(list(ITEMS))
    for title, items in (("The N-400", (TRACK,)), ("Two of work", (MATCH, CHOOSE))):
        await office.do([d.Assign(room.id, None, "items", title, items, now.date(), room.tutors[0])], now)
    ana, bo = world.person("ana"), world.person("bo")
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.yes")
    await bo.send(Press("go", "ask"))
    await bo.say("Where is the clinic?")
    page = (await tom.get("/tutor/")).text
    assert "interview in the week of Dec 7" in page
    assert "/tutor/today/export.csv" in page
    rows = table(await tom.get("/tutor/today/export.csv"))
    everything, day = str(rows), now.date().isoformat()
    assert [room.name, "Bo", day] in rows
    assert [room.name, "Two of work", day] in rows
    assert [room.name, "Homework", day] in rows
    for secret in ("N-400", "interview", "clinic"):
        assert secret not in everything
    [asked] = [each for each in await office.letters([room.id]) if each.is_question]
    answer = replace(asked, from_learner=False, staff=room.tutors[0], answers=asked.id, id=0)
    await office.do([d.Send(None, Outgoing("x"), answer)], world.clock())
    world.clock.move(days=2)
    tom = await site.signed_in("tom")
    assert "“The N-400”" in (await tom.get("/tutor/")).text  # Bo is late with it
    assert "N-400" not in str(table(await tom.get("/tutor/today/export.csv")))
    log = await office.audit([room.site.id])
    assert [each.class_id for each in log if each.action == "export today"] == [room.id, room.id]


async def test_nobody_without_a_class_takes_the_first_page_away(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    assert (await (await site.signed_in("cora")).get("/tutor/today/export.csv")).status_code == 404
    assert (await (await site.signed_in("tom")).get("/tutor/today/export.pdf")).status_code == 404
    assert not [each for each in await world.store.office.audit([room.site.id]) if each.action == "export today"]


async def test_the_file_of_meetings_is_their_table(world: World, site: Site) -> None:
    room = await a_full_class(world)
    tom, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/meetings"
    await tom.post(here, data={"day": "2026-11-20", "minutes": "90", "came": [str(ana)]})
    page = (await tom.get(here)).text
    assert f"{here}/export.xlsx" in page
    assert table(await tom.get(f"{here}/export.csv")) == [["Date", "Minutes", "Came"], ["2026-11-20", "90", "1"]]


async def test_a_name_that_would_be_reckoned_is_a_text_in_every_file(world: World, site: Site) -> None:
    room = await a_full_class(world)
    id = await person_id(world, "ana")
    known = await world.store.load(incoming := Incoming("evil", Address("test", "ana"), world.clock(), Text("hi")))
    assert known is not None
    assert known.learner is not None
    await world.store.save(incoming, known, Changes(learner=known.learner._replace(nickname="=SUM(A1)")))
    tom, office, now = await site.signed_in("tom"), world.store.office, world.clock()
    await world.store.register(list(ITEMS))
    await office.do([d.Assign(room.id, None, "items", "@one", (CHOOSE,), now.date(), room.tutors[0])], now)
    for path in ("", f"/learner/{id}", "/homework"):
        here = f"/tutor/class/{room.key}{path}/export"
        found = [cell for row in table(await tom.get(f"{here}.csv")) for cell in row if "SUM" in cell or "@one" in cell]
        assert found
        assert all(cell.startswith("'") for cell in found)
        book = openpyxl.load_workbook(io.BytesIO((await tom.get(f"{here}.xlsx")).content))
        assert not [
            cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"
        ]


async def test_every_download_is_in_the_log_and_a_form_that_is_none_is_not(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    tom, cora, ana = await site.signed_in("tom"), await site.signed_in("cora"), await person_id(world, "ana")
    office, here = world.store.office, f"/tutor/class/{room.key}"
    paths = {
        "": ("export class", None),
        f"/learner/{ana}": ("export learner", ana),
        "/homework": ("export homework", None),
        "/meetings": ("export meetings", None),
        "/summary/2026-11-23": ("export summary", None),
    }
    for path, line in paths.items():
        before = await office.audit([room.site.id])
        assert (await cora.get(f"{here}{path}/export.csv")).status_code == 404
        assert (await tom.get(f"{here}{path}/export.pdf")).status_code == 404
        assert await office.audit([room.site.id]) == before
        for form in ("csv", "xlsx"):
            assert (await tom.get(f"{here}{path}/export.{form}")).status_code == 200
        new = (await office.audit([room.site.id]))[len(before) :]
        assert [(each.action, each.learner) for each in new] == [line, line]
        assert f"{here}{path}/export.xlsx" in (await tom.get(f"{here}{path}")).text or path in (
            "/homework",
            "/meetings",
        )
    for form in ("csv", "xlsx"):
        assert f"/tutor/programme/audit.{form}" in (await cora.get("/tutor/programme")).text
    log = (await cora.get("/tutor/programme/audit.csv")).text
    for told in (
        "Took a student's figures away",
        "Took a class's homework away",
        "Took the weeks of a summary away",
        "Took a class's meetings away",
    ):
        assert told in log
