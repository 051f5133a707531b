"""Whom we trust to be Telegram: who has a certificate of an authority that the machine trusts, and nobody else."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.telegram.wire import Wire, WireError

ANSWER = b'{"ok":true,"result":true}'


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """An authority's certificate, and a server's of `name` with its key behind it, as files."""
    now = datetime.now(UTC)
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority")])

    def certificate(subject: x509.Name, owner: ec.EllipticCurvePrivateKey, *, ca: bool) -> x509.Certificate:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(authority).public_key(owner.public_key())
        made = made.serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        if not ca:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        return made.sign(authority_key, hashes.SHA256())

    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    trusted, server = folder / "authority.pem", folder / "server.pem"
    trusted.write_bytes(certificate(authority, authority_key, ca=True).public_bytes(pem))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    own = certificate(subject, key, ca=False).public_bytes(pem)
    server.write_bytes(key.private_bytes(pem, private, serialization.NoEncryption()) + own)
    return trusted, server


@asynccontextmanager
async def listening(server: Path) -> AsyncIterator[str]:
    """Somebody who answers every call by https."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"{}")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(ANSWER), ANSWER))
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as listener:
        yield f"https://localhost:{listener.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("name", "known", "trusted"),
    [("localhost", True, True), ("localhost", False, False), ("somebody.else", True, False)],
)
async def test_only_a_trusted_certificate_of_that_name_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, known: bool, trusted: bool
) -> None:
    authority, server = certified(tmp_path, name)
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    async with listening(server) as base:
        wire = Wire(base)
        try:
            if trusted:
                assert await wire.post(f"{base}/bot1:a/getMe", {}, {}, 5.0) == (200, ANSWER)
            else:
                with pytest.raises(WireError, match="certificate"):
                    await wire.post(f"{base}/bot1:a/getMe", {}, {}, 5.0)
        finally:
            await wire.close()
