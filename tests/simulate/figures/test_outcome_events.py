from dataclasses import replace

from loyalty.simulate.figures.outcome_events import SwitchEffect, TopOrder

ORDER = TopOrder(
    order_id="A",
    at="2025-01-01T00:00:00+08:00",
    member=None,
    tier=None,
    revenue_minor=1_000,
    cost_minor=100,
    offers_minor=100,
    shipping_minor=0,
    points_minor=0,
    points_spent=0,
    points_earned=9,
)


def test_an_order_that_was_not_looked_into_has_no_steps():
    assert ORDER.steps == ()
    assert replace(ORDER, cost_minor=200).steps == ()


def test_a_switch_that_was_taken_away_has_no_target():
    effect = SwitchEffect(
        offer="ten",
        switch="cap",
        source="20.00",
        target=None,
        en="without the cap",
        zh="不设上限",
        net_cost_minor=500,
        change_minor=400,
        change_ppm=4_000_000,
    )
    assert effect.net_cost_minor - effect.change_minor == 100
    assert effect.target is None
