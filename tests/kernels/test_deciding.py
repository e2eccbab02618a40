"""Choices between classes: what a member may choose keeps out what came first, where that saves more."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.member import HeldCoupon
from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.thousand import THOUSAND

DAY = "2024-01-05"
CLASSES = [{"id": "sale", "combines_with": ["sale"]}, {"id": "card"}]
"""Sales combine with each other, a card with nothing of a class."""


def amount(name, off, class_=None, *, coupon=False, **fields):
    made = {"id": name, "benefit": {"kind": "amount", "amount": off}} | fields
    made |= {} if class_ is None else {"class": class_}
    return made | ({"coupon": {}, "lane": "coupon"} if coupon else {})


def till(*offers, **sections):
    made = Till(offers=list(offers), **({"classes": CLASSES} | sections))
    made.hold(*(HeldCoupon(f"c-{one['id']}", one["id"]) for one in offers if "coupon" in one))
    return made


def told(quote):
    return {one.offer_id: (one.amount_minor, one.reason) for one in quote.decisions}


def test_a_coupon_that_saves_more_keeps_out_the_sale_before_it():
    quoted = till(amount("sale", 5, "sale"), amount("ten", 10, "card", coupon=True)).quote(
        DAY, line("a", 100)
    )
    assert told(quoted) == {"sale": (0, Reason.NOT_COMBINABLE), "ten": (1000, Reason.NONE)}


def test_a_coupon_that_saves_less_or_as_much_stays():
    for off in (5, 4):
        quoted = till(amount("sale", 5, "sale"), amount("c", off, "card", coupon=True)).quote(
            DAY, line("a", 100)
        )
        assert quoted.applied == ("sale",)


def test_a_coupon_that_does_not_apply_keeps_nothing_out():
    when = {"kind": "subtotal", "minimum": 96, "base": "running"}
    both = (amount("plain", 5), amount("sale", 3, "sale"), amount("c", 20, "card", coupon=True, when=when))
    assert till(*both).quote(DAY, line("a", 100)).applied == ("plain", "sale")
    assert till(*both[1:]).quote(DAY, line("a", 100)).applied == ("c",)


def test_of_two_automatic_offers_the_first_in_order_stays():
    quoted = till(amount("sale", 5, "sale"), amount("card", 50, "card", lane="platform")).quote(
        DAY, line("a", 100)
    )
    assert quoted.applied == ("sale",)


def test_a_code_and_a_pick_of_a_group_insist_too():
    code = amount("code", 10, "card", lane="coupon", when={"kind": "code", "any": ["X"]})
    quoted = till(amount("sale", 5, "sale"), code).quote(DAY, line("a", 100), codes=("x",))
    assert quoted.applied == ("code",)
    group = {"groups": [{"id": "g", "rule": "best"}]}
    picks = (
        amount("one", 3, lane="platform", group="g"),
        amount("two", 9, "card", lane="platform", group="g"),
    )
    quoted = till(amount("sale", 5, "sale"), *picks, **group).quote(DAY, line("a", 100))
    assert quoted.applied == ("two",)
    quoted = till(amount("sale", 7, "sale"), *picks, **group).quote(DAY, line("a", 100))
    assert quoted.applied == ("sale", "one")


def test_it_reaches_back_to_offers_on_lines():
    flash = {"id": "flash", "class": "sale", "benefit": {"kind": "member_price", "percent": 20}}
    member = {"id": "member", "benefit": {"kind": "member_price", "percent": 5}}
    quoted = till(flash, member, amount("c", 30, "card", coupon=True)).quote(DAY, line("a", 100))
    assert told(quoted) == {
        "flash": (0, Reason.NOT_COMBINABLE),
        "member": (500, Reason.NONE),
        "c": (3000, Reason.NONE),
    }


def test_what_is_kept_out_may_let_another_offer_in():
    classes = [
        {"id": "a", "combines_with": []},
        {"id": "b", "combines_with": ["c"]},
        {"id": "c", "combines_with": ["b"]},
    ]
    offers = (
        amount("first", 12, "a", priority=9),
        amount("second", 8, "b"),
        amount("coupon", 5, "c", coupon=True),
    )
    quoted = till(*offers, classes=classes).quote(DAY, line("a", 100))
    assert quoted.applied == ("second", "coupon")


def test_a_chosen_coupon_is_used_even_where_the_sale_saves_more():
    held = till(amount("sale", 50, "sale"), amount("c", 10, "card", coupon=True))
    assert held.quote(DAY, line("a", 100)).applied == ("sale",)
    quoted = held.quote(DAY, line("a", 100), coupons=("c-c",))
    assert (quoted.applied, quoted.better.more_minor) == (("c",), 4000)
    assert held.quote(DAY, line("a", 100), coupons="none").applied == ("sale",)


def test_more_of_the_chosen_coupons_come_before_a_larger_saving():
    code = amount("code", 40, lane="order", when={"kind": "code", "any": ["X"]})
    small = {"kind": "subtotal", "minimum": 80, "base": "running"}
    held = till(code, amount("c", 10, coupon=True, when=small))
    assert held.quote(DAY, line("a", 100), codes=("x",)).applied == ("code",)
    assert held.quote(DAY, line("a", 100), codes=("x",), coupons=("c-c",)).applied == ("c",)


def test_of_two_chosen_coupons_that_do_not_combine_the_first_is_used():
    pair = (amount("b", 10, "card", coupon=True), amount("c", 20, "card", coupon=True))
    quoted = till(*pair).quote(DAY, line("a", 100), coupons=("c-b", "c-c"))
    assert told(quoted) == {"b": (1000, Reason.NONE), "c": (0, Reason.NOT_COMBINABLE)}
    alone = amount("c", 20, "card", coupon=True) | {"exclusive": True}
    quoted = till(pair[0], alone).quote(DAY, line("a", 100), coupons=("c-b", "c-c"))
    assert quoted.applied == ("c",)


def test_a_pick_that_did_not_apply_alone_is_no_pick():
    group = {"groups": [{"id": "g", "rule": "best"}]}
    dear = amount("dear", 50, group="g", exclusive=True, when={"kind": "subtotal", "minimum": 500})
    picks = (dear, amount("one", 3, group="g", priority=1), amount("two", 9, group="g"))
    assert told(till(*picks, **group).quote(DAY, line("a", 100))) == {
        "dear": (0, Reason.BELOW_MINIMUM),
        "one": (0, Reason.GROUP_TAKEN),
        "two": (900, Reason.NONE),
    }


NAMES = ("u", "v", "w")
PAIRS = st.sets(st.sampled_from([pair for pair in product(NAMES, NAMES) if pair[0] <= pair[1]]))


@st.composite
def small_shops(draw):
    """A few offers of lanes, classes, a group, some of them coupons; and who combines with whom."""
    together = draw(PAIRS)
    classes = [
        {"id": one, "combines_with": [other for other in NAMES if {(one, other), (other, one)} & together]}
        for one in NAMES
    ]
    offers = []
    for number in range(draw(st.integers(2, 5))):
        benefit = draw(
            st.one_of(
                st.integers(1, 60).map(lambda off: {"kind": "amount", "amount": off}),
                st.integers(1, 60).map(lambda part: {"kind": "percent", "percent": part}),
            )
        )
        made = {
            "id": f"o{number}",
            "benefit": benefit,
            "lane": draw(st.sampled_from(("order", "platform", "coupon"))),
        }
        made |= draw(st.fixed_dictionaries({}, optional={"class": st.sampled_from(NAMES)}))
        minimum = draw(st.sampled_from((0, 0, 40, 70, 95)))
        if minimum:
            made["when"] = {"kind": "subtotal", "minimum": minimum, "base": "running"}
        made |= draw(st.sampled_from(({}, {}, {"coupon": {}}, {"coupon": {}}, {"group": "g"})))
        offers.append(made)
    return offers, classes


def brute(offers, classes, lines):
    """The largest saving over every way to choose, each priced as a programme without any choice."""
    table = {one["id"]: one["combines_with"] for one in classes}
    ways = [("use", "first", "leave") if "coupon" in one else ("use",) for one in offers]
    group = [one["id"] for one in offers if one.get("group")]
    picks = [(name, way) for name in group for way in ("use", "first")] or [(None, "use")]
    best = 0
    for chosen, (pick, how) in product(product(*ways), picks):
        way = {one["id"]: how for one, how in zip(offers, chosen, strict=True)}
        way |= {name: how if name == pick else "leave" for name in group}
        insist = [one for one in offers if way[one["id"]] == "first"]
        kept = [
            {field: value for field, value in one.items() if field not in {"coupon", "group"}}
            for one in offers
            if way[one["id"]] != "leave"
            and (one in insist or not any(clashes(one, other, table) for other in insist))
        ]
        quoted = Till(offers=kept, classes=classes).quote(DAY, *lines)
        if {one["id"] for one in insist} <= set(quoted.applied):
            best = max(best, quoted.saved_minor)
    return best


def clashes(one, other, table):
    a, b = one.get("class"), other.get("class")
    return a is not None and b is not None and not (b in table[a] and a in table[b])


@THOUSAND
@given(small_shops(), st.lists(st.integers(1, 9000), min_size=1, max_size=3))
def test_the_choice_is_the_best_of_all_ways_to_choose(shop, cents):
    offers, classes = shop
    lines = [line(str(n), f"{one / 100:.2f}") for n, one in enumerate(cents)]
    sections = {"classes": classes, "groups": [{"id": "g", "rule": "best"}]}
    quoted = till(*offers, **sections).quote(DAY, *lines)
    assert quoted.best_of_all
    assert quoted.saved_minor == brute(offers, classes, lines)
