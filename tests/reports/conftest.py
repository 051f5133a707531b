from __future__ import annotations

import pytest

from bot.lessons.live import LiveContent
from tests.reports.facts import Paper


@pytest.fixture
def paper(content: LiveContent) -> Paper:
    return Paper(content.catalogue)
