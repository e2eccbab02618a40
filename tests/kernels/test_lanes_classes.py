"""Classes of offers: which combine on an order, whatever lanes they are in."""

from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.kernels.lane_offers import amount, percent, told


def classes(**table):
    return [{"id": own, "combines_with": list(others)} for own, others in table.items()]


def of_class(own, offer, **fields):
    return offer | {"class": own} | fields


CLASHING = classes(sale=["card"], card=["sale", "card"], flash=[])


def test_offers_of_classes_that_do_not_combine_keep_each_other_out():  # edge 78
    offers = [
        of_class("flash", amount("f", 5)),
        of_class("sale", amount("s", 7), priority=1),
        of_class("card", amount("c", 3)),
        amount("none", 1),
    ]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "s": (700, Reason.NONE),
        "c": (300, Reason.NONE),
        "f": (0, Reason.NOT_COMBINABLE),
        "none": (100, Reason.NONE),
    }
    offers[0]["priority"] = 2
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == ("f", "none")


def test_without_a_table_no_classes_are_needed_and_all_offers_combine():  # edge 78
    offers = [amount("a", 5), amount("b", 7)]
    assert Till(offers=offers).quote("2024-01-05", line("a", "100.00")).applied == ("a", "b")


def test_of_a_class_that_does_not_name_itself_an_order_gets_one():  # edge 78
    offers = [of_class("flash", amount("a", 5)), of_class("flash", amount("b", 7))]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"a": (500, Reason.NONE), "b": (0, Reason.NOT_COMBINABLE)}
    offers = [of_class("card", one) for one in (amount("a", 5), amount("b", 7))]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == ("a", "b")


def test_two_classes_combine_when_each_names_the_other():  # edge 78
    offers = [of_class("sale", amount("s", 5)), of_class("card", amount("t", 7))]
    for table, applied in (
        (classes(sale=["card"], card=["sale"]), ("s", "t")),
        (classes(sale=["card"], card=[]), ("s",)),
        (classes(sale=[], card=["sale"]), ("s",)),
    ):
        quoted = Till(offers=offers, classes=table).quote("2024-01-05", line("a", "100.00"))
        assert quoted.applied == applied


def test_a_class_reaches_over_lanes_and_an_offer_that_does_not_apply_keeps_nobody_out():  # edge 78
    offers = [
        of_class("flash", percent("f", 50), lane="item", when=[{"kind": "subtotal", "minimum": 200}]),
        of_class("sale", amount("s", 5)),
        of_class("flash", {"id": "ship", "benefit": {"kind": "free_shipping"}}),
    ]
    till = Till(offers=offers, classes=CLASHING)
    quoted = till.quote("2024-01-05", line("a", "100.00"), shipping_fee="9.00")
    assert told(quoted) == {
        "f": (0, Reason.BELOW_MINIMUM),
        "s": (500, Reason.NONE),
        "ship": (0, Reason.NOT_COMBINABLE),
    }
    quoted = till.quote("2024-01-05", line("a", "300.00"), shipping_fee="9.00")
    assert told(quoted)["s"] == (0, Reason.NOT_COMBINABLE)


def test_of_the_best_offers_of_lines_the_first_by_priority_keeps_other_classes_out():  # edge 78
    offers = [
        of_class("flash", percent("f", 10, of={"skus": ["A"]}), lane="item", priority=1),
        of_class("sale", percent("s", 50, of={"skus": ["B"]}), lane="item"),
        of_class("card", percent("c", 20, of={"skus": ["A"]}), lane="item", stack=True),
    ]
    quoted = Till(offers=offers, classes=CLASHING).quote("2024-01-05", line("a", "10.00"), line("b", "10.00"))
    assert told(quoted) == {
        "f": (100, Reason.NONE),
        "s": (0, Reason.NOT_COMBINABLE),
        "c": (0, Reason.NOT_COMBINABLE),
    }


def test_what_an_order_kept_out_is_forgotten_with_the_next():  # edge 78
    offers = [
        of_class("flash", amount("f", 5), when=[{"kind": "subtotal", "minimum": 200}]),
        of_class("sale", amount("s", 7)),
    ]
    till = Till(offers=offers, classes=CLASHING)
    assert till.quote("2024-01-05", line("a", "300.00")).applied == ("f",)
    assert till.quote("2024-01-05", line("a", "100.00")).applied == ("s",)


owns = st.sampled_from(("sale", "card", "flash", None))
tables = st.fixed_dictionaries(
    {own: st.sets(st.sampled_from(("sale", "card", "flash"))) for own in ("sale", "card", "flash")}
)


@given(tables, st.lists(st.tuples(owns, st.integers(0, 2), st.booleans()), min_size=1, max_size=6))
def test_an_offer_is_kept_out_exactly_by_an_earlier_one_of_a_class_that_does_not_combine(
    table, drawn
):  # edge 78
    dear = {"kind": "subtotal", "minimum": 500}
    offers = [
        amount(f"o{n}", 1, priority=priority, when=[dear] if fails else []) | ({"class": own} if own else {})
        for n, (own, priority, fails) in enumerate(drawn)
    ]
    listed = [{"id": own, "combines_with": sorted(others)} for own, others in table.items()]
    reasons = {}
    applied = []
    for n in sorted(range(len(drawn)), key=lambda n: (-drawn[n][1], n)):
        own, _priority, fails = drawn[n]
        clash = own and any(one and not (one in table[own] and own in table[one]) for one in applied)
        reason = Reason.BELOW_MINIMUM if fails else Reason.NONE
        reasons[f"o{n}"] = Reason.NOT_COMBINABLE if clash else reason
        if reasons[f"o{n}"] == Reason.NONE:
            applied.append(own)
    quoted = Till(offers=offers, classes=listed).quote("2024-01-05", line("a", "100.00"))
    assert {one.offer_id: one.reason for one in quoted.decisions} == reasons
