"""What is locked is read again with its key only, whatever it was locked with."""

from __future__ import annotations

import json

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import Vault, WrongKey

KEY = Fernet.generate_key().decode()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_is_locked_is_read_again(value: object) -> None:
    vault = Vault(KEY)
    locked = vault.lock(value)
    assert vault.unlock(locked) == value
    assert vault.lock(value) != locked  # two that are the same do not look the same


def test_what_was_locked_with_fernet_is_read() -> None:
    assert Vault(KEY).unlock(Fernet(KEY).encrypt(json.dumps(["Ana"]).encode())) == ["Ana"]


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t[:5], lambda t: b"", lambda t: t[:-1] + bytes([t[-1] ^ 1])]
)
def test_what_is_damaged_is_not(change: object) -> None:
    assert callable(change)
    with pytest.raises(WrongKey):
        Vault(KEY).unlock(change(Vault(KEY).lock("Ana")))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKey):
        Vault(Fernet.generate_key().decode()).unlock(Vault(KEY).lock("Ana"))
    with pytest.raises(WrongKey):
        Vault(Fernet.generate_key().decode()).unlock(Fernet(KEY).encrypt(b'"Ana"'))
