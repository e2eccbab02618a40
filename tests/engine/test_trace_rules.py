"""What each earn rule found and gave, in the order in which the kernels awarded."""

from tests.engine.test_trace import traced
from tests.engine.till import ONE_FOR_ONE, Till, line


def rule(name, points, per, **fields):
    return {"id": name, "kind": "per_amount", "points": points, "per": per} | fields


def test_a_rule_finds_what_richer_rules_left():
    rules = [rule("base", 1, 1), rule("tea", 3, 1, of={"skus": ["A"]}), rule("never", 9, 1, when=[FIRST])]
    till = Till(points={"rules": rules})
    till.spend("A", "2026-01-01", "1.00")
    quoted, seen, _offers = traced(till, line("a", 10), line("b", 5))
    assert [(one.basis_minor, one.base, one.bonus) for one in seen.rules] == [(10_00, 30, 0), (5_00, 5, 0)]
    assert quoted.base_wanted == 35


FIRST = {"kind": "first_order"}


def test_rules_that_add_up_all_see_the_whole():
    till = Till(points={"on_overlap": "sum", "rules": [rule("base", 1, 1), rule("two", 2, 1)]})
    _quoted, seen, _offers = traced(till, line("a", 10))
    assert {(one.basis_minor, one.base) for one in seen.rules} == {(10_00, 10), (10_00, 20)}


def test_a_rule_may_count_list_prices_and_shipping():
    rules = [rule("listed", 2, 1, basis="list", include_shipping=True)]
    till = Till(points={"rules": rules})
    _quoted, seen, _offers = traced(till, line("a", 10, list_price=15), shipping_fee=5)
    (one,) = seen.rules
    assert (one.basis_minor, one.shipping_minor, one.base) == (15_00, 5_00, 40)


def test_multipliers_that_hold_and_the_tiers_factor_are_named():
    tiers = [
        {
            "id": "growth",
            "credit": {"of": "spend", "window": {"kind": "lifetime"}},
            "term": {"kind": "forever"},
            "levels": [{"id": "gold", "minimum": 0, "multiplier": "1.5"}],
        }
    ]
    multipliers = [{"id": "first", "factor": 2, "when": [FIRST]}, {"id": "day", "factor": "1.25"}]
    till = Till(tiers=tiers, points={"rules": [ONE_FOR_ONE], "multipliers": multipliers})
    till.spend("A", "2026-01-01", "1.00")
    quoted, seen, _offers = traced(till, line("a", 100))
    assert seen.multipliers == (1,)
    assert seen.tier_factor * 2 == seen.factor_den * 3
    assert [(one.base, one.bonus) for one in seen.rules] == [(100, 75)]
    assert (quoted.base_wanted, quoted.bonus_wanted) == (100, 75)


def test_what_a_rule_counts_is_told_without_its_tax():
    rules = [rule("base", 1, 1, tax="without", include_shipping=True)]
    till = Till(points={"rules": rules})
    taxed = line("a", "113.00", tax_rate=13)
    _quoted, seen, _offers = traced(till, taxed, shipping_fee="10.60", shipping_tax_rate=6)
    (one,) = seen.rules
    assert (one.basis_minor, one.shipping_minor, one.base) == (100_00, 10_00, 110)
