"""What was committed gets sent; each kind of trouble has its one policy."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

import pytest

from bot import delivery as module
from bot.messages import Address, Outgoing, Picture
from bot.ports import Disconnected, Dispatch, Rejected, SendError, Throttled, Unreachable
from tests.world import Memory


class Ledger:
    """The part of the store that delivery needs, kept in memory."""

    def __init__(self) -> None:
        self.done: list[tuple[int, int, str | None]] = []
        self.gone: list[Address] = []
        self.waiting: list[Dispatch] = []
        self.fetched: list[int] = []
        self.kept: list[list[int]] = []
        self.first = True  # of the processes

    async def sent(
        self, dispatch: Dispatch, done: int, anchor: str | None, outcome: str = "sent", *, receipt: str | None = None
    ) -> None:
        self.done.append((dispatch.id, done, anchor))

    async def unsent(
        self, *, all_processes: bool, channel: str | None = None, most: int | None = None, answers: bool = False
    ) -> list[Dispatch]:
        mine = [each for each in self.waiting if each.address.channel == channel and not answers][:most]
        self.waiting = [each for each in self.waiting if each not in mine]
        self.fetched.append(len(mine))
        return mine

    async def keep(self, ids: Sequence[int]) -> None:
        self.kept.append(sorted(ids))

    async def abandon(self, here: Collection[str]) -> int:
        return 0

    async def alone(self) -> bool:
        return self.first

    async def unreachable(self, address: Address) -> None:
        self.gone.append(address)


ANA = Address("test", "ana")


def dispatch(*texts: str, id: int = 1, to: Address = ANA) -> Dispatch:
    return Dispatch(id, to, 1, tuple(Outgoing(text, anchor=True) for text in texts))


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long delivery slept, without sleeping."""
    taken: list[float] = []
    real = asyncio.sleep

    async def nap(seconds: float) -> None:
        taken.append(seconds)
        await real(0)

    monkeypatch.setattr(module.asyncio, "sleep", nap)
    return taken


async def send(*troubles: SendError) -> tuple[Memory, Ledger]:
    channel, ledger = Memory(troubles=list(troubles)), Ledger()
    delivery = module.Delivery(ledger, {"test": channel})  # type: ignore[arg-type]
    delivery.post(dispatch("one", "two"))
    await delivery.idle()
    return channel, ledger


async def test_replies_arrive_in_order_and_are_marked() -> None:
    channel, ledger = await send()
    assert [screen.text for screen in channel.screens["ana"]] == ["one", "two"]
    assert ledger.done == [(1, 2, "2")]


async def test_throttled_waits_what_it_is_told() -> None:
    channel, ledger = await send(Throttled(0.02))
    assert [screen.text for screen in channel.screens["ana"]] == ["one", "two"]
    assert ledger.done == [(1, 2, "2")]


async def test_disconnected_backs_off_and_tries_again(naps: list[float]) -> None:
    channel, _ = await send(Disconnected("x"), Disconnected("x"), Disconnected("x"))
    assert len(channel.screens["ana"]) == 2
    assert naps[:3] == list(module.BACKOFF[:3])


async def test_rejected_is_dropped_and_the_rest_goes_on() -> None:
    channel, ledger = await send(Rejected("x"))
    assert [screen.text for screen in channel.screens["ana"]] == ["two"]
    assert ledger.done == [(1, 2, "1")]


async def test_unreachable_marks_the_person_and_stops() -> None:
    channel, ledger = await send(Unreachable("x"))
    assert channel.screens.get("ana", []) == []
    assert ledger.gone == [ANA]
    assert ledger.done == [(1, 2, None)]


async def test_one_slow_person_does_not_hold_up_another() -> None:
    release, channel, ledger = asyncio.Event(), Memory(), Ledger()
    real = channel.send

    async def slow(to: Address, message: Outgoing) -> str | None:
        if to.user == "ana":
            await release.wait()
        return await real(to, message)

    channel.send = slow  # type: ignore[method-assign]
    delivery = module.Delivery(ledger, {"test": channel})  # type: ignore[arg-type]
    ben = Address("test", "ben")
    delivery.post(dispatch("one"))
    delivery.post(dispatch("hi", id=2, to=ben))
    while not ledger.done:
        await asyncio.sleep(0)
    assert ledger.done == [(2, 1, "1")]
    release.set()
    await delivery.idle()
    assert len(ledger.done) == 2


@pytest.mark.parametrize("able", [True, False])
async def test_drawings_are_drawn_when_they_are_sent_or_else_read(able: bool) -> None:
    def compose(names: tuple[str, ...]) -> bytes:
        if not able:
            raise KeyError(names)
        return " beside ".join(names).encode()

    channel = Memory()
    delivery = module.Delivery(Ledger(), {"test": channel}, compose=compose)  # type: ignore[arg-type]
    drawings = Outgoing("", picture=Picture(b"", "1: a bus, 2: a **door", ("bus", "door")))
    delivery.post(Dispatch(1, ANA, 1, (drawings, Outgoing("Which?"))))
    await delivery.idle()
    picture, question = (screen.message for screen in channel.screens["ana"])
    assert question.text == "Which?"
    if able:
        assert picture.picture == Picture(b"bus beside door", "1: a bus, 2: a **door", ("bus", "door"))
    else:
        assert picture.picture is None
        assert channel.screens["ana"][0].text == "🖼 1: a bus, 2: a *\u2060*door"


async def test_what_a_dead_process_left_is_sent_at_start() -> None:
    channel, ledger = Memory(), Ledger()
    ledger.waiting = [Dispatch(7, ANA, 1, (Outgoing("old"), Outgoing("new")), done=1)]
    delivery = module.Delivery(ledger, {"test": channel})  # type: ignore[arg-type]
    await delivery.recover()
    await delivery.idle()
    assert [screen.text for screen in channel.screens["ana"]] == ["new"]


async def test_what_goes_by_a_channel_that_is_not_here_waits_for_it(naps: list[float]) -> None:
    """A token taken away by mistake, or the terminal's chat beside a running program: nothing of others is dropped."""
    channels: dict[str, Memory] = {}
    ledger = Ledger()
    ledger.waiting = [dispatch("one")]
    delivery = module.Delivery(ledger, channels)  # type: ignore[arg-type]
    delivery.announce(dispatch("one"))
    delivery.post(dispatch("two", id=2))
    await delivery.recover()
    await delivery.idle()
    sweep = asyncio.create_task(delivery.sweep())
    for _ in range(20):
        await asyncio.sleep(0)
    assert ledger.done == []
    channels["test"] = Memory()
    while not ledger.done:
        await asyncio.sleep(0)
    sweep.cancel()
    assert [screen.text for screen in channels["test"].screens["ana"]] == ["one"]


async def test_a_platform_that_is_silent_for_a_day_is_given_up(naps: list[float]) -> None:
    channel, _ = await send(*[Disconnected("x")] * module.GIVE_UP_AFTER)
    assert [screen.text for screen in channel.screens["ana"]] == ["two"]
    assert sum(nap for nap in naps if nap in module.BACKOFF) == pytest.approx(24 * 3600, rel=0.02)


async def test_what_is_still_being_sent_is_not_posted_twice() -> None:
    """A platform that makes us wait longer than a lease: the sweep finds the dispatch again, and it is sent once."""
    channel, ledger = Memory(troubles=[Throttled(0.05)]), Ledger()
    delivery = module.Delivery(ledger, {"test": channel})  # type: ignore[arg-type]
    delivery.post(dispatch("one"))
    await asyncio.sleep(0.01)
    delivery.post(dispatch("one"))
    await delivery.idle()
    assert [screen.text for screen in channel.screens["ana"]] == ["one"]
    delivery.post(dispatch("again", id=1))  # once it is done, the number means nothing to us any more
    await delivery.idle()
    assert len(channel.screens["ana"]) == 2


@pytest.mark.parametrize("able", [True, False])
async def test_a_picture_of_ours_is_drawn_when_it_is_sent_or_else_read(able: bool) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' if able else "no picture at all"
    channel = Memory()
    delivery = module.Delivery(Ledger(), {"test": channel})  # type: ignore[arg-type]
    delivery.post(Dispatch(1, ANA, 1, (Outgoing("", picture=Picture(b"", "two bars", svg=drawing)),)))
    await delivery.idle()
    [message] = [screen.message for screen in channel.screens["ana"]]
    if able:
        assert message.picture is not None
        assert message.picture.png.startswith(b"\x89PNG")
    else:
        assert message.picture is None
        assert "two bars" in message.text
