"""Free-text answers → verdict with a reason. The rules are written down in `docs/grading.md`."""

from bot.lessons.grading.judge import grade

__all__ = ["grade"]
