"""What identifies a person, or betrays a status, is never readable in the database file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.messages import Address

_GCM = b"\x01"  # what begins with this is locked with AES-GCM; a Fernet token begins with a letter
_NONCE = 12  # bytes


class WrongKey(Exception):
    """The data was locked with another DATA_KEY."""


class Vault:
    """Locks and unlocks with the installation's DATA_KEY (AES-GCM; what was locked with Fernet before can still be
    read, docs/adr/0015), and finds by keyed hash (HMAC-SHA256)."""

    def __init__(self, key: str) -> None:
        """Take the key.

        Raises:
            ValueError: it is not 32 bytes in url-safe base64.
        """
        try:
            raw = base64.urlsafe_b64decode(key)
            self._fernet = Fernet(key)
        except (ValueError, binascii.Error) as error:
            raise ValueError("DATA_KEY must be 32 bytes in url-safe base64 (44 characters)") from error
        # Not the key itself: a key has one use.
        self._gcm = AESGCM(hmac.digest(raw, b"doorway locked values", "sha256"))
        self._keyed = hmac.new(hmac.digest(raw, b"doorway keyed hash", "sha256"), digestmod=hashlib.sha256)
        self._refs: dict[str, int] = {}  # of items asked for before: as many as the content has

    def lock(self, value: Any) -> bytes:
        """A JSON value (whole numbers of 64 bits), encrypted."""
        nonce = os.urandom(_NONCE)
        return _GCM + nonce + self._gcm.encrypt(nonce, orjson.dumps(value), None)

    def unlock(self, locked: bytes) -> Any:
        """The value that `lock` was given.

        Raises:
            WrongKey: it was locked with another key, or is damaged.
        """
        try:
            if locked[:1] == _GCM:
                return orjson.loads(self._gcm.decrypt(locked[1 : 1 + _NONCE], locked[1 + _NONCE :], None))
            return orjson.loads(self._fernet.decrypt(locked))
        except (InvalidToken, InvalidTag, ValueError):  # the last: too short to be locked at all
            raise WrongKey("the data was locked with another DATA_KEY") from None

    def _hash(self, message: bytes) -> bytes:
        # A copy of the keyed state is half the work, and small messages then let no other thread in between.
        keyed = self._keyed.copy()
        keyed.update(message)
        return keyed.digest()

    def address_hash(self, address: Address) -> bytes:
        """32 bytes that find a person on a channel, and tell nothing to those without the key."""
        return self._hash(f"{address.channel}\0{address.user}".encode())

    def secret_hash(self, kind: str, secret: str) -> bytes:
        """32 bytes that find a code, a link or a session by its secret, and cannot be turned back into it."""
        return self._hash(f"{kind}\0{secret}".encode())

    def update_key(self, id: str) -> str:
        """A platform's id of an update, as it may be kept: a mere counter as it is, anything else (some
        platforms' ids hold a phone number) by its keyed hash."""
        if id.isdecimal() and len(id) <= 20:
            return id
        return self._hash(f"update\0{id}".encode())[:20].hex()

    def item_ref(self, item: str) -> int:
        """A signed 64-bit number in place of an item's id, because ids like `civics-2008-1` betray a test."""
        ref = self._refs.get(item)
        if ref is None:
            digest = self._hash(f"item\0{item}".encode())
            ref = self._refs[item] = int.from_bytes(digest[:8], "big", signed=True)
        return ref
