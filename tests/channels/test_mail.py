"""E-mail against a real SMTP server on this machine: what arrives, and what becomes of each refusal."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import AsyncIterator
from email.message import EmailMessage
from functools import partial
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from bot.channels.mail import MailChannel
from bot.delivery import Delivery
from bot.doctor import NO, NOTE, _mail
from bot.messages import Address, Mail, Outgoing, Picture
from bot.ports import Disconnected, Rejected, SendError, Throttled, Unreachable
from bot.ports import deeds as d
from bot.settings import Settings
from tests.channels.contract import PNG
from tests.world import World

TOM = Address("mail", "tom@example.org")
LETTER = Outgoing(
    "Call **Đức** first.",
    picture=Picture(PNG, "a chart"),
    mail=Mail("Your week: Nov 16", '<p>Call <img src="cid:picture"></p>'),
)


class Postbox:
    """A server's side: keeps what it takes, and answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.to: list[str] = []
        self.at_rcpt = ""
        self.at_data = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data
        found = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        self.to += envelope.rcpt_tos
        return "250 taken"


def login(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and given.password == b"p@ss:word/1"
    return AuthResult(success=right, handled=False)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
async def server(postbox: Postbox) -> AsyncIterator[str]:
    """A server on a free port of this machine."""
    serve = partial(SMTP, postbox, hostname="test.invalid", authenticator=login, auth_require_tls=False)
    listening = await asyncio.get_running_loop().create_server(serve, "127.0.0.1", 0)
    async with listening:
        yield f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def test_a_letter_arrives_with_its_text_its_html_and_its_picture(postbox: Postbox, server: str) -> None:
    receipt = await MailChannel(f"smtp://{server}", "Doorway <doorway@mira.example>").send(TOM, LETTER)
    [letter] = postbox.letters
    assert postbox.to == ["tom@example.org"]
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        "Doorway <doorway@mira.example>", "tom@example.org", "Your week: Nov 16",
    )  # fmt: skip
    assert (letter["Message-ID"], letter["Auto-Submitted"]) == (receipt, "auto-generated")
    assert receipt.endswith("@mira.example>")
    parts = {part.get_content_type(): part for part in letter.walk() if not part.is_multipart()}
    assert parts["text/plain"].get_content().strip() == "Call Đức first."
    assert "cid:picture" in parts["text/html"].get_content()
    assert (parts["image/png"].get_content(), parts["image/png"]["Content-ID"]) == (PNG, "<picture>")


async def test_the_same_letter_has_the_same_id_and_another_one_another(postbox: Postbox, server: str) -> None:
    channel = MailChannel(f"smtp://{server}")
    ids = [await channel.send(TOM, message) for message in (LETTER, LETTER, Outgoing("else"))]
    assert ids[0] == ids[1] != ids[2]
    assert len(postbox.letters) == 3


async def test_a_user_signs_in_with_whatever_the_password_holds(postbox: Postbox, server: str) -> None:
    channel = MailChannel(f"smtp://tom%40mira.example:p%40ss%3Aword%2F1@{server}")
    await channel.check()
    await channel.send(TOM, Outgoing("hello"))
    assert postbox.letters[0]["From"] == "tom@mira.example"


@pytest.mark.parametrize(
    ("at_rcpt", "at_data", "wanted"),
    [
        ("550 5.1.1 no such mailbox", "", Unreachable),
        ("553 5.1.3 bad address", "", Unreachable),
        ("554 5.7.1 not here", "", Rejected),
        ("450 4.2.0 come back later", "", Throttled),
        ("", "421 4.7.0 too fast", Throttled),
        ("", "451 4.7.1 greylisted", Throttled),
        ("", "454 4.3.0 trouble", Disconnected),
        ("", "554 5.7.1 looks like spam", Rejected),
        ("", "552 5.3.4 too large", Rejected),
    ],
)
async def test_each_refusal_is_one_of_four_and_names_nobody(
    postbox: Postbox, server: str, at_rcpt: str, at_data: str, wanted: type[SendError]
) -> None:
    postbox.at_rcpt, postbox.at_data = at_rcpt, at_data
    channel = MailChannel(f"smtp://{server}")
    with pytest.raises(wanted) as told:
        await channel.send(TOM, LETTER)
    assert "tom" not in str(told.value)
    postbox.at_rcpt = postbox.at_data = ""
    await channel.send(TOM, LETTER)  # and the next one passes
    assert len(postbox.letters) == 1


async def test_a_wrong_password_waits_for_somebody_to_mend_it(server: str) -> None:
    channel = MailChannel(f"smtp://tom:wrong@{server}")
    with pytest.raises(Disconnected, match="SMTP_URL"):
        await channel.check()
    with pytest.raises(Disconnected):
        await channel.send(TOM, LETTER)


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(Disconnected):
        await MailChannel(f"smtp://127.0.0.1:{port}").send(TOM, LETTER)


async def test_a_letter_goes_through_the_outbox_and_is_forgotten_once_it_is_sent(
    world: World, postbox: Postbox, server: str
) -> None:
    channel = MailChannel(f"smtp://{server}")
    delivery = Delivery(world.store, {"mail": channel})
    [dispatch] = await world.store.office.do([d.Send(None, LETTER, address=TOM)], world.clock())
    delivery.announce(dispatch)
    await delivery.idle()
    assert [letter["Subject"] for letter in postbox.letters] == ["Your week: Nov 16"]
    world.clock.move(hours=1)
    assert await world.store.unsent(all_processes=True) == []


def test_the_doctor_says_whether_there_is_a_server_that_answers() -> None:
    said = [list(_mail(Settings(smtp_url=url))) for url in (None, "smtp://127.0.0.1:9")]
    assert [[mark for mark, _ in lines] for lines in said] == [[NOTE], [NO]]
