"""How fast what nobody waits for goes, by a clock that is an argument."""

from __future__ import annotations

import pytest

from bot.pacing import PATIENCE, REMEMBERED, SECOND, SHARE, Pace

MOST = 30.0


class Day:
    """Somebody who sends as soon as they may, and notes when."""

    def __init__(self) -> None:
        self.pace, self.now = Pace(MOST), 1000.0
        self.others: list[float] = []
        self.answers: list[float] = []

    def send(self, size: int = 1, *, late: float = 0.0) -> None:
        while (wait := self.pace.wait(self.now, size)) > 0:
            self.now += wait + late
        self.pace.goes(self.now, size, answer=False)
        self.others += [self.now] * size

    def answer(self, size: int = 2) -> float:
        """Answer somebody, each message as soon as it may go; returns how long that waited."""
        asked = self.now
        for _ in range(size):
            while (wait := self.pace.wait_to_answer(self.now, 1)) > 0:
                self.now += wait
            self.pace.goes(self.now, 1, answer=True)
            self.answers.append(self.now)
        return self.now - asked

    def most(self) -> int:
        """The most messages in any second."""
        gone = sorted(self.others + self.answers)
        return max(sum(begin <= at < begin + 1 for at in gone) for begin in gone)


def test_what_nobody_waits_for_goes_evenly_and_at_nearly_all_of_the_rate() -> None:
    day = Day()
    for _ in range(600):
        day.send()
    apart = [after - before for before, after in zip(day.others, day.others[1:], strict=False)]
    assert min(apart) > 0.5 / MOST
    assert max(apart) < 1.5 / (MOST * SHARE)
    assert 600 / (day.others[-1] - day.others[0]) >= 0.95 * MOST
    assert day.most() <= MOST


def test_who_is_woken_late_makes_up_for_it_and_sends_never_two_at_once() -> None:
    day = Day()
    for number in range(600):
        day.send(late=0.3 if number % 100 == 50 else 0.01)
    apart = [after - before for before, after in zip(day.others, day.others[1:], strict=False)]
    assert min(apart) > 0.4 / MOST
    assert 600 / (day.others[-1] - day.others[0] - 6 * 0.3) >= 0.95 * MOST
    assert day.most() <= MOST


def test_a_long_text_counts_as_the_messages_that_it_becomes() -> None:
    day = Day()
    for number in range(100):
        day.send(5 if number % 10 == 0 else 1)
    assert day.most() <= MOST
    assert 140 / (day.others[-1] - day.others[0]) <= MOST


def test_one_message_longer_than_a_second_takes_still_goes() -> None:
    day = Day()
    day.send()
    day.send(40)
    assert day.now - day.others[0] <= 2 * SECOND


def test_answers_go_at_once_and_the_rest_goes_in_the_room_they_leave() -> None:
    day, waits = Day(), []
    for number in range(900):
        day.send()
        if number % 20 == 0:
            waits.append(day.answer())
    assert waits[0] <= PATIENCE  # nobody had written: the second was full
    assert waits[1:] == [0.0] * 44
    assert day.most() <= MOST
    assert 990 / (day.others[-1] - day.others[0]) >= 0.92 * MOST


def test_many_who_begin_to_write_in_one_instant_wait_for_a_moment_at_most() -> None:
    day = Day()
    for _ in range(100):
        day.send()
    assert max(day.answer(1) for _ in range(60)) <= PATIENCE


def test_answers_alone_never_wait() -> None:
    day = Day()
    assert day.answer(1000) == 0.0


@pytest.mark.parametrize(("answers", "least"), [(10, 15), (25, 3)])
def test_on_a_busy_evening_everybody_is_reminded_all_the_same(answers: int, least: int) -> None:
    day = Day()
    for second in range(60):
        begin = 1000.0 + second
        for number in range(answers):
            while day.pace.wait(day.now, 1) + day.now < begin + number / answers:
                day.send()
            day.now = max(day.now, begin + number / answers)
            assert day.answer(1) <= PATIENCE
    assert len(day.others) / 60 >= least


def test_the_room_for_answers_is_given_back_when_nobody_writes_any_more() -> None:
    day = Day()
    day.answer(15)
    day.now += REMEMBERED
    began = day.now
    for _ in range(300):
        day.send()
    assert 299 / (day.now - began) >= 0.95 * MOST
