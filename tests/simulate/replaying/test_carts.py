from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loyalty.facts.member import Guest, Member
from loyalty.facts.order import CartLine
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.answers import Answers
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.draws import drawn
from tests.simulate.frames import log_of
from tests.simulate.replays import bought, laid_out, shop, utc

MEMBERS = "member_id,joined_at,birthday,city\na,2024-12-01T00:00:00Z,02-29,上海\nb,,,\n"
CODE = {"kind": "code", "any": ["SPRING", "welcome"]}
OFFERS = [
    {"id": "coded", "when": CODE, "benefit": {"kind": "amount", "amount": 1}},
    {
        "id": "nested",
        "when": {"kind": "not", "condition": {"kind": "code", "any": ["welcome", "VIP"]}},
        "benefit": {"kind": "amount", "amount": 1},
    },
]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    folder = Path(tmp_path_factory.mktemp("carts"))
    members = folder / "members.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    goods = {"sku": "cup", "category": "cups/small", "brand": "acme", "seller": "s"}
    goods |= {"attribute_colour": "red"}
    return log_of(
        folder,
        bought(
            "A",
            utc(1, 1),
            1_050,
            customer_id="a",
            quantity=3,
            line_discount=50,
            channel="app",
            shipping_fee=801,
        ),
        bought("A", utc(1, 1), 700, customer_id="a", line_no=2, coupon_code="spring", **goods),
        bought("B", utc(1, 2), 500, customer_id="b"),
        bought("G", utc(1, 3), 900, customer_id=None, coupon_code="unknown, Spring|unknown"),
        members=members,
    )


def carts(log: OrderLog, **settings: Any) -> Carts:
    return Carts(laid_out(log, shop(time_zone="Asia/Shanghai", offers=OFFERS), **settings))


def test_a_line_carries_the_files_goods_and_money_in_major_units(log):
    assert carts(log).cart(0).lines == (
        CartLine(
            id="0",
            sku="tea",
            quantity=3,
            amount=Decimal("10.00"),
            list_amount=Decimal("10.50"),
            category="tea",
        ),
        CartLine(
            id="1",
            sku="cup",
            amount=Decimal("7.00"),
            list_amount=Decimal("7.00"),
            category="cups/small",
            brand="acme",
            seller="s",
            attributes=(("colour", "red"),),
        ),
    )


def test_a_cart_carries_currency_channel_and_fee(log):
    cart = carts(log).cart(0)
    assert (cart.currency, cart.channel, cart.shipping_fee) == ("CNY", "app", Decimal("8.01"))
    assert (carts(log).cart(1).channel, carts(log).cart(1).shipping_fee) == (None, Decimal(0))


def test_lines_start_at_the_price_basis(log):
    assert carts(log, price_basis="gross").cart(0).lines[0].amount == Decimal("10.50")


def test_a_member_is_known_by_the_members_file_and_a_guest_by_nothing(log):
    someone = carts(log).who(log.member_ids.index("a"))
    assert isinstance(someone, Member)
    assert (someone.id, someone.birthday, someone.attributes) == ("a", (2, 29), {"city": "上海"})
    assert someone.joined_at.isoformat() == "2024-12-01T08:00:00+08:00"
    assert carts(log).who(-1) == Guest()


def test_who_is_not_described_joined_with_the_first_order_and_has_no_birthday(log):
    someone = carts(log).who(log.member_ids.index("b"))
    assert isinstance(someone, Member)
    assert (someone.birthday, someone.attributes) == (None, {"city": None})
    assert someone.joined_at == utc(1, 2)


def test_instants_are_told_in_the_programmes_zone(log):
    assert carts(log).at(0).isoformat() == "2025-01-01T12:00:00+08:00"
    assert carts(log).delivered(0) == timedelta(0)
    assert carts(log, delivered_after_days=3).delivered(0) == timedelta(days=3)


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, [("SPRING", "welcome", "VIP")] * 3),
        ({"use_coupons": "as_logged"}, [("spring",), (), ("unknown", "Spring")]),
        ({"use_coupons": "never"}, [(), (), ()]),
        ({"use_coupons": "share", "coupons_share": "1"}, [("SPRING", "welcome", "VIP")] * 3),
        ({"use_coupons": "share", "coupons_share": "0"}, [(), (), ()]),
    ],
)
def test_codes_are_shown_as_the_settings_say(log, settings, shown):
    assert [carts(log, **settings).cart(document).codes for document in range(3)] == shown


def test_a_share_shows_codes_on_the_orders_drawn_for_coupons(log):
    flags = drawn(log, 500_000, seed=3, purpose="coupons").tolist()
    made = carts(log, use_coupons="share", coupons_share="0.5", seed=3)
    assert [len(made.cart(document).codes) for document in range(3)] == [3 * flag for flag in flags]


def test_points_are_asked_for_as_many_as_allowed_or_none(log):
    assert carts(log).cart(0).points == "max"
    assert carts(log, use_points="never").cart(0).points == 0
    flags = drawn(log, 500_000, seed=1, purpose="points").tolist()
    made = carts(log, use_points="share", points_share="0.5")
    assert [made.cart(document).points for document in range(3)] == ["max" if flag else 0 for flag in flags]


HELD = [{"id": "spring", "benefit": {"kind": "amount", "amount": 1}, "lane": "coupon", "coupon": {}}]


@pytest.mark.parametrize(
    ("settings", "held"),
    [
        ({}, [["spring"], ["spring"], []]),
        ({"use_coupons": "as_logged"}, [["spring"], [], []]),
        ({"use_coupons": "never"}, [[], [], []]),
        ({"use_coupons": "share", "coupons_share": "1"}, [["spring"], ["spring"], []]),
        ({"use_coupons": "share", "coupons_share": "0"}, [[], [], []]),
    ],
)
def test_members_hold_coupons_as_the_settings_say_and_the_answers_agree(log, settings, held):
    laid = laid_out(log, shop(time_zone="Asia/Shanghai", offers=HELD), **settings)
    made = Carts(laid)
    assert [[one.offer_id for one in made.coupons(document)] for document in range(3)] == held
    answers = Answers(laid.plan, log, laid.settings).eligible()["bits"][:3]
    assert [[*(["spring"] if bits & 1 else [])] for bits in answers.tolist()] == held
