"""E-mail: weekly summaries to tutors who asked for them, and links to sign in, over SMTP. Nobody writes to it."""

from __future__ import annotations

import asyncio
import hashlib
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

from bot.markup import unmarked
from bot.messages import MAIL, Address, Outgoing
from bot.ports import Disconnected, Rejected, SendError, Throttled, Unreachable

TIMEOUT = 30.0  # seconds
AT_ONCE = 4  # letters on their way: servers mind many connections
WAIT = 60.0  # seconds, when a server says that we are too fast
NO_SUCH_MAILBOX = (550, 551, 553)
TOO_FAST = (421, 450, 451, 452)
LOCAL = ("localhost", "127.0.0.1", "::1")


class MailChannel:
    """Sends through one server: `smtp://user:password@host:port`, or `smtps://` for TLS from the start.

    Over `smtp://`, TLS is begun where the server offers it; a password never goes over an open line to another machine.
    """

    name = MAIL

    def __init__(self, url: str, sender: str | None = None) -> None:
        """`sender`: the From address; by default the user, or doorway at the server."""
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._tls else 587 if parts.username else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        user = self._user if "@" in self._user else ""
        self._sender = sender or user or f"doorway@{self._host}"
        self._room = asyncio.Semaphore(AT_ONCE)

    async def send(self, to: Address, message: Outgoing) -> str | None:
        letter = self.letter(to, message)
        async with self._room:
            try:
                await asyncio.to_thread(self._deliver, letter)
            except (OSError, smtplib.SMTPException) as error:
                raise _told(error) from None
        return str(letter["Message-ID"])

    def letter(self, to: Address, message: Outgoing) -> EmailMessage:
        """The message as MIME: text, the same as HTML if there is, and its picture inside. The same message to the same person
        has the same Message-ID, so that one that is sent twice is shown once."""
        letter = EmailMessage()
        letter["From"], letter["To"] = self._sender, to.user
        letter["Subject"] = message.mail.subject if message.mail else "Doorway"
        letter["Date"] = formatdate(usegmt=True)
        letter["Auto-Submitted"] = "auto-generated"
        digest = hashlib.sha256(f"{to.user}\0{letter['Subject']}\0{message.text}".encode()).hexdigest()[:40]
        letter["Message-ID"] = f"<{digest}@{parseaddr(self._sender)[1].rpartition('@')[2]}>"
        letter.set_content(unmarked(message.text))
        if message.mail is None:
            return letter
        letter.add_alternative(message.mail.html, subtype="html")
        if message.picture is not None:
            html = letter.get_body(("html",))
            assert isinstance(html, EmailMessage)
            png = message.picture.png
            html.add_related(png, "image", "png", cid="<picture>", disposition="inline", filename="weeks.png")
        return letter

    async def check(self) -> None:
        """Greet the server and sign in, and send nothing.

        Raises:
            SendError: it does not answer, or refuses us.
        """

        def greet() -> None:
            self._open().quit()

        try:
            await asyncio.to_thread(greet)
        except (OSError, smtplib.SMTPException) as error:
            raise _told(error) from None

    def _open(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        server: smtplib.SMTP
        if self._tls:
            server = smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=secure)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        try:
            server.ehlo()
            offered = self._tls
            if not self._tls and server.has_extn("starttls") and self._host not in LOCAL:
                server.starttls(context=secure)
                server.ehlo()
                offered = True
            if self._user:
                if not offered and self._host not in LOCAL:
                    raise smtplib.SMTPNotSupportedError("the server offers no encryption, and a password is to be sent")
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _deliver(self, letter: EmailMessage) -> None:
        server = self._open()
        try:
            server.send_message(letter)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


def _told(error: OSError | smtplib.SMTPException) -> SendError:
    """A server's trouble as one of the four kinds. Its own words may hold an address: only its code is told."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return Disconnected("SMTP_URL: the server refuses the user or the password")  # until somebody mends it
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code = next(iter(refused.values()), (0, b""))[0]
            return Unreachable(f"SMTP {code}") if code in NO_SUCH_MAILBOX else _by_code(code)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Disconnected(f"SMTP {error.smtp_code}")
        case smtplib.SMTPResponseException(smtp_code=code):
            return _by_code(code)
        case smtplib.SMTPNotSupportedError():
            return Rejected("SMTP: the server lacks what the letter needs, or encryption for the password")
        case _:
            return Disconnected(f"SMTP: {type(error).__name__}")


def _by_code(code: int) -> SendError:
    if code in TOO_FAST:
        return Throttled(WAIT)
    return Rejected(f"SMTP {code}") if 500 <= code < 600 else Disconnected(f"SMTP {code}")
