"""Numbers that must never be kept: what people type although nobody asked (framework, section 6)."""

from __future__ import annotations

import re

_GAP = r"[\s.\-\u2010-\u2015]"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # alien registration number, its name written out or not
        rf"\b(?:A|alien)[\s#:.-]{{0,4}}(?:(?:number|no|num)\b[\s#:.]{{0,4}}(?:is\s)?\s?)?(?:\d{_GAP}?){{7,9}}\b",
        # social security, or an alien number's nine digits, in groups or without; round millions are neither
        rf"(?<!\d)(?:\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{3}}{_GAP}(?!000)\d{{3}}|\d{{9}})(?!\d)",
        rf"\b[A-Z]{{3}}{_GAP}?(?:\d{_GAP}?){{9}}\d\b",  # USCIS receipt
        r"\b[A-Z]{1,2}\d{8,9}\b",  # passport, driver's license
        r"(?<![\d.])(?:\+?1[-.\s]?)?(?:\(\d{3}\)\s?|\d{3}[-.\s]?)\d{3}[-.\s]?\d{4}(?!\d)",  # phone
        r"\+\d(?:[\s().-]{0,2}\d){7,14}(?!\d)",  # phone of another country
    )
)
_DIGIT = re.compile(r"\d")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")


def holds_secret(text: str) -> bool:
    """Whether a text holds an A-number, a social security, receipt, phone or payment card number."""
    text = text[:4096]
    if _DIGIT.search(text) is None:
        return False
    if any(pattern.search(text) for pattern in _PATTERNS):
        return True
    return any(_luhn([int(c) for c in match[0] if c.isdigit()]) for match in _CARD.finditer(text))


def _luhn(digits: list[int]) -> bool:
    doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
