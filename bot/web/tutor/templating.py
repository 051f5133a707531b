"""The pages' templates, and how a text with the one markup there is stands in them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup, escape

from bot.markup import runs

TEMPLATES = Path(__file__).parents[1] / "templates"


def environment() -> Environment:
    """Where the pages' templates are found, with everything escaped and `|bold`."""
    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True)
    made.filters["bold"] = _bold
    return made


def _bold(text: str) -> Markup:
    """A text with its `**bold**`, for pages; everything else in it is literal."""
    return Markup().join(
        Markup("<strong>{}</strong>").format(piece) if bold else escape(piece) for piece, bold in runs(text)
    )
