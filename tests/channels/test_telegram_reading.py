"""What raw updates of the Bot API say: tables, and odd input."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.reading import KINDS, query_id, read
from bot.messages import Address, Command, Incoming, Left, Other, Press, Returned, Text, Voice

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "pt-br"}
CHAT = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Class"}


def message(chat: dict[str, Any] = CHAT, sender: dict[str, Any] = ANA, **content: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, **content}}


def press(**fields: Any) -> dict[str, Any]:
    query = {"id": "q1", "from": ANA, "chat_instance": "1", "data": "7f:2", "message": {"message_id": 31, "chat": CHAT}}
    return {"update_id": 5, "callback_query": query | fields}


def member(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return {
        "update_id": 5,
        "my_chat_member": {"chat": chat, "from": ANA, "date": 1, "new_chat_member": {"status": status}},
    }


def replied(**to: Any) -> Any:
    found = read(message(text="hi", reply_to_message=to), AT)
    assert found is not None
    return found.input


def test_a_reply_says_to_what() -> None:
    assert replied(message_id=31, chat=CHAT, text="?") == Text("hi", "31")
    assert replied(message_id=31, chat=CHAT, date=0) == Text("hi", "31")  # too old to be seen, and still named
    assert replied(message_id="31") == Text("hi")
    assert replied() == Text("hi")


def test_the_whole_of_an_incoming() -> None:
    assert read(message(text="hi"), AT) == Incoming("5", Address("telegram", "7"), AT, Text("hi"), "pt-br")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Abraham Lincoln", Text("Abraham Lincoln")),
        ("/start", Command("start")),
        ("/Start@DoorwayBot", Command("start")),
        ("/start@DoorwayBot  a-B_9 ", Command("start", "a-B_9")),
        ("/newclass Room 4\nTuesday", Command("newclass", "Room 4\nTuesday")),
        ("/ayúda", Command("ayúda")),
        ("/", Text("/")),
        ("/ start", Text("/ start")),
        ("/@bot", Text("/@bot")),
        ("//", Text("//")),
        ("1/2", Text("1/2")),
        ("not /start", Text("not /start")),
        ("a\x00b\x1b[31m\tc\r\nd", Text("ab[31m\tc\nd")),
        ("broken \ud83d half", Text("broken  half")),
        ("\u202eevil", Text("evil")),
        ("👩‍👩‍👧 l’État", Text("👩‍👩‍👧 l’État")),
        ("", Text("")),
        ("\x00", Text("")),
    ],
)
def test_what_is_typed(text: str, said: object) -> None:
    incoming = read(message(text=text), AT)
    assert incoming is not None
    assert incoming.input == said


@pytest.mark.parametrize("kind", KINDS)
def test_other_things_are_only_named(kind: str) -> None:
    incoming = read(message(**{kind: {"file_id": "x"}}, caption="A123456789"), AT)
    assert incoming is not None
    assert incoming.input == Other(kind)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"voice": {"file_id": "v", "duration": 4}}, Voice("v", 4.0)),
        ({"audio": {"file_id": "a", "duration": 61, "title": "song"}}, Voice("a", 61.0)),
        ({"voice": {"duration": 4}}, Other("voice")),
        ({"voice": {"file_id": "v", "duration": float("nan")}}, Other("voice")),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, Other("animation")),
        ({"venue": {"title": "USCIS"}, "location": {"latitude": 1}}, Other("venue")),
        ({"hologram": {"file_id": "h"}}, Other("unknown")),
        ({}, Other("unknown")),
    ],
)
def test_sounds_and_things(content: dict[str, Any], said: object) -> None:
    incoming = read(message(**content), AT)
    assert incoming is not None
    assert incoming.input == said


@pytest.mark.parametrize(
    ("update", "said"),
    [
        (press(), Press("7f", "2", "31")),
        (press(data="7f:a:b"), Press("7f", "a:b", "31")),
        (press(data="nonsense"), Press("nonsense", "", "31")),
        (press(message={"message_id": 31, "date": 0, "chat": CHAT}), Press("7f", "2", "31")),
        (press(message=None), Press("7f", "2", None)),
        ({"update_id": 5, "edited_message": message(text="hi")["message"]}, Other("edited")),
        (member("kicked"), Left()),
        (member("member"), Returned()),
    ],
)
def test_presses_and_comings_and_goings(update: dict[str, Any], said: object) -> None:
    incoming = read(update, AT)
    assert incoming is not None
    assert incoming.input == said
    assert incoming.address == Address("telegram", "7")


@pytest.mark.parametrize(
    "update",
    [
        message(chat=GROUP, text="hi"),
        message(sender=ANA | {"is_bot": True}, text="hi"),
        message(pinned_message={"message_id": 3}),
        {"update_id": 5, "edited_message": message(location={"latitude": 1.0, "longitude": 1.0})["message"]},
        {"update_id": 5, "edited_message": message(chat=GROUP, text="hi")["message"]},
        {"update_id": 5, "channel_post": message(text="hi")["message"]},
        {"update_id": 5, "poll": {"id": "1"}},
        press(message={"message_id": 31, "chat": GROUP}),
        press(message=None, inline_message_id="x"),
        press(data=None, game_short_name="chess"),
        member("kicked", GROUP),
        member("administrator"),
        {"update_id": 5},
        {"message": message(text="hi")["message"]},
        {},
    ],
)
def test_what_is_nothing_for_us(update: dict[str, Any]) -> None:
    assert read(update, AT) is None


def test_only_a_press_is_to_be_acknowledged() -> None:
    assert query_id(press()) == "q1"
    assert query_id(press(message={"message_id": 31, "chat": GROUP})) == "q1"
    assert query_id(press(id=4)) is None
    assert query_id(message(text="hi")) is None


@pytest.mark.parametrize("language", [None, "", "e", "en_US; DROP TABLE", 4, {"en": 1}])
def test_an_odd_language_is_none(language: object) -> None:
    incoming = read(message(sender=ANA | {"language_code": language}, text="hi"), AT)
    assert incoming is not None
    assert incoming.language is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
WELL_FORMED = [message(text="/a b"), message(voice={"file_id": "v", "duration": 1}), press(), member("kicked")]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A good update with one part, anywhere in it, replaced by something odd."""
    update: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(WELL_FORMED))))
    node: Any = update
    while True:
        key = draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or not node[key] or draw(st.booleans()):
            node[key] = draw(JSON)
            return update
        node = node[key]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "my_chat_member"]), JSON) | spoilt())
def test_reading_never_raises(update: dict[str, Any]) -> None:
    incoming = read(update, AT)
    query_id(update)
    if incoming is not None:
        incoming.address.user.encode()
        if isinstance(incoming.input, Text | Command):
            str(incoming.input).encode()
