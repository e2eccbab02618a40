"""The shop is what a plain one is, whatever is done to it, in whatever order."""

from collections import Counter

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine import Machine, machine_on
from tests.faults.share import ALL, tell

RUNS = {"sqlite": (60, 30), "postgresql": (10, 30), "mysql": (10, 30)}
if ALL:
    RUNS = {"sqlite": (2000, 50), "postgresql": (200, 50), "mysql": (200, 50)}


def test_every_operation_moves_what_the_plain_shop_moves(engine):
    counted = Counter()

    class Counted(Machine):
        def teardown(self):
            counted.update(runs=1, steps=self.steps)

    Counted.engine = engine
    most, steps = RUNS[engine.dialect.name]
    run_state_machine_as_test(Counted, settings=settings(max_examples=most, stateful_step_count=steps))
    tell("any operations in any order", engine, runs=counted["runs"], acknowledged=counted["steps"])


def test_what_was_held_paid_and_cancelled_is_no_hold_to_let_go(engine):
    machine = machine_on(engine)
    machine.hold(member="ann", cart=((1, 3000),), wanted=None, undone=False, minutes=30)
    machine.pay_what_is_held(which=0, undone=False)
    machine.cancel(which=0, undone=False)
    machine.release(which=0, undone=False)
    machine.both_say_the_same()


def test_all_checkouts_that_ran_out_are_let_go_before_a_lot_ends(engine):
    machine = machine_on(engine)
    machine.hold(member="ann", cart=((1, 3000), (1, 3000)), wanted=None, undone=False, minutes=2000)
    machine.adjust(member="ann", points=101, undone=False)
    machine.hold(member="ann", cart=((1, 3000),), wanted=None, undone=False, minutes=30)
    machine.to_the_end_of_a_lot(short=0, which=0)
    machine.adjust(member="ann", points=0, undone=False)
    machine.both_say_the_same()
