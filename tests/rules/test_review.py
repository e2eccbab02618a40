"""The review looks at everything, and tells it in document order."""

from datetime import UTC, datetime

from hypothesis import given

from loyalty.rules.document import load_program_with_lines
from loyalty.rules.review import review
from tests.rules.shop import BASE_RULE, codes, offered, program, tiered
from tests.rules.strategies import programs

TEXT = """\
key: shop
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: ten
    benefit: {kind: percent, percent: 10}
    when: {kind: window, end: 2024-01-01}
budgets:
  - {id: spare, amount: 5}
"""


def test_findings_have_their_lines_and_come_in_the_order_of_the_document():
    shop, lines = load_program_with_lines(TEXT)
    found = review(shop, lines=lines, now=datetime(2025, 1, 1, tzinfo=UTC))
    assert [(p.code, p.path, p.line) for p in found] == [
        ("no_member_limit", "offers[0]", 5),
        ("no_cap", "offers[0].benefit", 6),
        ("window_past", "offers[0].when.end", 7),
        ("budget_unused", "budgets[0]", 9),
    ]


def test_without_lines_and_present_the_review_still_looks():
    shop, _ = load_program_with_lines(TEXT)
    assert {problem.line for problem in review(shop)} == {None}
    assert "window_past" not in {problem.code for problem in review(shop)}


def test_a_first_order_never_comes_from_a_level_that_takes_credit():
    first, gold, member = (
        {"kind": "first_order"},
        *({"kind": "tier", "any": [one]} for one in ("gold", "member")),
    )
    both = {"kind": "tier", "any": ["gold", "member"]}
    for other, told in ((gold, True), (member, False), (both, False)):
        shop = program(tiers=[tiered()], offers=[offered(when={"kind": "all", "conditions": [first, other]})])
        found = [path for code, path in codes(review(shop)) if code == "first_order_above_first_level"]
        assert found == (["offers[0].when[0].conditions[1]"] if told else [])


def test_conditions_of_earn_rules_and_multipliers_are_looked_at_too():
    never = [{"kind": "month_day", "any": [1]}, {"kind": "month_day", "any": [2]}]
    points = {
        "rules": [BASE_RULE | {"when": never}],
        "multipliers": [{"id": "m", "factor": 2, "when": never}],
        "redeem": {"points": 100, "worth": 1},
    }
    assert codes(review(program(points=points))) == [
        ("never_true", "points.rules[0].when[1]"),
        ("never_true", "points.multipliers[0].when[1]"),
    ]


def test_a_sound_program_raises_no_doubts():
    level = {"id": "gold", "minimum": 1000, "multiplier": 2}
    shop = program(
        tiers=[tiered(levels=[{"id": "member", "minimum": 0}, level])],
        points={"rules": [BASE_RULE], "redeem": {"points": 100, "worth": 1}},
        offers=[offered({"kind": "percent", "percent": 10, "cap": 20}, when={"kind": "first_order"})],
    )
    assert review(shop) == ()


@given(programs())
def test_every_program_can_be_reviewed(drawn):
    for problem in review(drawn, now=datetime(2025, 3, 1, tzinfo=UTC)):
        assert problem.what
        assert problem.mend
        assert problem.text("zh")
