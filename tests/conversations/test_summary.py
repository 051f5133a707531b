"""`/summary` in chat: the running week, what it rests on, and when it comes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Button, Incoming, Outgoing, Press, Text
from bot.ports import Attempt, Changes
from bot.ports import deeds as d
from bot.ports.staff import Letter
from bot.reports.week import make
from bot.turn import local_day
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.school import confirm
from tests.world import World


async def test_the_running_week_leads_with_people_and_opens_its_evidence(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    world.clock.move(days=4)
    await tom.say("/summary")
    assert tom.sees("Ana")
    [why] = [button for screen in tom.screens for button in screen.buttons if button.choice.startswith("why-")][:1]
    await tom.press(why, "1")
    assert "Ana" in tom.last.text
    assert [button.choice.split("-")[0] for button in tom.last.buttons] == ["ready", "student"]
    looks = [each.action for each in await world.store.office.audit([room.site.id])]
    assert "see evidence" in looks
    await tom.tap("Write")
    assert "I am glad that you are in our class" in tom.last.text
    await tom.say("We miss you on Tuesday.")
    await tom.tap("Send")
    assert world.person("ana").sees("We miss you on Tuesday.")


async def test_a_button_opens_what_it_stands_for_though_the_week_has_moved_on(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await pupil(world, room, "bo")
    world.clock.move(days=4)
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    await tom.say("/summary")
    summary = next(screen for screen in tom.screens if "Call first" in screen.text)
    of_ana, of_bo = [button for button in summary.buttons if button.label == "🔎 Why?"]
    await tom.press(of_ana, summary.id)
    assert "What is a noun?" in tom.last.text
    asked = next(screen for screen in tom.screens if "asks:" in screen.text)
    await tom.reply(asked, "The name of a thing.")
    await tom.press(of_bo, summary.id)  # Bo stands first by now
    assert "Bo joined" in tom.last.text
    for stale in (of_ana.choice, of_ana.choice.replace("question", "nonsense"), f"why-{room.id}-2026-11-23-7"):
        await tom.press(Button("x", "staff", stale), summary.id)
        assert tom.last.text.startswith("🙂 This is not so any more.")
        assert [button.choice for button in tom.last.buttons] == [f"summary-{room.id}"]
    await tom.press(Button("x", "staff", f"why-{room.id}-2026-11-23-hard"), summary.id)
    assert tom.last.text.startswith("🙂 This is not so any more.")  # nothing is hard for this class


async def test_an_interview_is_told_though_its_learner_has_chosen_no_test_yet(world: World) -> None:
    await world.found("Evening", "tom", "K7M4-Q2XP")
    ana, tom = world.person("ana"), world.person("tom")
    await ana.say("/start K7M4-Q2XP")
    for choice in ("en", "yes", "yes-K7M4-Q2XP"):
        await ana.choose(choice)
    await ana.say("Ana")
    await ana.choose("citizenship")
    assert "N-400" in ana.last.text  # which test: not answered yet
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.yes")
    await tom.say("/summary")
    summary = next(screen for screen in tom.screens if "this week so far" in screen.text)
    assert "Nobody needs a call" not in summary.text
    assert "has an interview in the week of Dec 7, and no practice for the test yet." in summary.text
    assert "Interviews ahead" in summary.text
    await tom.press(next(each for each in summary.buttons if each.label == "🔎 Why?"), summary.id)
    assert "Interview in the week of Dec 7. The learner has shared it." in tom.last.text
    assert "nobody can say how ready" in tom.last.text
    assert "Chance to pass" not in tom.last.text
    await tom.press(next(each for each in summary.buttons if each.label.startswith("🗓")), summary.id)
    assert any("🗓 Interview: week of Dec 7" in screen.text for screen in tom.screens)


async def test_a_class_with_nobody_in_it_has_no_chart(world: World) -> None:
    tom = await staff(world)
    await a_class(world, tom)
    before = len(world.channel.history)
    await tom.say("/summary")
    assert any("Nobody is in this class yet." in message.text for message in world.channel.history[before:])
    assert not any(message.picture for message in world.channel.history[before:])


async def test_a_look_at_the_running_week_opens_the_summary_that_was_kept_last(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    office, weeks = world.store.office, (date(2026, 11, 9), date(2026, 11, 16))
    for week in weeks:
        await office.keep_summary(room.id, week, {}, world.clock())
    await tom.say("/summary")
    assert [(each.week, each.opened_at is not None) for each in await office.summaries([room.id])] == [
        (weeks[1], True),
        (weeks[0], False),
    ]


async def test_students_come_sorted_by_who_needs_their_tutor(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    world.clock.move(days=4)
    await pupil(world, room, "bo")
    await tom.say("/students")
    assert "1. " in tom.last.text
    assert tom.last.buttons[0].label.startswith("Ana")


async def test_day_hour_and_way_of_the_summary_are_chosen(world: World) -> None:
    tom = await staff(world)
    await a_class(world, tom)
    await tom.say("/summary")
    assert tom.sees("It comes on Monday at 8:00")
    await tom.tap("Change")
    await tom.tap("Friday")
    assert "Friday at 8:00" in tom.last.text
    await tom.tap("Change")
    await tom.tap("17:00")
    await tom.tap("Change")
    await tom.tap("Not at all")
    assert "does not come any more" in tom.last.text
    viewer = await world.store.office.viewer(person=(await world.store.office.posts([1]))[0].person)
    assert viewer is not None
    assert (viewer.post.day, viewer.post.hour, viewer.post.by) == (4, 17, "")


async def test_mail_is_offered_in_chat_where_it_can_be_sent_and_nowhere_else(world: World) -> None:
    tom = await staff(world)
    await a_class(world, tom)
    [post] = await world.store.office.posts([1])

    async def offered() -> str:
        await tom.say("/summary")
        await tom.tap("Change")
        return tom.last.text + " ".join(button.label for button in tom.last.buttons)

    assert "mail" not in await offered()
    world.mails = True
    world.conversation = world.talk(world.delivery.post)
    assert "once you have given an address" in await offered()
    await world.store.office.do([d.Prefer(post.id, "Tom", "en", "t@example.org", 0, 8, "chat")], world.clock())
    assert "once you have given an address" in await offered()  # whose it is, nobody knows yet
    await confirm(world, post)
    assert "By e-mail" in await offered()
    [way] = [button for button in tom.last.buttons if button.label == "By e-mail"]
    world.mails = False
    world.conversation = world.talk(world.delivery.post)
    assert "mail" not in await offered()
    await tom.press(way, tom.last.id)  # an old button
    assert "nothing here for you" in tom.last.text
    assert (await world.store.office.posts([1]))[0].by == "chat"


async def test_a_message_is_ready_in_the_learners_language_and_goes_with_one_press(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Kreyòl")
    world.clock.move(days=4)
    await tom.say("/summary")
    summary = next(screen for screen in tom.screens if "Call first" in screen.text)
    await tom.press(next(each for each in summary.buttons if "✉️ Ana" in each.label), summary.id)
    assert "Call first" in summary.text  # it stays: there may be others to write to
    shown = tom.last.text
    assert "Mwen kontan ou nan klas nou an." in shown
    assert "It means: “Hello Ana! I am glad that you are in our class." in shown
    assert not ana.sees("Mwen kontan")
    [send] = [button for button in tom.last.buttons if button.label == "✉️ Send"]
    ready = tom.last.id
    await tom.press(send, ready)
    assert ana.sees("Tom, pwofesè ou, ekri ou:\nBonjou Ana! Mwen kontan ou nan klas nou an.")
    assert tom.sees("On its way to 1 learner")
    await tom.press(send, ready)  # a thumb that hits twice
    assert len(await world.store.office.letters([room.id])) == 1
    await tom.tap("Messages")
    assert tom.sees("1 arrived")


async def test_instead_of_the_ready_message_a_tutor_writes_their_own(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Español")
    await pupil(world, room, "bo")
    world.clock.move(days=4)
    await tom.say("/summary")
    await tom.tap("✉️ Ana")
    of_ana = tom.last
    [send] = [button for button in of_ana.buttons if button.label == "✉️ Send"]
    await tom.tap("✉️ Bo")
    assert "It means" not in tom.last.text  # both read English
    await tom.press(send, of_ana.id)  # the older of the two goes to Ana, not to Bo
    assert ana.sees("¡Hola, Ana! Me alegra")
    assert not world.person("bo").sees("Tom")
    await tom.tap("✉️ Ana")
    await tom.say("Call me on Sunday.")
    assert tom.sees("It goes to 1 learner like this")
    await tom.tap("Send")
    assert ana.sees("Call me on Sunday.")


async def test_the_ready_message_to_a_question_answers_it_and_waits_for_the_morning(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    await tom.say("/summary")
    await tom.tap("✉️ Ana")
    assert "What is a noun?" in tom.last.text
    assert "It is night for 1 of them" in tom.last.text
    await tom.tap("✉️ Send")
    assert not ana.sees("Thank you for your question.")
    [asked, answer] = await world.store.office.letters([room.id])
    assert asked.answered
    assert (answer.answers, answer.outcome) == (asked.id, "held")
    world.clock.now = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    await world.delivery.recover()
    await world.delivery.idle()
    assert ana.sees("Thank you for your question.")


async def test_the_ready_message_answers_the_question_that_the_claim_is_about(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    for question in ("What is a noun?", "What is a verb?"):
        await ana.send(Press("go", "ask"))
        await ana.say(question)
        world.clock.move(hours=1)
    await tom.say("/summary")
    summary = next(screen for screen in tom.screens if "Call first" in screen.text)
    [first] = [button for button in summary.buttons if "✉️ Ana" in button.label]

    async def open_ones() -> list[str]:
        letters = await world.store.office.letters([room.id])
        return [letter.text for letter in letters if letter.is_question and not letter.answered]

    await tom.press(first, summary.id)
    assert "What is a noun?" in tom.last.text  # the one that has waited for longest
    assert "What is a verb?" not in tom.last.text
    ready = tom.last
    [send] = [button for button in ready.buttons if button.label == "✉️ Send"]
    await tom.press(send, ready.id)
    assert await open_ones() == ["What is a verb?"]
    await tom.press(send, ready.id)  # a thumb that hits twice answers nothing else
    assert await open_ones() == ["What is a verb?"]
    await tom.press(first, summary.id)
    assert tom.last.text.startswith("🙂 This is not so any more.")
    await tom.say("/summary")
    await tom.tap("✉️ Ana")
    assert "What is a verb?" in tom.last.text
    await tom.tap("✉️ Send")  # the same words within the hour, and yet another answer
    assert await open_ones() == []
    stale = Button("x", "staff", send.choice.rpartition("-")[0] + "-999")
    await tom.press(stale, tom.last.id)
    assert tom.last.text.startswith("🙂 This is not so any more.")
    assert sum(letter.answers is not None for letter in await world.store.office.letters([room.id])) == 2


async def test_the_homework_of_a_week_opens_who_had_done_it_by_then(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    for name in ("ana", "bo", "cy"):
        await pupil(world, room, name)
    office, tutor = world.store.office, room.tutors[0]

    async def set_homework(title: str, due: date) -> None:
        work = d.Assign(room.id, None, "items", title, ("civics-2008-1", "civics-2008-2"), due, tutor)
        await office.do([work], world.clock())

    async def answers(name: str, *items: str) -> None:
        here = Incoming(f"{name}-{next(world.ids)}", Address("test", name), world.clock(), Text("x"))
        known = await world.store.load(here)
        assert known is not None
        day = local_day(here.at, "America/New_York")
        facts = [
            Attempt(item, Skill.PRODUCE, "type", Verdict.CORRECT, None, here.at, day, False, 5.0, None)
            for item in items
        ]
        await world.store.save(here, known, Changes(attempts=facts))

    await set_homework("The first two", date(2026, 11, 27))
    world.clock.move(days=1)
    await answers("ana", "civics-2008-1", "civics-2008-2")
    await answers("bo", "civics-2008-1")
    summary = await make(office, world.content.catalogue, room, date(2026, 11, 23), world.clock())
    await office.keep_summary(room.id, summary.week, summary.as_data(), world.clock())
    world.clock.move(days=7)
    await answers("cy", "civics-2008-1", "civics-2008-2")  # too late for that week
    await set_homework("Something else", date(2026, 12, 11))
    words = await world.reports.wording(room, (await office.posts([room.site.id]))[0])
    [button] = [each for row in words.buttons(summary) for each in row if each.label == "🔎 Homework"]
    await tom.press(button, "1")
    assert tom.last.text.splitlines() == [
        "• “The first two”, due Nov 27: 2 of 3 have begun, 1 finished.",
        "✅ Done: Ana",
        "▶ Started: Bo",
        "Not opened: Cy",
    ]
    assert (await office.audit([room.site.id]))[-1].action == "see evidence"
    await tom.tap("Homework")
    assert "Something else" in tom.last.text  # that of now is one press away


async def test_who_has_left_takes_no_summary_with_them(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana, bo = await pupil(world, room, "ana"), await pupil(world, room, "bo")
    for learner in (ana, bo):
        await world.store.office.do(
            [
                d.Send(
                    None,
                    Outgoing("x"),
                    Letter(room.id, await person_id(world, learner.name), None, True, "Why?", world.clock()),
                )
            ],
            world.clock(),
        )
    await tom.say("/summary")
    summary = next(screen for screen in tom.screens if "Bo asked a question" in screen.text)
    write = next(button for button in summary.buttons if button.label == "✉️ Ana")
    await world.store.office.do([d.Leave(room.id, await person_id(world, "ana"), room.tutors[0])], world.clock())
    await tom.press(write, summary.id)
    assert "Bo asked a question" in summary.text  # there is somebody else to write to
    assert "not so any more" in tom.last.text
