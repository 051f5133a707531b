"""What people, classes and sites are called, as it is kept."""

from __future__ import annotations

from unicodedata import category

_JOIN = "\u200c\u200d"  # between the letters of Persian and the parts of a picture: unseen, and part of what is seen
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that show nothing


def as_name(text: str) -> str:
    """A name on one line, "" when nothing of it can be seen. Signs that nobody sees are left out: they turn round whatever is
    written beside a name, or make two names of one."""
    seen = "".join(c for c in " ".join(text.split()) if c in _JOIN or category(c)[0] != "C")
    return seen if any(category(c)[0] not in "CZM" and c not in _BLANK for c in seen) else ""
