"""Who teaches a class, for learners: what they are called, and word sent to them in their own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from bot.markup import literal
from bot.messages import Button, Outgoing
from bot.phrases import Phrases
from bot.ports.deeds import Send
from bot.ports.staff import Assignment, Class, Enrolled, Letter, Post
from bot.turn import Turn

AT_ONCE = timedelta()
NIGHT_FROM, NIGHT_UNTIL = time(21), time(8)  # nobody is written to meanwhile (pedagogy, section 8)


async def of(turn: Turn, room: Class) -> list[Post]:
    """Those who teach a class now."""
    posts = await turn.tools.office.posts([room.site.id])
    return [post for post in posts if post.id in room.tutors and post.until is None]


def named(posts: Iterable[Post], room: Class) -> str:
    """What they are called together; the site while the class has no tutor."""
    return ", ".join(post.name for post in posts if post.name) or room.site.name


async def enrolled(turn: Turn, room: Class) -> Enrolled:
    """The learner whose turn it is, as the tutors of their class read of them."""
    return next(each for each in await turn.tools.office.roster([room.id]) if each.learner.id == turn.learner.id)


def tell_joined(turn: Turn, posts: Iterable[Post], room: Class, *, wait: timedelta = AT_ONCE) -> None:
    """Tell the tutors that the learner has joined: in a while if their name may come meanwhile, and then with it, once."""
    say = turn.tools.staff_phrases
    for post in posts:
        name = turn.learner.nickname or say("told.nobody", post.language)
        text = say("told.joined", post.language, name=name, room=room.name)
        turn.do(Send(post.person, Outgoing(text), not_before=turn.now + wait, key=f"joined-{room.id}"))


def tell_name(turn: Turn, posts: Iterable[Post], room: Class, joined: date) -> None:
    """Tell the tutors the name of somebody whom they know to have joined without one."""
    say = turn.tools.staff_phrases
    for post in posts:
        day = format_skeleton("MMMd", joined, locale=post.language.replace("-", "_"))
        text = say("told.named", post.language, name=turn.learner.nickname, room=room.name, day=day)
        turn.do(Send(post.person, Outgoing(text)))


async def pass_on(turn: Turn, posts: list[Post], room: Class, question: str, *, item: str | None, about: str) -> None:
    """Send the tutors a learner's question, with what was on the screen. It is one letter, however many they are."""
    first = posts[0].id if posts else None
    letter = Letter(room.id, turn.learner.id, first, True, question, turn.now, item=item)
    say, mine = turn.tools.staff_phrases, await enrolled(turn, room)
    for post in posts:
        name = mine.called(say, post.language)
        text = say("told.question", post.language, name=name, room=room.name, question=question)
        if about:
            text += "\n\n" + say("told.about", post.language) + f"\n{literal(about)}"
        answer = Button(
            say("told.answer", post.language), "staff", f"answer-{turn.learner.id}-{room.id}-{mark(turn.now)}"
        )
        turn.do(Send(post.person, Outgoing(text, ((answer,),)), letter))
    if not posts:
        turn.do(Send(None, Outgoing(question), letter))  # the class has no tutor just now: the next one finds it


def tell_handed(
    words: Phrases,
    staff_words: Phrases,
    room: Class,
    to: Post,
    by: Post,
    former: Iterable[Post],
    people: Iterable[Enrolled],
    now: datetime,
) -> Iterator[Send]:
    """A class has another tutor: they are told, those who taught it, and the learners, who chose whom they let see them."""
    if to.person is not None:
        text = staff_words("told.given", to.language, room=room.name, by=by.name)
        button = Button(staff_words("staff.classes", to.language), "staff", f"class-{room.id}")
        yield Send(to.person, Outgoing(text, ((button,),)))
    for post in former:
        if post.person is not None and post.person != by.person:
            yield Send(post.person, Outgoing(staff_words("told.taken", post.language, room=room.name, to=to.name)))
    for each in people:
        learner = each.learner
        row = (Button(words("menu.class", learner.language), "go", "class"),)
        text = words("class.new_teacher", learner.language, room=room.name, name=to.name)
        yield Send(learner.id, Outgoing(text, (row,)), not_before=not_at_night(now, learner.timezone))


def tell_ended(words: Phrases, room: Class, people: Iterable[Enrolled], now: datetime) -> Iterator[Send]:
    """A class has ended, or somebody was taken off it: whose homework and teacher are gone is told why."""
    for each in people:
        learner = each.learner
        row = (Button(words("menu.practice", learner.language), "go", "practice"),)
        text = words("class.ended", learner.language, room=room.name)
        yield Send(learner.id, Outgoing(text, (row,)), not_before=not_at_night(now, learner.timezone))


def not_at_night(now: datetime, zone: str) -> datetime | None:
    """When something may be sent that cannot be sent now, because it is night for its reader; None: now."""
    there = now.astimezone(ZoneInfo(zone))
    if NIGHT_UNTIL <= there.time() < NIGHT_FROM:
        return None
    morning = datetime.combine(there.date(), NIGHT_UNTIL, there.tzinfo)
    return morning if there.time() < NIGHT_UNTIL else morning + timedelta(days=1)


def mark(at: datetime) -> str:
    """What tells a learner's questions apart in a button, before they are kept and have a number: when each was asked."""
    return f"{int(at.timestamp()):x}"


async def hand_in(turn: Turn, posts: list[Post], room: Class, work: Assignment, text: str) -> None:
    """Give the tutors a learner's text. They are told that it is there; it is read inside only, where the look is written down."""
    letter = Letter(room.id, turn.learner.id, posts[0].id if posts else None, True, text, turn.now, work=work.id)
    say, mine = turn.tools.staff_phrases, await enrolled(turn, room)
    for post in posts:
        name = mine.called(say, post.language)
        told = say("told.text", post.language, name=name, room=room.name, title=work.title)
        read = Button(say("told.read", post.language), "staff", f"read-{room.id}-{turn.learner.id}-{work.id}")
        turn.do(Send(post.person, Outgoing(told, ((read,),)), letter))
    if not posts:
        turn.do(Send(None, Outgoing(work.title), letter))
