"""What files never tell is said once, by name, wherever a programme asks for it."""

from loyalty.simulate.figures.untold import NAMES, unknown
from loyalty.simulate.simulation import simulate
from tests.simulate.frames import log_of
from tests.simulate.replays import bought, shop, told_of, utc

FIVE = {"kind": "amount", "amount": 5}


def asking(*kinds, opposite=False):
    conditions = [{"kind": kind, "any": ["x"]} for kind in kinds]
    when = [{"kind": "not", "condition": one} for one in conditions] if opposite else conditions
    return shop(offers=[{"id": "o", "benefit": FIVE, "when": when}])


def test_a_programme_that_asks_for_none_of_it_assumes_nothing():
    assert unknown([], sellers=False) == ()
    assert unknown([asking(), asking("channel")], sellers=False) == ()


def test_what_several_programmes_ask_is_told_together():
    (only,) = unknown([asking("region"), asking("store", "channel", opposite=True)], sellers=True)
    assert (only.key, only.value) == ("not_in_orders", "store, region")
    assert only.en == "Orders do not tell this: store, region. Conditions on it are never met."
    assert only.zh == "订单中没有以下信息：门店、地区。相关条件一律视为不满足。"


def test_sellers_are_not_told_by_every_file():
    wanted = {"kind": "amount", "amount": 5, "of": {"sellers": ["x"]}}
    (only,) = unknown([shop(offers=[{"id": "o", "benefit": wanted}])], sellers=False)
    assert (only.value, "卖家" in only.zh) == ("seller", True)
    assert unknown([shop(offers=[{"id": "o", "benefit": wanted}])], sellers=True) == ()


def test_without_sellers_every_order_is_one_sellers():
    apart = shop(offers=[{"id": "o", "benefit": FIVE, "per": "seller"}])
    (only,) = unknown([apart], sellers=False)
    assert (only.key, "one seller's" in only.en, "同一卖家" in only.zh) == ("one_seller", True, True)
    assert unknown([apart], sellers=True) == ()


def test_what_is_given_without_an_order_is_said_to_be_left_out():
    points = {"kind": "points", "points": 5}
    coupon = {"kind": "coupon", "offer": "held", "valid_days": 9}
    held = {"id": "held", "benefit": FIVE, "coupon": {}}

    def giving(*gives, **sections):
        on = {"kind": "sign_up"}
        return shop(offers=[held], issuances=[{"id": "i", "on": on, "gives": list(gives)}], **sections)

    action = {"id": "a", "action": "check_in", "points": 5}
    (both,) = unknown([giving(points, points={"actions": [action]})], sellers=True)
    assert (both.key, both.value) == ("not_given", "actions, points")
    assert both.en == "Left out, so that the cost is higher: points of actions and points of issuances."
    (only,) = unknown([giving(coupon)], sellers=True)
    assert (only.value, "Left out" in only.en) == ("coupons", False)
    (all_of_it,) = unknown([giving(points, coupon, points={})], sellers=True)
    assert all_of_it.zh == (
        "以下内容未计入，实际成本更高：自动发放的积分。自动发放的券按上述用券假设处理，不按生日、等级或月份。"
    )


def test_a_result_says_so_in_its_head(tmp_path):
    log = log_of(tmp_path, bought("A", utc(1, 10), 6_000))
    result = simulate(log, [asking("store", opposite=True)])
    assert result.assumptions[-1].value == "store"
    assert result.drafts[0].by_offer[0].redemptions == 1


def test_an_offer_that_asks_for_it_is_untested(tmp_path):
    for cause, english, chinese in NAMES.values():
        (only,) = told_of(tmp_path, asking(cause), bought("A", utc(1, 10), 6_000)).draft.untested
        assert (only.why, only.en) == (cause, f"The file tells no {english} of its orders.")
        assert only.zh == f"文件中没有订单的{chinese}信息。"


def test_tax_is_not_told():
    rule = {"id": "base", "kind": "per_amount", "points": 1, "per": 1, "tax": "without"}
    (only,) = unknown([shop(points={"rules": [rule]})], sellers=True)
    assert (only.key, only.value, "税额" in only.zh) == ("no_tax", "as_priced", True)
    assert unknown([shop(points={"rules": [rule | {"tax": "as_priced"}]}), shop()], sellers=True) == ()
