"""The poster of a class: everything that is needed to come in stands on it, and inside the page."""

from __future__ import annotations

import re

import pytest

from bot.reports.poster import HEIGHT, WIDTH, poster_svg
from tests.world import World

CODE = "K7M4-Q2XP"


@pytest.mark.parametrize("base", ["https://t.me/DoorwayBot", "https://practice.lynn-public-library.example.org/chat"])
async def test_who_has_no_camera_reads_where_to_write_the_code(world: World, base: str) -> None:
    phrases = world.content.phrases
    words = [(phrases("language.name", each), phrases("poster.text", each)) for each in phrases.languages][:4]
    svg = poster_svg(f"{base}?start={CODE}", CODE, words)
    texts = re.findall(r'y="(\d+)" font-family="Andika" font-size="(\d+)"[^>]*>([^<]+)<', svg)
    [(_, size, address)] = [text for text in texts if "?start=" in text[2]]
    assert address == f"{base.removeprefix('https://')}?start={CODE}"
    assert len(address) * int(size) * 0.6 < WIDTH - 100
    assert CODE in [text for _, _, text in texts]
    assert all(int(y) < HEIGHT - 40 for y, _, _ in texts)
