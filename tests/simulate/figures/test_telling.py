from pathlib import Path
from typing import Any

import pytest

from loyalty.simulate.figures.telling import log_of, parity_of
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Difference, Parity
from loyalty.when import load_zone
from tests.simulate import frames
from tests.simulate.frames import back
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import history, tea_club

AMOUNT = {"kind": "amount", "amount": 5}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("telling")))


@pytest.fixture(scope="module")
def spring(log: OrderLog) -> Told:
    """The whole story."""
    return told(log, tea_club())


@pytest.fixture(scope="module")
def from_february(log: OrderLog) -> Told:
    """The story measured from February on; January builds up state."""
    return told(log, tea_club(), warm_up_until=utc(1, 31, 16))


def test_the_draft_names_its_programme(spring):
    name = spring.draft.program
    assert (name.key, name.name, name.name_zh) == ("tea-club", "Tea club", "Tea club")
    assert name.hash == tea_club().hash


def test_a_programme_without_a_name_goes_by_its_key(tmp_path):
    name = told_of(tmp_path, shop(), bought("A", utc(1, 1), 1000)).draft.program
    assert (name.name, name.name_zh) == ("shop", "shop")


def test_totals_add_up_what_was_given(spring):
    totals = spring.draft.totals
    assert (totals.orders, totals.orders_with_benefit, totals.members) == (6, 4, 2)
    assert totals.revenue_minor == 10_000 + 4_000 + 8_000 + 5_000 + 6_001 + 3_000
    assert totals.discount_minor == 500 + 1_300 + 500
    assert totals.shipping_minor == 800
    assert totals.points_spent_minor == 900 + 300
    assert totals.cost_minor == 4_300
    assert totals.given_back_minor == 900 + 250
    assert totals.net_cost_minor == 3_150
    assert totals.cost_share_ppm == 119_441, "4,300 of 36,001, rounded down"


def test_refusals_are_counted_by_reason_most_frequent_first(spring):
    assert [(one.offer, one.reason, one.orders) for one in spring.draft.reasons] == [
        ("delivery", "below_minimum", 5),
        ("growth.gold.price", "wrong_tier", 4),
        ("five", "below_minimum", 3),
        ("growth.gold.price", "member_required", 1),
    ]
    first = spring.draft.reasons[0]
    assert (first.en, first.zh) == ("The goods come to less than its minimum.", "商品金额未达到门槛。")


def columns(draft: Any) -> dict[str, tuple[int, int, int]]:
    """Orders, revenue and cost of the totals and of what they are divided into."""
    parts = {"month": draft.by_month, "tier": draft.by_tier}
    sums = {
        name: (
            sum(one.orders for one in rows),
            sum(one.revenue_minor for one in rows),
            sum(one.cost_minor for one in rows),
        )
        for name, rows in parts.items()
    }
    return sums | {"totals": (draft.totals.orders, draft.totals.revenue_minor, draft.totals.cost_minor)}


@pytest.mark.parametrize("result", ["spring", "from_february"])
def test_every_division_adds_up_to_the_totals(result, request):
    draft = request.getfixturevalue(result).draft
    assert len(set(columns(draft).values())) == 1
    totals = draft.totals
    assert sum(one.cost_minor for one in draft.by_component) == totals.cost_minor
    assert sum(one.cost_minor for one in draft.by_offer) == totals.discount_minor + totals.shipping_minor
    assert (
        sum(sum(one.funded.values()) for one in draft.by_offer)
        == totals.cost_minor - totals.points_spent_minor
    )
    assert sum(one.offers_minor for one in draft.by_month) == totals.discount_minor
    assert sum(one.shipping_minor for one in draft.by_month) == totals.shipping_minor
    assert sum(one.points_minor for one in draft.by_month) == totals.points_spent_minor
    assert totals.net_cost_minor == totals.cost_minor - totals.given_back_minor


def test_a_warm_up_builds_state_and_is_not_measured(from_february):
    draft = from_february.draft
    assert [one.month for one in draft.by_month] == ["2025-02", "2025-03", "2025-04"]
    totals = draft.totals
    assert (totals.orders, totals.revenue_minor, totals.cost_minor) == (5, 26_001, 3_000)
    assert totals.points_spent_minor == 1_200, "90 of the points were earned in January"
    assert [one.redemptions for one in draft.by_offer] == [1, 2, 0], "a reached gold with January's credit"
    assert [one.orders for one in draft.reasons] == [5, 3, 3, 1]


def test_an_order_at_the_end_of_the_warm_up_is_measured(log):
    draft = told(log, tea_club(), warm_up_until=utc(1, 31, 17)).draft
    assert (draft.totals.orders, draft.by_month[0].month) == (5, "2025-02")


def test_after_a_warm_up_longer_than_the_log_nothing_is_measured(log):
    draft = told(log, tea_club(), warm_up_until=utc(6, 1)).draft
    assert [(one.month, one.orders) for one in draft.by_month] == [("2025-04", 0)]
    assert (draft.totals.orders, draft.totals.cost_minor, draft.totals.cost_share_ppm) == (0, 0, 0)
    assert (draft.top_orders, draft.reasons, draft.points.earned) == ((), (), 0)
    assert draft.points.outstanding == 30


def test_returns_that_are_ignored_give_nothing_back(log):
    draft = told(log, tea_club(), returns="ignored").draft
    assert (draft.totals.orders, draft.totals.cost_minor, draft.totals.given_back_minor) == (6, 4_300, 0)
    assert [one.given_back_minor for one in draft.by_offer] == [0, 0, 0]
    assert (draft.points.taken_back, draft.points.restored) == (0, 0)


def test_the_history_is_told_on_the_zones_clock(log):
    figures = log_of(log, load_zone("Asia/Shanghai"))
    assert (figures.first_at, figures.last_at) == ("2025-01-10T12:00:00+08:00", "2025-04-01T01:00:00+08:00")
    assert (figures.orders, figures.lines, figures.members) == (6, 8, 2)
    assert (figures.anonymous_orders, figures.return_documents) == (1, 2)
    assert (figures.gross_minor, figures.discount_minor, figures.net_minor) == (37_001, 1_000, 36_001)
    assert (figures.currency, figures.exponent, figures.name) == ("CNY", 2, "orders")
    assert figures.content_hash == log.content_hash
    assert log_of(log, load_zone("UTC")).last_at == "2025-03-31T17:00:00+00:00"


def test_members_who_only_gave_back_did_not_buy(tmp_path):
    only = back("V", of=None, ordered_at=utc(1, 3), customer_id="m2", category="tea", line_gross=500)
    rows = [bought("A", utc(1, 1), 100), bought("G", utc(1, 2), 100, customer_id=None), only]
    figures = log_of(frames.log_of(tmp_path, *rows), load_zone("UTC"))
    assert (figures.members, figures.members_buying, figures.anonymous_orders) == (2, 1, 1)


def test_what_the_file_lacks_is_noted_beside_the_reason_that_it_explains(tmp_path):
    minimum = {"kind": "subtotal", "minimum": 50}
    none = {"kind": "amount", "amount": 5, "of": {"categories": ["food"]}}
    offers = [
        {"id": "food", "when": minimum, "benefit": none},
        {"id": "any", "when": minimum, "benefit": AMOUNT},
    ]
    rows = [bought("A", utc(1, 1), 6_000), bought("B", utc(1, 2), 1_000)]
    draft = told_of(tmp_path, shop(offers=offers), *rows).draft
    notes = {(one.offer, one.reason): (one.note_en, one.note_zh) for one in draft.reasons}
    lacking = ("No line has the category food.", "没有任何商品行属于品类 food。")
    assert notes == {
        ("any", "below_minimum"): (None, None),
        ("food", "below_minimum"): lacking,
        ("food", "no_effect"): lacking,
    }


def test_parity_is_told_with_the_members_that_were_re_run(spring):
    parity = spring.draft.parity
    assert (parity.orders, parity.differences, parity.members, parity.member_orders) == (6, 0, 2, 5)
    assert parity.sentence_en == (
        "6 orders re-run through the live engine: 0 differences; "
        "2 members re-run from their first event (5 orders)."
    )
    assert parity.sentence_zh == ("6 个订单经实时引擎重算：0 处差异；2 名会员自首个事件起重算（5 个订单）。")


def test_parity_without_members_counts_differences_too():
    difference = Difference("A", "net", "1", "2")
    figures = parity_of(Parity(orders=1_000, differences=[difference] * 1_234))
    assert figures.sentence_en == "1,000 orders re-run through the live engine: 1,234 differences."
    assert figures.sentence_zh == "1,000 个订单经实时引擎重算：1,234 处差异。"
    assert (figures.differences, figures.late_events) == (1_234, 0)


def test_free_and_empty_histories_have_no_share_of_cost(tmp_path):
    draft = told_of(tmp_path, tea_club(), bought("A", utc(1, 1), 0)).draft
    assert (draft.totals.orders, draft.totals.revenue_minor, draft.totals.cost_share_ppm) == (1, 0, 0)
