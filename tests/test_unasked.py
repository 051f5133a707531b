"""What nobody waits for: it keeps the platform's pace, delays no answer, and is sent once, whoever dies meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from functools import wraps
from typing import Any

from bot.delivery import IN_HAND, Delivery
from bot.messages import Address, Outgoing
from bot.ports import Dispatch, SendError, Throttled
from tests.skipping import in_no_time

LATENCY = 0.08  # of one call
MOST = 30


def at_once(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    @wraps(test)
    def run() -> None:
        in_no_time(test())

    return run


class Platform:
    """A channel that takes thirty messages a second, and notes when each came to whom."""

    name = "test"
    pace = float(MOST)

    def __init__(self) -> None:
        self.came: list[tuple[float, str, str]] = []
        self.troubles: dict[str, list[SendError]] = {}

    def size(self, to: Address, message: Outgoing) -> int:
        return 1 + len(message.text) // 100

    async def send(self, to: Address, message: Outgoing) -> str | None:
        await asyncio.sleep(LATENCY / 2)
        if self.troubles.get(to.user):
            raise self.troubles[to.user].pop(0)
        now = asyncio.get_running_loop().time()
        self.came += [(now, to.user, message.text)] * self.size(to, message)
        await asyncio.sleep(LATENCY / 2)
        return "1"

    def at(self, text: str) -> float:
        return next(at for at, _, said in self.came if said == text)

    def most(self) -> int:
        times = sorted(at for at, _, _ in self.came)
        return max(sum(begin <= at < begin + 1 for at in times) for begin in times)


class Shelf:
    """What a store keeps of messages, for several processes: who has claimed what until when."""

    def __init__(self) -> None:
        self.rows: dict[int, Dispatch] = {}
        self.leases: dict[int, float] = {}
        self.answers: set[int] = set()
        self.sent_to: list[str] = []
        self.held = 0  # the most that were given out and not marked sent
        self.one: Process | None = None

    def add(self, user: str, *texts: str, channel: str = "test") -> Dispatch:
        id = len(self.leases) + 1
        self.rows[id] = Dispatch(id, Address(channel, user), 1, tuple(map(Outgoing, texts)))
        self.leases[id] = 0.0
        return self.rows[id]


class Process:
    """One process's view of the shelf: the part of the store that delivery needs."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.mine: set[int] = set()

    async def unsent(
        self, *, all_processes: bool, channel: str | None = None, most: int | None = None, answers: bool = False
    ) -> list[Dispatch]:
        await asyncio.sleep(0.002)
        now, shelf = asyncio.get_running_loop().time(), self.shelf
        free = [
            row
            for id, row in sorted(shelf.rows.items())
            if row.address.channel == channel and (all_processes or shelf.leases[id] <= now)
            if not answers or id in shelf.answers
        ][:most]
        await self.keep([row.id for row in free])
        self.mine |= {row.id for row in free}
        shelf.held = max(shelf.held, len(self.mine))
        return free

    async def keep(self, ids: Sequence[int]) -> None:
        now = asyncio.get_running_loop().time()
        self.shelf.leases.update(dict.fromkeys(ids, now + 30.0))

    async def abandon(self, here: Collection[str]) -> int:
        return 0

    async def alone(self) -> bool:
        self.shelf.one = self.shelf.one or self
        return self.shelf.one is self

    async def unreachable(self, address: Address) -> None:
        raise AssertionError

    async def sent(self, dispatch: Dispatch, done: int, *_: object, receipt: str | None = None) -> None:
        assert self.shelf.rows.pop(dispatch.id, None) is not None, "sent twice"
        self.mine.discard(dispatch.id)
        self.shelf.sent_to.append(dispatch.address.user)

    def delivery(self, *channels: Any, alone: bool = True) -> Delivery:
        return Delivery(self, {each.name: each for each in channels}, alone=alone)  # type: ignore[arg-type]


def remind(shelf: Shelf, delivery: Delivery, people: int) -> None:
    for number in range(people):
        delivery.announce(shelf.add(f"p{number}", "come"))


def answer(shelf: Shelf, delivery: Delivery, user: str, *texts: str) -> None:
    dispatch = shelf.add(user, *texts)
    shelf.answers.add(dispatch.id)
    shelf.leases[dispatch.id] = asyncio.get_running_loop().time() + 30.0
    delivery.post(dispatch)


@at_once
async def test_thousands_go_at_the_platforms_pace_in_order_and_few_are_held() -> None:
    shelf, platform = Shelf(), Platform()
    delivery = Process(shelf).delivery(platform)
    remind(shelf, delivery, 3000)
    await delivery.idle()
    assert shelf.sent_to == [f"p{number}" for number in range(3000)]
    assert platform.most() <= MOST
    assert 2999 / (platform.came[-1][0] - platform.came[0][0]) >= 0.95 * MOST
    assert shelf.held <= IN_HAND


@at_once
async def test_who_is_writing_meanwhile_waits_for_nothing() -> None:
    shelf, platform, loop = Shelf(), Platform(), asyncio.get_running_loop()
    delivery = Process(shelf).delivery(platform)
    answer(shelf, delivery, "ana", "before")
    remind(shelf, delivery, 300)
    for number in range(5):
        await asyncio.sleep(1.234)
        asked = loop.time()
        answer(shelf, delivery, "ana", f"right {number}", f"next {number}")
        while not any(said == f"next {number}" for _, _, said in platform.came):
            await asyncio.sleep(0.001)
        assert platform.at(f"right {number}") - asked < 0.01 + LATENCY
        assert platform.at(f"next {number}") - asked < 0.04 + 2 * LATENCY
    await delivery.idle()
    assert platform.most() <= MOST
    assert len(shelf.sent_to) == 306


@at_once
async def test_a_refusal_holds_back_what_nobody_waits_for_and_this_chat_and_nobody_else() -> None:
    shelf, platform, loop = Shelf(), Platform(), asyncio.get_running_loop()
    delivery = Process(shelf).delivery(platform)
    platform.troubles["p10"] = [Throttled(40.0)]
    remind(shelf, delivery, 100)
    await asyncio.sleep(3.0)
    answer(shelf, delivery, "ana", "right")
    answer(shelf, delivery, "p10", "patience")
    await asyncio.sleep(1.0)
    assert platform.at("right") < 3.1
    reminded = len(platform.came) - 1
    assert reminded < 20
    sweep = loop.create_task(delivery.sweep())
    while shelf.rows:
        await asyncio.sleep(1.0)
    sweep.cancel()
    assert platform.at("patience") > 40.0
    assert [at for at, _, said in platform.came if said == "come"][reminded] > 40.0
    assert sorted(shelf.sent_to) == sorted([f"p{number}" for number in range(100)] + ["ana", "p10"])
    assert platform.most() <= MOST


@at_once
async def test_a_refused_answer_makes_only_its_own_chat_wait() -> None:
    shelf, platform = Shelf(), Platform()
    delivery = Process(shelf).delivery(platform)
    platform.troubles["ana"] = [Throttled(5.0)]
    answer(shelf, delivery, "ana", "slowly")
    await asyncio.sleep(0.5)
    answer(shelf, delivery, "ben", "at once")
    await delivery.idle()
    assert platform.at("at once") < 0.6
    assert platform.at("slowly") > 5.0


@at_once
async def test_nothing_comes_between_the_messages_of_an_answer() -> None:
    shelf, platform = Shelf(), Platform()
    delivery = Process(shelf).delivery(platform)
    answer(shelf, delivery, "p0", "one", "two", "three")
    remind(shelf, delivery, 2)
    await delivery.idle()
    assert [said for _, user, said in platform.came if user == "p0"] == ["one", "two", "three", "come"]
    assert platform.came[1][1] == "p1"


@at_once
async def test_what_comes_to_one_person_comes_in_order() -> None:
    shelf, platform = Shelf(), Platform()
    delivery = Process(shelf).delivery(platform)
    for number in range(5):
        delivery.announce(shelf.add("tom", f"summary {number}", "its chart"))
    await delivery.idle()
    assert [said for _, _, said in platform.came][::2] == [f"summary {number}" for number in range(5)]


@at_once
async def test_a_process_that_dies_in_the_middle_leaves_the_rest_to_the_next() -> None:
    shelf, platform = Shelf(), Platform()
    first = Process(shelf).delivery(platform)
    remind(shelf, first, 200)
    await asyncio.sleep(2.0)
    began = asyncio.get_running_loop().time()
    await first.close()
    assert asyncio.get_running_loop().time() - began < 0.5  # nobody waits for those in line
    assert 40 < len(shelf.sent_to) < 100
    next_one = Process(shelf)
    shelf.one = next_one
    second = next_one.delivery(platform)
    await second.recover()
    sweep = asyncio.get_running_loop().create_task(second.sweep())
    while shelf.rows:
        await asyncio.sleep(1.0)
    sweep.cancel()
    assert sorted(shelf.sent_to) == sorted(f"p{number}" for number in range(200))
    assert sorted(user for _, user, _ in platform.came) == sorted(shelf.sent_to)


@at_once
async def test_an_answer_that_a_dead_process_left_comes_first() -> None:
    for alone in (True, False):
        shelf, platform = Shelf(), Platform()
        remind(shelf, Process(shelf).delivery(), 300)
        shelf.answers.add(shelf.add("ana", "right").id)
        shelf.leases[301] = 1.0
        delivery = Process(shelf).delivery(platform, alone=alone)
        await delivery.recover()
        sweep = asyncio.get_running_loop().create_task(delivery.sweep())
        while shelf.rows:
            await asyncio.sleep(1.0)
        sweep.cancel()
        assert platform.at("right") - platform.came[0][0] < (0.1 if alone else 12.0) + 3.0


@at_once
async def test_however_many_answers_a_dead_process_left_none_waits_for_its_claim() -> None:
    shelf, platform, loop = Shelf(), Platform(), asyncio.get_running_loop()
    for number in range(3 * IN_HAND):
        shelf.answers.add(shelf.add(f"p{number}", "right").id)
        shelf.leases[number + 1] = loop.time() + 30.0  # of the dead process
    delivery = Process(shelf).delivery(platform)
    await delivery.recover()
    await delivery.idle()
    assert not shelf.rows
    assert platform.most() <= MOST


@at_once
async def test_two_processes_keep_one_pace_and_send_nothing_twice() -> None:
    shelf, platform, loop = Shelf(), Platform(), asyncio.get_running_loop()
    both = [Process(shelf).delivery(platform, alone=False) for _ in range(2)]
    for delivery in both:
        await delivery.recover()
    sweeps = [loop.create_task(delivery.sweep()) for delivery in both]
    remind(shelf, both[0], 100)
    remind(shelf, both[1], 100)
    answer(shelf, both[1], "ana", "right")
    while shelf.rows:
        await asyncio.sleep(1.0)
    for sweep in sweeps:
        sweep.cancel()
    assert len(platform.came) == 201
    assert platform.at("right") < 0.1
    assert platform.most() <= MOST + 1  # the other one's answer is not known to the one that keeps the pace


@at_once
async def test_what_is_in_hand_for_long_stays_claimed() -> None:
    """Another process would send it, too."""
    shelf, platform, loop = Shelf(), Platform(), asyncio.get_running_loop()
    delivery = Process(shelf).delivery(platform, alone=False)
    platform.troubles["p0"] = [Throttled(300.0)]
    remind(shelf, delivery, 3)
    sweep = loop.create_task(delivery.sweep())
    while loop.time() < 299.0:
        await asyncio.sleep(5.0)
        assert all(shelf.leases[id] > loop.time() for id in shelf.rows)
    await asyncio.sleep(5.0)
    sweep.cancel()
    assert not shelf.rows


@at_once
async def test_another_channel_does_not_wait_behind_a_paced_one() -> None:
    shelf, platform, letters = Shelf(), Platform(), Platform()
    letters.name = "mail"
    delivery = Process(shelf).delivery(platform, letters)
    remind(shelf, delivery, 300)
    delivery.announce(shelf.add("tom", "the week", channel="mail"))
    await delivery.idle()
    assert letters.at("the week") < 0.2
