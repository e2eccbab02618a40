import re
from pathlib import Path
from typing import Any, get_args

import pytest

from loyalty.facts.quote import Reason
from loyalty.rules.program import Program
from loyalty.simulate.figures.outcome_events import Cause
from loyalty.simulate.figures.telling_untested import explains
from tests.simulate.frames import Row, log_of
from tests.simulate.replays import bought, shop, told, told_of, utc
from tests.simulate.story import tea_club

HAN = re.compile(r"[\u4e00-\u9fff]")
FIVE = {"kind": "amount", "amount": 5}
SHIPPING = {"kind": "free_shipping"}


def order(**changes: Any) -> Row:
    """One order of tea from a shop that tells its brands, origins and channels."""
    known = {"brand": "Hill", "attribute_origin": "Fujian", "channel": "app", "coupon_code": "SPRING"}
    return bought("A", utc(1, 10), 6_000, **(known | changes))


def with_one(benefit: dict[str, Any], **changes: Any) -> Program:
    return shop(offers=[{"id": "o", "benefit": benefit} | changes])


def gaps(folder: Path, program: Program, *rows: Row, **settings: Any) -> list[tuple[str, str]]:
    """What each untested offer lacks."""
    draft = told_of(folder, program, *(rows or (order(),)), **settings).draft
    assert all(HAN.search(one.zh) and not HAN.search(one.en) for one in draft.untested)
    assert [one.offer for one in draft.untested] == [one.id for one in draft.by_offer if not one.redemptions]
    return [(one.why, one.en) for one in draft.untested]


@pytest.mark.parametrize(
    ("of", "why", "said"),
    [
        ({"categories": ["food"]}, "category", "No line has the category food."),
        ({"categories": ["food", "home"]}, "category", "No line has the category food or home."),
        ({"skus": ["pot"]}, "sku", "No line has the SKU pot."),
        (
            {"skus": [f"s{number}" for number in range(12)]},
            "sku",
            "No line has the SKU s0, s1, s2 or 9 others.",
        ),
        ({"brands": ["Vale"]}, "brand", "No line has the brand Vale."),
        ({"sellers": ["Hill"]}, "seller", "The file tells no seller of its lines."),
        ({"price_from": 1000}, "goods", "No line is of the goods that it asks for."),
        ({"attributes": {"origin": ["Yunnan"]}}, "attribute", "No line has the attribute origin Yunnan."),
        ({"attributes": {"year": ["2024"]}}, "attribute", "The file tells no attribute year of its lines."),
        (
            {"skus": ["tea"], "except_brands": ["Hill"]},
            "goods",
            "No line is of the goods that it asks for.",
        ),
    ],
)
def test_goods_that_no_line_has_are_named(tmp_path, of, why, said):
    assert gaps(tmp_path, with_one(FIVE | {"of": of})) == [(why, said)]
    needed = {"kind": "quantity", "minimum": 1, "of": of}
    assert gaps(tmp_path, with_one(FIVE, when=needed)) == [(why, said)], "as a condition too"


def test_a_file_without_categories_or_brands_is_told_so(tmp_path):
    bare = order(category=None, brand=None)
    assert gaps(tmp_path, with_one(FIVE | {"of": {"categories": ["food"]}}), bare) == [
        ("category", "The file tells no category of its lines.")
    ]
    assert gaps(tmp_path, with_one(FIVE | {"of": {"brands": ["Hill"]}}), bare) == [
        ("brand", "The file tells no brand of its lines.")
    ]


def test_a_category_above_those_of_the_lines_is_there(tmp_path):
    late = {"kind": "subtotal", "minimum": 9_999}
    program = with_one(FIVE | {"of": {"categories": ["drinks"]}}, when=late)
    draft = told_of(tmp_path, program, order(category="drinks/tea")).draft
    assert (draft.by_offer[0].redemptions, draft.untested) == (0, ()), "it was tried and failed its minimum"


def test_a_list_of_prices_for_other_goods_is_untested(tmp_path):
    program = with_one({"kind": "member_price", "prices": {"pot": 9}})
    assert gaps(tmp_path, program) == [("sku", "No line has the SKU pot.")]
    percent = with_one({"kind": "member_price", "percent": 10, "of": {"categories": ["food"]}})
    assert gaps(tmp_path, percent) == [("category", "No line has the category food.")]


def test_shipping_offers_are_untested_where_no_order_carries_a_fee(tmp_path):
    assert gaps(tmp_path, with_one(SHIPPING)) == [("shipping_fee", "Orders carry no shipping fee.")]
    assert told_of(tmp_path, with_one(SHIPPING), order(shipping_fee=800)).draft.untested == ()


def test_benefits_of_a_level_are_asked_too(tmp_path):
    level = {
        "id": "gold",
        "minimum": 0,
        "free_shipping_from": 1,
        "member_price": {"percent": 10, "of": {"categories": ["food"]}},
    }
    track = tea_club().tiers[0].model_dump(exclude_unset=True, by_alias=True) | {"levels": [level]}
    assert gaps(tmp_path, shop(tiers=[track])) == [
        ("category", "No line has the category food."),
        ("shipping_fee", "Orders carry no shipping fee."),
    ]


@pytest.mark.parametrize(
    ("when", "why", "said"),
    [
        ({"kind": "channel", "any": ["store"]}, "channel", "No order came through the channel store."),
        ({"kind": "window", "end": "2024-12-31"}, "dates", "No order falls into its dates."),
        ({"kind": "birthday", "span": "month"}, "birthday", "No member's birthday is known."),
        (
            {"kind": "attribute", "name": "city", "any": ["Paris"]},
            "member_attribute",
            "Nothing is known of members' city.",
        ),
    ],
)
def test_what_no_order_can_meet_is_named(tmp_path, when, why, said):
    assert gaps(tmp_path, with_one(FIVE, when=when)) == [(why, said)]
    both = {"kind": "all", "conditions": [{"kind": "weekday", "any": ["friday"]}, when]}
    assert gaps(tmp_path, with_one(FIVE, when=both)) == [(why, said)]


def test_a_file_without_channels_is_told_so(tmp_path):
    program = with_one(FIVE, when={"kind": "channel", "any": ["app"]})
    assert gaps(tmp_path, program, order(channel=None)) == [
        ("channel", "The file tells no channel of its orders.")
    ]


def test_one_way_that_the_file_can_show_is_enough(tmp_path):
    never = {"kind": "channel", "any": ["store"]}
    dear = {"kind": "subtotal", "minimum": 9_999}
    either = told_of(tmp_path, with_one(FIVE, when={"kind": "any", "conditions": [never, dear]}), order())
    assert (either.draft.by_offer[0].redemptions, either.draft.untested) == (0, ())
    neither = {"kind": "any", "conditions": [never, {"kind": "channel", "any": ["mail"]}]}
    assert [why for why, _ in gaps(tmp_path, with_one(FIVE, when=neither))] == ["channel"]


@pytest.mark.parametrize(
    ("settings", "codes", "said"),
    [
        ({"use_coupons": "as_logged"}, "SPRING, WINTER", "No order shows the code AUTUMN."),
        ({"use_coupons": "as_logged"}, None, "The file holds no codes."),
        ({"use_coupons": "never"}, "SPRING", "By the settings no order shows a code."),
    ],
)
def test_codes_that_no_order_shows_are_named(tmp_path, settings, codes, said):
    program = with_one(FIVE, when={"kind": "code", "any": ["AUTUMN"]})
    assert gaps(tmp_path, program, order(coupon_code=codes), **settings) == [("code", said)]


def test_a_code_that_orders_show_or_are_taken_to_show_is_tried(tmp_path):
    program = with_one(FIVE, when={"kind": "code", "any": ["spring"]})
    log = log_of(tmp_path, order())
    assert told(log, program, use_coupons="as_logged").draft.untested == ()
    assert told(log, program, use_coupons="share", coupons_share="0").draft.untested == ()
    assert told(log, program).draft.untested == ()


def test_members_details_are_looked_up_in_the_members_file(tmp_path):
    people = tmp_path / "members.csv"
    people.write_text("member_id,birthday,city\nm1,2000-07-04,Lyon\n")
    log = log_of(tmp_path, order(), members=people)
    birthday = with_one(FIVE, when={"kind": "birthday", "span": "day"})
    assert told(log, birthday).draft.untested == (), "it is known, and in July"
    city = with_one(FIVE, when={"kind": "attribute", "name": "city", "any": ["Paris", "Nice"]})
    (only,) = told(log, city).draft.untested
    assert (only.why, only.en, only.zh) == (
        "member_attribute",
        "No member's city is Paris or Nice.",
        "没有会员的 city 为 Paris、Nice。",
    )
    there = with_one(FIVE, when={"kind": "attribute", "name": "city", "any": ["Lyon"]})
    assert told(log, there).draft.untested == ()


def test_offers_for_members_are_untested_where_no_order_names_one(tmp_path):
    guest = order(customer_id=None)
    limited = with_one(FIVE, limits=[{"per": "member", "uses": 1}])
    first = with_one(FIVE, when={"kind": "first_order"})
    for program in (limited, first):
        assert gaps(tmp_path, program, guest) == [("guests", "No order names a member.")]
    assert told_of(tmp_path, with_one(FIVE), guest).draft.untested == ()


def test_an_offer_that_was_used_is_tested_whatever_it_asks_for(tmp_path):
    dear = {"kind": "subtotal", "minimum": 0, "of": {"categories": ["food"]}}
    assert told_of(tmp_path, with_one(FIVE, when=dear), order()).draft.untested == ()


def test_every_cause_explains_a_reason_and_a_whole_condition():
    for why in get_args(Cause):
        assert explains(why, Reason.CONDITION)
        assert sum(explains(why, reason) for reason in Reason) >= 2
    assert not explains("channel", Reason.BELOW_MINIMUM)
