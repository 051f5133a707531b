"""Numbers that must never be kept: what people type although nobody asked (framework, section 6)."""

from __future__ import annotations

import re

_PATTERNS = (
    re.compile(r"\bA[-\s#]*(?:\d[-\s]?){7,9}\b", re.IGNORECASE),  # alien registration number
    re.compile(r"\b\d{3}[-\s]\d{2}[-\s]\d{4}\b|(?<!\d)\d{9}(?!\d)"),  # social security, with or without dashes
    re.compile(r"\b[A-Z]{3}[-\s]?\d{10}\b", re.IGNORECASE),  # USCIS receipt
    re.compile(r"(?<![\d.])(?:\+?1[-.\s]?)?(?:\(\d{3}\)\s?|\d{3}[-.\s]?)\d{3}[-.\s]?\d{4}(?!\d)"),  # phone
)
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")


def holds_secret(text: str) -> bool:
    """Whether a text holds an A-number, a social security, receipt, phone or payment card number."""
    text = text[:4096]
    if any(pattern.search(text) for pattern in _PATTERNS):
        return True
    return any(_luhn([int(c) for c in match[0] if c.isdigit()]) for match in _CARD.finditer(text))


def _luhn(digits: list[int]) -> bool:
    doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
