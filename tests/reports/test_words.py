"""The summary in words: short, people first, nothing of who has left, nothing invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.lessons.live import LiveContent
from bot.markup import unmarked
from bot.messages import PRESS_BYTES
from bot.reports.chart import weeks_svg
from bot.reports.picture import render
from bot.reports.week_figures import summarise
from bot.reports.week_mail import mail
from bot.reports.week_material import material
from bot.reports.week_mistakes import KINDS
from bot.reports.week_sentences import section_key
from bot.reports.week_words import LONGEST, Wording, names_of
from bot.reports.weekly import Ahead, Claim, Mistake, Topic, WeeklySummary, Work
from tests.reports.facts import ANA, BEN, CAI, NAMES, ROOM, WEEK, Paper, ago
from tests.reports.test_figures import full

LANGUAGES = ("en", "es")


def wording(content: LiveContent, language: str = "en", names: dict[int, str] | None = None) -> Wording:
    return Wording(content.staff_phrases, language, NAMES if names is None else names, content.catalogue, state="MA")


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_come_first_and_then_the_rest_in_its_order(paper: Paper, content: LiveContent, language: str) -> None:
    words = wording(content, language)
    order = [section.key for section in words.sections(full(paper))]
    assert order == ["needs", "praise", "hard", "activity", "homework", "interviews", "figures"]
    first, chart = words.messages(full(Paper(content.catalogue)), ROOM)
    assert "Ana" in first.text
    assert "📊" not in first.text
    assert chart.picture is not None
    assert chart.text.startswith("📊")  # under the chart, which comes before it
    assert "{" not in first.text + chart.text


def test_a_section_with_nothing_in_it_is_left_out(paper: Paper, content: LiveContent) -> None:
    summary = summarise(paper.enroll(ANA).practise(ANA, 1).facts)
    assert [section.key for section in wording(content).sections(summary)] == ["needs", "figures"]
    text = wording(content).chat(summary, ROOM)
    assert "Nobody needs a call" in text
    assert "Homework" not in text


def test_a_class_without_learners_and_a_week_without_practice(paper: Paper, content: LiveContent) -> None:
    assert "Nobody is in this class yet" in wording(content).chat(summarise(paper.facts), ROOM)
    quiet = summarise(paper.enroll(ANA).enroll(BEN).practise(BEN, 8).facts)
    assert "A quiet week: nobody practiced." in wording(content).text(quiet, ROOM)


def test_a_few_answers_are_no_practice(paper: Paper, content: LiveContent) -> None:
    told = wording(content).text(summarise(paper.enroll(ANA).practise(ANA, 1, graded=3).facts), ROOM)
    assert "A quiet week: some answers, but nobody had a whole day of practice." in told
    assert "nobody practiced" not in told
    assert "Typical of those" not in told


def test_a_picture_to_choose_stands_on_the_board_as_its_word(content: LiveContent) -> None:
    course = content.catalogue.course
    on = date(2026, 11, 23)
    park = material(content.catalogue, "en-a1b-u02-l1-e01", state="MA", on=on)
    assert park is not None
    assert (park.answer, park.say) == ("park", "Let's go to the park.")  # and not 🌳: that cannot be said
    for exercise in course.exercises.values():
        if exercise.type == "choose-picture" and not exercise.retired:
            made = material(content.catalogue, exercise.id, state="MA", on=on)
            assert made is not None
            assert any(letter.isalpha() for letter in made.answer), exercise.id
            assert made.prompt != exercise.ask or "pic:" in exercise.right, exercise.id


def test_an_interview_of_which_nothing_else_is_known_is_told(content: LiveContent) -> None:
    words = wording(content)
    told = words.interview(Ahead(ANA, date(2026, 12, 7), 0.0, ""))
    assert told == "**Ana**, week of Dec 7: how ready is known once there is practice for the test."
    claim = Claim(ANA, "need.interview", {"day": "2026-12-07", "readiness": 0.0, "topic": ""})
    assert words.need(claim) == "**Ana** has an interview in the week of Dec 7, and no practice for the test yet."


def test_nothing_is_said_of_anybodys_status(content: LiveContent) -> None:
    told = wording(content).praise(Claim(ANA, "praise.goal", {"goal": "took_oath"}))
    assert not re.search("oath|citizen", told)


def test_who_has_left_is_in_no_line_and_no_button(paper: Paper, content: LiveContent) -> None:
    names = {id: name for id, name in NAMES.items() if id not in (ANA, BEN, CAI)}
    summary = full(paper)
    message = wording(content, names=names).messages(summary, ROOM)[0]
    assert not any(name in message.text for name in ("Ana", "Ben", "Cai"))
    pressed = [button.choice for row in message.rows for button in row]
    assert not any(choice == f"write-1-{ANA}" for choice in pressed)


def test_percentages_stand_only_where_there_are_ten_tries(paper: Paper, content: LiveContent) -> None:
    summary = summarise(paper.enroll(ANA).practise(ANA, 1, graded=9, right=9).facts)
    assert "%" not in wording(content).chat(summary, ROOM)
    few, enough = (Work(1, "Ten", date(2026, 11, 25), 8, 2, 1, answered, 0.5, ()) for answered in (9, 10))
    assert "%" not in wording(content).work(few)
    assert "50 %" in wording(content).work(enough)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_summary_fits_one_message(content: LiveContent, language: str) -> None:
    words = wording(content, language, dict.fromkeys(range(1, 40), "Maria Aparecida dos Santos"))
    claim = Claim(1, "need.stuck", {"topic": "civics:Recent American History and Other Important Historical Information",
                                    "right": 10, "tries": 40})  # fmt: skip
    longest = sorted(
        content.catalogue.course.exercises, key=lambda id: -len(content.catalogue.course.exercises[id].ask)
    )
    summary = replace(
        full(Paper(content.catalogue)),
        needs=tuple(replace(claim, learner=n) for n in range(1, 6)),
        praise=tuple(
            Claim(n, "praise.rose", {"topic": claim.values["topic"], "before": 0.4, "now": 0.9}) for n in (6, 7, 8)
        ),
        hard=tuple(Mistake(item, 20, 18, "grammar", ("x" * 60, "y" * 60)) for item in longest[:3]),
        topic=Topic(str(claim.values["topic"]), 20, 300, 100),
        homework=tuple(Work(n, "T" * 60, date(2026, 11, 25), 25, 5, 2, 90, 0.5, tuple(range(1, 25))) for n in range(5)),
        interviews=tuple(Ahead(n, date(2026, 12, 7), 0.5, str(claim.values["topic"])) for n in range(1, 20)),
    )
    text = words.chat(summary, ROOM)
    assert len(text) <= LONGEST
    assert "📞" in text
    assert text.endswith(words.t("week.rest"))
    assert words.t("week.rest") not in words.chat(full(Paper(content.catalogue)), ROOM)
    assert len(words.messages(summary, ROOM)[1].text) <= 1000  # a caption
    few = words.sections(summary, whole=False)
    assert [words.t("week.more", n=2)] == [line for each in few if each.key == "homework" for line in each.lines[-1:]]
    every = [line for each in words.sections(summary) if each.key == "homework" for line in each.lines]
    assert sum(line.startswith("•") for line in every) == 5
    assert not any(words.t("week.more", n=16) in line for line in every)


def test_every_need_has_one_press_to_write_and_one_to_see_why(paper: Paper, content: LiveContent) -> None:
    summary = full(paper)
    rows = wording(content).buttons(summary)
    for n, claim in enumerate(summary.needs):
        write, why = rows[n]
        assert (write.place, write.choice) == ("staff", f"ready-1-{claim.learner}-{claim.ready}")
        assert NAMES[claim.learner] in write.label
        assert why.choice == f"why-1-2026-11-16-{claim.reason}.{claim.learner}"
    assert [claim.ready for claim in summary.needs if claim.reason == "need.question"] == ["question-40"]
    keys = [button.choice.rpartition("-")[2] for row in rows for button in row if button.choice.startswith("why")]
    assert keys == [claim.key for claim in (*summary.needs, *summary.praise)] + ["hard", "homework"]
    assert len(set(keys)) == len(keys)
    assert all(len(button.data.encode()) <= PRESS_BYTES for row in rows for button in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_activity_is_ten_minutes_on_exactly_these_items(paper: Paper, content: LiveContent, language: str) -> None:
    summary = full(paper)
    activity = wording(content, language).activity(summary)
    assert activity is not None
    assert [step.minutes for step in activity.steps] == [2, 5, 3]
    assert [len(step.lines) for step in activity.steps] == [len(summary.hard)] * 3
    democracy = {"en": "Principles of American Democracy", "es": "Principios de la democracia estadounidense"}
    assert democracy[language] in activity.title
    recall, pairs, say = activity.steps
    assert recall.lines[0] == "1. What is the supreme law of the land?"
    assert "✅ the Constitution" in pairs.lines[0]
    assert "❌ bill of rights" in pairs.lines[0]  # what they really said
    assert say.lines[0] == "1. the Constitution"


@pytest.mark.parametrize(
    ("kind", "item", "line"),
    [
        ("neighbour", "civics-2008-1", "✅ the Constitution   ❌ the Declaration of Independence"),
        ("number", "civics-2008-21", "✅"),
        ("spelling", "w-a1b-u06-pharmacist", "pharmacist   ✅ p-h-a-r-m-a-c-i-s-t"),
        ("order", "en-a1b-u06-l3-e02", "✅ You have to swallow it with water."),
        ("grammar", "en-a1b-u06-l3-e01", "   ✅ has to   ❌ have to"),
        ("listening", "en-a0-u03-l2-e04", "🔈 It is forty dollars.   ❌ $14"),
        ("office", "civics-2008-43", "✅"),
        ("half", "civics-2008-9", "✅ life and liberty"),
        ("word", "w-a1b-u06-dose", "✅ dose"),
        ("fact", "civics-2008-2", "✅ sets up the government"),
        ("reading", "en-a0-u03-l2-e01", "How much is it?   ✅ $2"),
        ("speaking", "en-a1b-u06-l3-e06", "A: A friend: I take my mother's tablets.   B: You should ask a pharmacist."),
    ],
)
def test_every_kind_of_mistake_has_its_own_pair_task(
    content: LiveContent, paper: Paper, kind: str, item: str, line: str
) -> None:
    summary = replace(full(paper), hard=(Mistake(item, 8, 5, kind),))
    activity = wording(content).activity(summary)
    assert activity is not None
    pairs = activity.steps[1]
    assert line in pairs.lines[0]
    texts = {content.staff_phrases(f"activity.pair.{each}", "en") for each in KINDS}
    assert pairs.text == content.staff_phrases(f"activity.pair.{kind}", "en")
    assert len(texts) == len(KINDS)


def test_words_in_disorder_are_the_same_words_in_the_same_disorder(paper: Paper, content: LiveContent) -> None:
    summary = replace(full(paper), hard=(Mistake("en-a1b-u06-l3-e02", 8, 5, "order"),))
    first, second = (wording(content).activity(summary) for _ in range(2))
    assert first == second
    assert first is not None
    mixed = first.steps[1].lines[0].partition("   ✅")[0].removeprefix("1. ")
    assert sorted(mixed.split(" / ")) == sorted(["You", "have", "to", "swallow", "it", "with", "water"])
    assert mixed.split(" / ") != ["You", "have", "to", "swallow", "it", "with", "water"]


def test_a_drawing_is_told_in_words(paper: Paper, content: LiveContent) -> None:
    """A board has no room for `pic:door`: what the drawing shows stands in its place."""
    drawn = [item for item, each in content.catalogue.course.exercises.items() if each.right.startswith("pic:")]
    for item in drawn:
        words = wording(content)
        activity = words.activity(replace(full(Paper(content.catalogue)), hard=(Mistake(item, 8, 5, "word"),)))
        assert activity is not None
        lines = [line for step in activity.steps for line in step.lines] + [words.hard(Mistake(item, 8, 5, "word"))]
        assert not any("pic:" in line for line in lines), item
    assert drawn


def test_an_item_that_the_content_has_no_more_is_passed_over(paper: Paper, content: LiveContent) -> None:
    summary = replace(full(paper), hard=(Mistake("en-a9-u99-l9-e99", 8, 5, "grammar"),))
    assert wording(content).activity(summary) is None
    assert "hard" not in [section.key for section in wording(content).sections(summary)]


def test_the_second_of_a_name_has_a_number_and_who_gave_none_has_one_too(paper: Paper, content: LiveContent) -> None:
    paper.enroll(1, nickname="Ana").enroll(2, nickname="Ana").enroll(7, nickname=None)
    paper.everyone[1] = replace(paper.everyone[1], namesake=2)
    assert names_of(paper.everyone, content.staff_phrases, "en") == {1: "Ana", 2: "Ana 2", 7: "Learner 7"}


def test_a_name_is_no_markup(paper: Paper, content: LiveContent) -> None:
    words = wording(content, names={ANA: "**<b>Eve</b>**"})
    summary = summarise(paper.enroll(ANA).practise(ANA, 9).facts)
    assert "<b>Eve</b>" in unmarked(words.chat(summary, ROOM))
    assert "&lt;b&gt;Eve" in (mail(summary, ROOM, words, "https://x.test/tutor").mail or full(paper)).html  # type: ignore[union-attr]


# --- mail ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_holds_all_and_fetches_nothing(paper: Paper, content: LiveContent, language: str) -> None:
    letter = mail(full(paper), ROOM, wording(content, language), "https://doorway.test/tutor")
    assert letter.mail is not None
    assert letter.picture is not None
    assert letter.picture.svg.startswith("<svg")
    html = letter.mail.html
    assert re.findall(r'(?:src|url)\s*[=(]\s*"?([^")\s]+)', html) == ["cid:picture"]
    summary = full(Paper(content.catalogue))
    here = "/class/k1/summary/2026-11-16"
    claims = []
    for claim in summary.needs:  # one press to write to them, one to see why
        place = f"a{claim.asked}" if claim.asked else "write"
        claims += [f"/class/k1/learner/{claim.learner}?ready={claim.ready}#{place}", f"{here}/why/{claim.key}"]
    claims += [f"{here}/why/{claim.key}" for claim in summary.praise]
    rest = [f"{here}/why/hard", f"{here}/why/homework.7", f"/class/k1/learner/{CAI}", "/class/k1", here, "/settings"]
    assert re.findall(r'href="([^"]+)"', html) == [f"https://doorway.test/tutor{each}" for each in (*claims, *rest)]
    assert html.index("cid:picture") < html.index("📊")
    assert "<script" not in html
    assert "Evening" in letter.mail.subject
    for part in (html, letter.text):
        assert "Ana" in part
        assert "the Constitution" in part
        assert f"https://doorway.test/tutor{here}" in part
        assert "https://doorway.test/tutor/settings" in part
    assert "**" not in letter.text


# --- the chart ---


def test_the_chart_shows_each_weeks_three_numbers(paper: Paper, content: LiveContent) -> None:
    for learner in range(1, 9):
        paper.enroll(learner).practise(learner, *([1, 2] if learner > 3 else [1]))
    summary, words = summarise(paper.facts), wording(content)
    svg = weeks_svg(summary, words.chart_words(summary))
    assert svg.count("<rect") > 8
    for text in ("Who practiced, week by week", ">5<", ">3<", ">Nov<", ">16<"):
        assert text in svg
    assert render(svg).startswith(b"\x89PNG")
    assert "5 practiced on two days or more, 3 on one day, 0 not at all" in words.picture(summary).alt
    head, *rows = words.table(summary)
    assert len(rows) == len(summary.weeks) == 8
    assert (head[0], rows[-1]) == ("Week of", ("Nov 16", "5", "3", "0"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [0, 1, 25, 400])
def test_no_bar_leaves_the_picture(content: LiveContent, size: int, language: str) -> None:
    paper = Paper(content.catalogue)
    for learner in range(1, size + 1):
        paper.enroll(learner).practise(learner, *([1, 2] if learner % 2 else []))
    summary = summarise(paper.facts)
    svg = weeks_svg(summary, wording(content, language).chart_words(summary))
    height = float(re.findall(r'viewBox="0 0 720 (\d+)"', svg)[0])
    for y, tall in re.findall(r'<rect x="[\d.]+" y="([\d.-]+)" width="[\d.]+" height="([\d.]+)"', svg):
        assert float(y) >= 0
        assert float(y) + float(tall) <= height


def test_the_week_is_named_by_its_days(paper: Paper, content: LiveContent) -> None:
    summary = summarise(paper.enroll(ANA).facts)
    assert wording(content).title(summary, ROOM) == "☀️ **Evening**, Nov 16 – Nov 22"
    assert wording(content, "es").title(summary, ROOM) == "☀️ **Evening**, 16 nov – 22 nov"
    assert "so far" in wording(content).title(summary, ROOM, running=True)
    assert isinstance(summary, WeeklySummary)
    assert summary.week == WEEK
    assert ago(0) > WEEK


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_civics_tests_has_its_name(content: LiveContent, language: str) -> None:
    words = wording(content, language)
    sections = {question.section for question in content.catalogue.questions.values()}
    assert {section_key(section) for section in sections} <= content.staff_phrases.keys
    told = {section: words.topic(f"civics:{section}") for section in sections}
    assert len(set(told.values())) == len(sections)
    if language == "es":
        assert told["1800s"] == "El siglo XIX (cívica)"
        assert not [section for section, name in told.items() if section in name]


def test_a_section_without_a_name_is_called_as_it_is(content: LiveContent) -> None:
    assert wording(content, "es").topic("civics:Rivers") == "Rivers (cívica)"
