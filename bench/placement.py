"""How well placement places: 10,000 simulated learners, and what the first week's correction adds."""

from __future__ import annotations

from random import Random

from bot.lessons.course import LEVELS
from bot.lessons.placement import (
    FIRST_ITEMS,
    GUESS_TYPED,
    PRIOR,
    Asked,
    belief,
    chance_right,
    mean,
    neighbour,
    next_level,
    over,
    placed,
)

LEARNERS = 10_000
GUESS_CHOSEN = 0.25
TYPED_FROM = 2  # a1b


def _one(chance: Random, spread: float) -> tuple[int, int, int, int]:
    """True level, level placed, items asked, level after the first week."""
    true = chance.choices(range(len(LEVELS)), PRIOR)[0]
    ability = true + chance.uniform(-spread, spread)
    asked: list[Asked] = []
    while not over(asked):
        typed = len(asked) % 2 == 1 and mean(belief(asked)) >= TYPED_FROM - 0.5
        guess = GUESS_TYPED if typed else GUESS_CHOSEN
        level = next_level(asked, guess)
        asked.append(Asked(level, guess, chance.random() < chance_right(ability, level, guess)))
    at = LEVELS.index(placed(asked))
    guesses = (GUESS_CHOSEN, GUESS_TYPED if at >= TYPED_FROM else GUESS_CHOSEN)
    first = [chance.random() < chance_right(ability, at, guesses[i % 2]) for i in range(FIRST_ITEMS)]
    offered = neighbour(LEVELS[at], first)
    return true, at, len(asked), LEVELS.index(offered) if offered else at


def run(learners: int = LEARNERS) -> str:
    """The table."""
    out = [
        f"{learners:,} simulated learners in each row's pair, answering by the model of `bot/lessons/placement.py`; from a1b half the items are typed.",
        "",
        "| ability | | right level % | within one % | too high % | items (mean) | items (9 in 10) |",
        "|---|---|---|---|---|---|---|",
    ]
    for spread, name in ((0.0, "at their level"), (0.5, "up to half a level off")):
        chance = Random(7)
        rows = [_one(chance, spread) for _ in range(learners)]
        items = sorted(row[2] for row in rows)
        asked = f"{sum(items) / learners:.1f} | {items[int(0.9 * learners)]}"
        for column, what in ((1, "placement"), (3, f"after the first {FIRST_ITEMS} items of week 1")):
            exact = sum(row[column] == row[0] for row in rows)
            near = sum(abs(row[column] - row[0]) <= 1 for row in rows)
            high = sum(row[column] > row[0] for row in rows)
            shares = " | ".join(f"{100 * count / learners:.1f}" for count in (exact, near, high))
            out.append(f"| {name} | {what} | {shares} | {asked if column == 1 else ' | '} |")
    return "\n".join(out)


if __name__ == "__main__":
    print(run())
