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


def test_members_of_a_history_share_no_identity_and_that_is_said_only_where_one_is_counted():
    def limited(per):
        return shop(offers=[{"id": "o", "benefit": FIVE, "limits": [{"per": per, "uses": 1}]}])

    assert unknown([limited("member")], sellers=False) == ()
    (only,) = unknown([limited("member"), limited("identity")], sellers=False)
    assert (only.key, only.value) == ("own_identities", "member")
    assert "counts each member alone" in only.en
    assert "每位会员单独计算" in only.zh


def test_without_sellers_every_order_is_one_sellers():
    apart = shop(offers=[{"id": "o", "benefit": FIVE, "per": "seller"}])
    (only,) = unknown([apart], sellers=False)
    assert (only.key, "one seller's" in only.en, "同一卖家" in only.zh) == ("one_seller", True, True)
    assert unknown([apart], sellers=True) == ()


def test_what_is_earned_without_an_order_is_said_to_be_left_out():
    action = {"id": "a", "action": "check_in", "points": 5}
    (only,) = unknown([asking(), shop(points={"actions": [action]})], sellers=True)
    assert (only.key, only.value) == ("not_given", "actions")
    assert only.en == "Left out, so that the cost is higher: points of actions."
    assert only.zh == "以下内容未计入，实际成本更高：行为积分。"
    gift = {"id": "i", "on": {"kind": "sign_up"}, "gives": [{"kind": "points", "points": 5}]}
    assert unknown([shop(points={}, issuances=[gift])], sellers=True) == ()


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
