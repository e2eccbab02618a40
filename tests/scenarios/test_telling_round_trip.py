"""Whatever a programme gives, printed as an expectation and read again, is what it gives."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from loyalty.rules.document import as_yaml
from loyalty.scenarios import check, load_scenarios
from loyalty.scenarios.telling import got, told
from tests.differential.cases import stays_exact
from tests.rules.strategies import programs

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "sku": st.sampled_from(("A", "B", "TEA")),
            "price": st.integers(0, 400),
            "quantity": st.integers(1, 4),
        },
        optional={
            "category": st.sampled_from(("food", "food/tea", "home")),
            "brand": st.sampled_from(("x", "y")),
            "seller": st.sampled_from(("s", "t")),
            "selected": st.booleans(),
            "excluded_from_offers": st.booleans(),
            "excluded_from_points": st.booleans(),
            "tax_rate": st.sampled_from((0, 6, "12.5")),
        },
    ),
    min_size=1,
    max_size=4,
)
CARTS = st.fixed_dictionaries(
    {"lines": LINES},
    optional={
        "channel": st.sampled_from(("app", "web")),
        "shipping_fee": st.integers(0, 20),
        "points": st.sampled_from(("max", "none", 100)),
        "tenders": st.just([{"name": "card", "amount": 30}, {"name": "other", "amount": 5}]),
        "prices_include_tax": st.booleans(),
        "shipping_tax_rate": st.sampled_from((0, 6)),
    },
)
MEMBERS = st.fixed_dictionaries(
    {}, optional={"orders": st.integers(0, 3), "birthday": st.just("05-04"), "joined": st.just("2025-05-04")}
)


@st.composite
def stories(draw):
    """Two orders and a return, months apart, of somebody with some history."""
    first, second = draw(CARTS), draw(CARTS)
    back = {"kind": "return", "id": "R", "of": "A", "at": "2026-06-01", "units": {"1": 1}}
    steps = [
        {"kind": "order", "id": "A", "at": "2026-05-04T12:00", "cart": first},
        {
            "kind": "order",
            "id": "B",
            "at": draw(st.sampled_from(("2026-05-04T13:00", "2026-05-30"))),
            "cart": second,
        },
        back,
        {"kind": "look", "at": "2027-12-31", "after": {}},
    ]
    return {"name": "story", "member": draw(MEMBERS), "steps": steps}


@given(programs().filter(stays_exact), stories())
def test_what_came_is_expected_and_comes_again(program, story):
    held = [{"offer": offer.id} for offer in program.offers if offer.coupon]
    story["member"] |= {"coupons": held} if held else {}
    bare = check(program, load_scenarios({"scenarios": [story]}), bare=True)
    blocks = "\n".join(got(bare)).split("\n# ")[1:]
    steps = []
    for step, block in zip(story["steps"], blocks, strict=True):
        written = as_yaml([{name: value for name, value in step.items() if name != "after"}])
        steps.append(written + textwrap.indent(block.partition("\n")[2] + "\n", "  "))
    head = as_yaml({name: value for name, value in story.items() if name != "steps"})
    text = "scenarios:\n" + textwrap.indent(f"- {head.replace(chr(10), chr(10) + '  ')}", "  ").rstrip()
    text += "\n    steps:\n" + textwrap.indent("".join(steps), "      ")
    again = check(program, load_scenarios(text))
    assert again.passed, "\n".join(told(again))
    assert got(again) == got(bare)
