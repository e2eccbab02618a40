"""A small programme with a bit of everything, and scenarios of it from a few words."""

from loyalty.rules.document import load_program
from loyalty.scenarios import check, load_scenarios

PROGRAM = """
key: shop
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {of: spend, window: {kind: rolling, months: 12}}
    term: {kind: months, months: 12}
    levels:
      - {id: member, minimum: 0}
      - {id: gold, minimum: 1000, multiplier: 1.5, free_shipping_from: 0}
      - {id: black, minimum: 9000, multiplier: 2}
  - id: often
    credit: {of: orders, window: {kind: calendar_year}}
    term: {kind: follows_credit}
    levels: [{id: new, minimum: 0}, {id: regular, minimum: 5}]
points:
  decimals: 1
  rules: [{kind: per_amount, id: base, points: 1, per: 1}]
  pending: {days: 7}
  redeem: {points: 100, worth: 1}
budgets: [{id: fund, amount: 100}]
offers:
  - {id: first, when: {kind: first_order}, benefit: {kind: percent, percent: 10, cap: 20}, budget: fund}
  - {id: pieces, when: {kind: quantity, minimum: 3}, benefit: {kind: amount, amount: 1, each: unit}}
  - {id: app, when: {kind: channel, any: [app]}, benefit: {kind: amount, amount: 5}}
"""
AT = "2026-05-04T12:00"


def shop(text=PROGRAM):
    return load_program(text)


def cart(*lines, **fields):
    """A cart of (sku, price, quantity) lines."""
    listed = [
        dict(zip(("sku", "price", "quantity"), line, strict=False)) for line in lines or (("TEA", 100),)
    ]
    return {"lines": listed, **fields}


def single(**fields):
    """One scenario with one cart."""
    return {"name": "one", "at": AT, "cart": cart(), **fields}


def steps(*story, **fields):
    """One scenario with steps."""
    return {"name": "story", "steps": list(story), **fields}


def order(at=AT, **fields):
    return {"kind": "order", "at": at, "cart": cart(), **fields}


def look(at, **after):
    return {"kind": "look", "at": at, "after": after}


def loaded(*scenarios):
    return load_scenarios({"scenarios": list(scenarios)})


def checked(*scenarios, text=PROGRAM, bare=False):
    return check(shop(text), loaded(*scenarios), bare=bare)


def differences(*scenarios, text=PROGRAM):
    """(field, expected, got) of everything that differs, as text."""
    return [
        (
            one.field,
            None if one.expected is None else str(one.expected),
            None if one.got is None else str(one.got),
        )
        for scenario in checked(*scenarios, text=text).scenarios
        for step in scenario.steps
        for one in step.mismatches
    ]
