"""What our messages are as calls of the Bot API: tables, and every call checked by the fake's rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.writing import Call, calls, units
from bot.markup import unmarked
from bot.messages import Address, Button, Document, Outgoing, Picture
from tests.channels.contract import PNG
from tests.fakes.bot_api_rules import Uploaded, check_text, read_keyboard, read_params

ANA = Address("telegram", "7")
OFF = {"link_preview_options": {"is_disabled": True}}
ROWS = ((Button("A", "p", "1"), Button("B", "p", "2")), ())
KEYS = {"inline_keyboard": [[{"text": "A", "callback_data": "p:1"}, {"text": "B", "callback_data": "p:2"}]]}


def bold(offset: int, length: int) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("message", "method", "params"),
    [
        (Outgoing("hi"), "sendMessage", {"chat_id": 7, "text": "hi", **OFF}),
        (Outgoing("hi", ROWS), "sendMessage", {"chat_id": 7, "text": "hi", **OFF, "reply_markup": KEYS}),
        (
            Outgoing("😀 **é😀** x **y**"),
            "sendMessage",
            {"chat_id": 7, "text": "😀 é😀 x y", **OFF, "entities": [bold(3, 3), bold(9, 1)]},
        ),
        (Outgoing("** ** a"), "sendMessage", {"chat_id": 7, "text": "a", **OFF}),
        (Outgoing("** a **b"), "sendMessage", {"chat_id": 7, "text": "a b", **OFF, "entities": [bold(0, 1)]}),
        (
            Outgoing("done", replaces="31"),
            "editMessageText",
            {"chat_id": 7, "message_id": 31, "text": "done", **OFF, "reply_markup": {"inline_keyboard": []}},
        ),
        (
            Outgoing("next", ROWS, replaces="31"),
            "editMessageText",
            {"chat_id": 7, "message_id": 31, "text": "next", **OFF, "reply_markup": KEYS},
        ),
        (Outgoing("hi", replaces="browser-3"), "sendMessage", {"chat_id": 7, "text": "hi", **OFF}),
        (
            Outgoing("**You** know", ROWS, picture=Picture(PNG, "alt"), replaces="31"),
            "sendPhoto",
            {"chat_id": 7, "caption": "You know", "caption_entities": [bold(0, 3)], "reply_markup": KEYS},
        ),
        (
            Outgoing("", picture=Picture(PNG, "12 of **100")),
            "sendPhoto",
            {"chat_id": 7, "caption": "12 of *\u2060*100"},
        ),
        (Outgoing("", picture=Picture(PNG, "1: a bus, 2: a door", ("bus", "door"))), "sendPhoto", {"chat_id": 7}),
        (Outgoing("", document=Document("a.json", b"{}", "application/json")), "sendDocument", {"chat_id": 7}),
    ],
)
def test_a_message_is_one_call(message: Outgoing, method: str, params: dict[str, Any]) -> None:
    (call,) = calls(ANA, message)
    assert (call.method, call.params) == (method, params)


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["A", "B", "C", "D"], [4]),
        (["🌐 Português", "💡 Dica", "⏭ Pular"], [3]),
        (["🌐 Português do Brasil", "💡 Dica", "⏭ Pular"], [1, 2]),
        (["🔊", "👁 Ver el texto", "🌐 Español", "⏭ Saltar"], [2, 2]),
        (["📚 Tareas", "⏰ Hora para practicar"], [1, 1]),
        (["Somewhere over the rainbow there is a library"], [1]),
        (["👩‍🏫 Mi clase", "⚙️ Ajustes"], [2]),
    ],
)
def test_a_label_that_would_be_cut_gets_more_room(labels: list[str], rows: list[int]) -> None:
    row = tuple(Button(label, "p", str(i)) for i, label in enumerate(labels))
    (call,) = calls(ANA, Outgoing("hi", (row,)))
    shown = call.params["reply_markup"]["inline_keyboard"]
    assert [len(each) for each in shown] == rows
    assert [button["text"] for each in shown for button in each] == labels


def test_files_are_uploads() -> None:
    (picture,) = calls(ANA, Outgoing("x", picture=Picture(PNG, "alt")))
    (document,) = calls(ANA, Outgoing("x", document=Document("a.csv", b"1,2", "text/csv")))
    assert picture.files["photo"].content == PNG
    assert (document.files["document"].name, document.files["document"].media_type) == ("a.csv", "text/csv")


def texts(made: list[Call]) -> list[str]:
    return [str(call.params.get("text", call.params.get("caption", ""))) for call in made]


def test_a_long_text_is_cut_between_paragraphs_and_keeps_its_buttons_last() -> None:
    paragraphs = [f"**{number}.** " + "word " * 150 for number in range(12)]
    made = calls(ANA, Outgoing("\n\n".join(paragraphs), ROWS))
    assert len(made) == 3
    assert all(text[0].isdigit() for text in texts(made))
    assert [("reply_markup" in call.params) for call in made] == [False, False, True]
    assert all(
        call.params["entities"][0] == bold(0, len(text.split(".")[0]) + 1)
        for call, text in zip(made, texts(made), strict=True)
    )


def test_a_long_text_is_not_edited_into_place() -> None:
    assert [call.method for call in calls(ANA, Outgoing("x " * 3000, replaces="31"))] == ["sendMessage", "sendMessage"]


def test_a_long_caption_goes_on_below_the_picture() -> None:
    made = calls(ANA, Outgoing("word " * 400, ROWS, picture=Picture(PNG, "alt")))
    assert [call.method for call in made] == ["sendPhoto", "sendMessage"]
    assert "reply_markup" in made[1].params
    assert units(texts(made)[0]) <= 1024


def test_exactly_the_limit_is_one_message() -> None:
    assert len(calls(ANA, Outgoing("😀" * 2048))) == 1
    assert len(calls(ANA, Outgoing("😀" * 2048 + "a"))) == 2


LETTERS = st.sampled_from(["a", "é", "😀", " ", "\n", "\n\n", "**", ". ", "long" * 300, "😀" * 700, "🇭🇹"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(LETTERS, max_size=25).map("".join), st.sampled_from(["text", "edit", "picture", "document"]))
def test_whatever_we_write_telegram_takes_and_nothing_is_lost(text: str, form: str) -> None:
    message = {
        "text": Outgoing(text, ROWS),
        "edit": Outgoing(text, ROWS, replaces="9"),
        "picture": Outgoing(text, ROWS, picture=Picture(PNG, "alt")),
        "document": Outgoing(text, ROWS, document=Document("a", b"x", "text/plain")),
    }[form]
    made = calls(ANA, message)
    for call in made:
        uploads = {name: Uploaded(file.name, file.content, file.media_type) for name, file in call.files.items()}
        params = read_params(call.method, {**call.params, **uploads})
        if call.files:
            check_text(params.get("caption", ""), params.get("caption_entities", []), 1024, caption=True)
        elif unmarked(text).strip():
            check_text(params["text"], params.get("entities", []), 4096)
        read_keyboard(params.get("reply_markup"))
    said = "".join("".join(texts(made)).split())
    assert said == "".join(unmarked(text).split()) or (form == "picture" and not text and said == "alt")
