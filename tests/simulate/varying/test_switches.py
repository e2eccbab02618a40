"""What a switch moves, reckoned by hand: a cap, for each against once, a limit per member."""

from pathlib import Path

import pytest

from loyalty.errors import SimulationCancelled
from loyalty.simulate.varying import switches as module
from loyalty.simulate.varying.switches import switches_of
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import POINTS, history, tea_club


def effects(found: Told, *, tell=lambda *_: None, cancelled=lambda: False):
    return switches_of(found.replay, found.draft, tell=tell, cancelled=cancelled)


def moved(found: Told, name):
    return {
        (one.source, one.target): (one.net_cost_minor, one.change_minor, one.change_ppm)
        for one in effects(found)
        if one.switch == name
    }


ORDERS = (
    bought("A", utc(1, 2), 350_00, customer_id="a"),
    bought("B", utc(1, 3), 250_00, customer_id="b"),
    bought("C", utc(2, 3), 120_00, customer_id="a"),
)


def offer(benefit, **changes):
    return {"id": "o", "benefit": benefit} | changes


def test_a_cap_moves_what_lies_above_it(tmp_path: Path):
    """Ten percent of 350, 250 and 120, at most 15: 15 + 15 + 12; without the cap 72; at most 7.50: 22.50."""
    found = told_of(tmp_path, shop(offers=[offer({"kind": "percent", "percent": 10, "cap": 15})]), *ORDERS)
    assert found.draft.totals.net_cost_minor == 42_00
    assert moved(found, "cap") == {
        ("15", None): (72_00, 30_00, 714_286),
        ("15", "7.5"): (22_50, -19_50, -464_286),
    }


def test_once_an_order_against_for_each_full_hundred(tmp_path: Path):
    """Ten off each full 100 of 350, 250 and 120: 30 + 20 + 10; once an order: 30."""
    found = told_of(tmp_path, shop(offers=[offer({"kind": "per_each", "amount": 10, "every": 100})]), *ORDERS)
    assert moved(found, "times_max") == {(None, "1"): (30_00, -30_00, -500_000)}


def test_one_set_an_order_against_as_many_as_there_are(tmp_path: Path):
    """Every second unit free: of six at 10 three, of two at 30 one: 30 + 30; one set an order: 10 + 30."""
    orders = (
        bought("A", utc(1, 2), 60_00, customer_id="a", quantity=6),
        bought("B", utc(1, 3), 60_00, customer_id="b", quantity=2),
    )
    pairs = offer({"kind": "nth_item", "nth": 2, "percent": 100})
    found = told_of(tmp_path, shop(offers=[pairs]), *orders)
    assert moved(found, "times_max") == {(None, "1"): (40_00, -20_00, -333_333)}


def test_once_per_member_against_every_time(tmp_path: Path):
    """Five off each of three orders, two of them by a."""
    found = told_of(tmp_path, shop(offers=[offer({"kind": "amount", "amount": 5})]), *ORDERS)
    assert moved(found, "member_limit") == {(None, "1"): (10_00, -5_00, -333_333)}


def test_without_its_limit_per_member_an_offer_still_gives_guests_nothing(tmp_path: Path):
    """Five off a's first and b's only order; without the limit also off a's second, never off the guest's."""
    guest = bought("G", utc(2, 4), 120_00, customer_id=None)
    once = offer({"kind": "amount", "amount": 5}, limits=[{"per": "member", "uses": 1}])
    found = told_of(tmp_path, shop(offers=[once]), *ORDERS, guest)
    assert moved(found, "member_limit") == {("1", None): (15_00, 5_00, 500_000)}


def test_a_budget_that_ends_moves_what_was_turned_away(tmp_path: Path):
    """Five off three times out of 7.00: 5 and 2; without it 15; half of it, 3.50."""
    pot = {"id": "pot", "amount": 7}
    found = told_of(
        tmp_path,
        shop(offers=[offer({"kind": "amount", "amount": 5}, budget="pot")], budgets=[pot]),
        *ORDERS,
    )
    assert moved(found, "budget") == {
        ("7", None): (15_00, 8_00, 1_142_857),
        ("7", "3.5"): (3_50, -3_50, -500_000),
    }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(history(Path(tmp_path_factory.mktemp("switches"))), tea_club())


def test_each_effect_is_that_of_a_plain_run_of_the_changed_programme(story):
    half = next(one for one in effects(story) if (one.switch, one.target) == ("max_percent", "25"))
    redeem = {"points": 10, "worth": 1, "max_percent": 25}
    changed = tea_club(points=POINTS | {"redeem": redeem})
    assert half.net_cost_minor == told(story.replay.log, changed).draft.totals.net_cost_minor


def test_the_largest_change_comes_first(story):
    sizes = [abs(one.change_minor) for one in effects(story)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0


def test_a_change_of_nothing_has_no_share(tmp_path: Path):
    never = {"kind": "subtotal", "minimum": 9999}
    found = told_of(tmp_path, shop(offers=[offer({"kind": "amount", "amount": 5}, when=never)]), *ORDERS)
    assert moved(found, "member_limit") == {(None, "1"): (0, 0, None)}


def test_a_switch_whose_programme_does_not_hold_together_is_left_out(tmp_path: Path):
    """What stacks needs a lane that picks by line, and there an amount on the whole order has no place."""
    once = [{"per": "member", "uses": 1}]
    each = offer({"kind": "amount", "amount": 1, "each": "unit"}, limits=once, lane="item", stack=True)
    found = told_of(tmp_path, shop(offers=[each]), *ORDERS)
    assert {one.switch for one in effects(found)} == {"member_limit", "stack"}


def test_of_many_switches_those_of_the_dearest_offers_are_tried(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(module, "SWITCHES_MAX", 2)
    offers = [
        offer({"kind": "percent", "percent": percent, "cap": 999}, id=f"o{percent}") for percent in (1, 5)
    ]
    found = told_of(tmp_path, shop(offers=offers), *ORDERS)
    tried = effects(found)
    assert len(tried) == 2
    assert {one.offer for one in tried} <= {None, "o5"}


def test_progress_is_told_and_a_wish_to_stop_is_heard(story):
    seen = []
    effects(story, tell=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    with pytest.raises(SimulationCancelled):
        effects(story, cancelled=lambda: True)


def test_a_programme_without_switches_has_no_effects(tmp_path: Path):
    assert effects(told_of(tmp_path, shop(), *ORDERS)) == ()
