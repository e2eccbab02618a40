"""Replays side by side: answers in order, one progress for all, and one end for all."""

import _thread
from threading import Barrier, Event
from time import sleep

import pytest

from loyalty.errors import SimulationCancelled, WrongCurrency
from loyalty.simulate.replaying.parallel import side_by_side
from tests.simulate.replays import shop

PROGRAMS = [shop(key=f"shop-{number}") for number in range(3)]


def quiet(_done, _total):
    pass


def never():
    return False


def test_answers_come_in_the_order_of_the_programmes():
    turn = Event()

    def work(program, _tell, _stop):
        if program is PROGRAMS[0]:
            assert turn.wait(10)
        else:
            turn.set()
        return program.key

    done = side_by_side(PROGRAMS, work, tell=quiet, cancelled=never, threads=2)
    assert done == ("shop-0", "shop-1", "shop-2")


def test_programmes_run_at_the_same_time():
    meeting = Barrier(2)

    def work(_program, _tell, _stop):
        return meeting.wait(10)

    assert sorted(side_by_side(PROGRAMS[:2], work, tell=quiet, cancelled=never, threads=2)) == [0, 1]


def test_progress_is_that_of_all_together_and_never_falls():
    seen = []

    def work(_program, tell, _stop):
        for done in range(1, 5):
            tell(done, 4)

    side_by_side(
        PROGRAMS, work, tell=lambda done, total: seen.append((done, total)), cancelled=never, threads=2
    )
    assert [done for done, _ in seen] == list(range(1, 13))
    assert {total for _, total in seen} == {12}


def test_a_wish_to_stop_ends_all_of_them():
    asked = iter([False, True])

    def work(_program, tell, stop):
        tell(3, 10)
        if stop():
            raise SimulationCancelled(done=3, total=10)

    with pytest.raises(SimulationCancelled) as stopped:
        side_by_side(PROGRAMS, work, tell=quiet, cancelled=lambda: next(asked, True), threads=1)
    assert stopped.value.fields["done"] in {6, 9}
    assert stopped.value.fields["total"] == 30


def test_the_first_that_fails_ends_the_others_and_is_the_reason():
    begun = Event()

    def work(program, _tell, stop):
        if program is PROGRAMS[0]:
            begun.set()
            while not stop():
                pass
            raise SimulationCancelled(done=0, total=1)
        assert begun.wait(10)
        raise WrongCurrency(expected="CNY", got="JPY")

    with pytest.raises(WrongCurrency):
        side_by_side(PROGRAMS, work, tell=quiet, cancelled=never, threads=2)


def test_ctrl_c_ends_the_work():
    ended = []

    def work(program, _tell, stop):
        sleep(0.05)  # the waiting thread waits by then
        _thread.interrupt_main()
        while not stop():
            sleep(0)
        ended.append(program.key)

    with pytest.raises(KeyboardInterrupt):
        side_by_side(PROGRAMS, work, tell=quiet, cancelled=never, threads=1)
    assert ended == ["shop-0"]


def test_nothing_to_do_is_done():
    assert side_by_side([], lambda *_: 1, tell=quiet, cancelled=never) == ()
