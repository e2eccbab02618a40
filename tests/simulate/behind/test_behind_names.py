"""What is asked about must be there: a wrong name is refused with those that are."""

from random import Random
from typing import Any

import numpy as np
import pytest

from loyalty.errors import NoSuchFigure
from loyalty.plan import lower
from loyalty.simulate.behind.behind_names import NONE_NAMED, Names, Which
from loyalty.simulate.figures.measured import BELOW, FIRST_LEVEL, GUEST
from tests.differential.logs import history
from tests.simulate.busy import busy
from tests.simulate.replays import shop

LOG = history(Random(3), 30, large=False)  # noqa: S311 - test data
PLAN = lower(busy())


def names(**which: Any) -> Names:
    return Names(PLAN, LOG, Which(**which))


def offer_ids(**which: Any) -> list[str]:
    return [PLAN.offers[one].id for one in names(**which).offers]


def test_an_offer_is_found_by_its_id_and_a_component_by_its_offers():
    assert offer_ids(offer="ten") == ["ten"]
    assert offer_ids(component="member_price") == ["food", "growth.high.price"]
    assert offer_ids(component="points") == []
    assert len(offer_ids()) == len(PLAN.offers)


def test_levels_guests_and_those_below_have_their_places():
    assert names(tier="high").level == FIRST_LEVEL + 1
    assert names(tier="regular", track="visits").level == FIRST_LEVEL + 1
    assert (names(tier="guest").level, names(tier=NONE_NAMED).level) == (GUEST, BELOW)
    assert names().level is None


def test_what_has_no_name_is_asked_for_too():
    found = names(channel=NONE_NAMED, member=NONE_NAMED)
    assert (found.channel, found.member) == (-1, -1)
    assert names(channel=LOG.channels[1]).channel == 1
    assert names(member=LOG.member_ids[-1]).member == len(LOG.member_ids) - 1


def test_a_category_marks_its_lines_and_tells_whole_orders_from_parts():
    found = names(category="toys")
    assert found.lines is not None
    for document in range(len(LOG.doc_at)):
        lines = LOG.line_item[LOG.doc_line_start[document] : LOG.doc_line_start[document + 1]]
        toys = [LOG.item_category[item] == "toys" for item in lines]
        assert found.touched[document] == any(toys)
        assert found.partly[document] == (any(toys) and not all(toys))
    assert names().lines is None
    assert np.all(names().touched)


def test_goods_are_asked_for_together():
    assert names(category="toys", brand="acme").lines.sum() < names(category="toys").lines.sum()
    assert np.array_equal(names(sku="C1").lines, names(category="toys", brand="acme").lines)


def test_shipping_is_told_apart_from_goods():
    assert names(offer="ship").shipping
    assert names(component="shipping").shipping
    assert not names(offer="ten").shipping
    assert not names().shipping


@pytest.mark.parametrize(
    ("which", "said"),
    [
        (
            {"offer": "tenn"},
            "There is no offer 'tenn' in this simulation. There are: food, growth.high.price, ",
        ),
        ({"component": "gifts"}, "There are: offers, member_price, shipping, points, given_back."),
        ({"component": "given_back", "tier": "low"}, "Ask for it by offer, month, channel or member."),
        ({"component": "shipping", "offer": "ten"}, "There is no component 'shipping'"),
        ({"tier": "gold"}, "There is no tier 'gold' in this simulation. There are: low, high."),
        ({"track": "x"}, "There is no track 'x' in this simulation. There are: growth, visits."),
        ({"channel": "fax"}, "There are: app, web, kiosk."),
        ({"member": "nobody"}, "There is no member 'nobody'"),
        ({"category": "cars"}, "There are: food, food/tea, food/tea/green, toys."),
        ({"brand": "none such"}, "There is no brand 'none such'"),
        ({"sku": "Z9"}, "There are: A1, A2, B1, C1, TEA."),
        ({"group": "rich"}, "There are: top_1_percent, next_9_percent, next_40_percent, lower_half."),
        ({"reason": "below_minimum"}, "Say which offer was refused."),
        ({"reason": "sun", "offer": "ten"}, "There is no reason 'sun'"),
    ],
)
def test_a_wrong_name_is_refused_with_those_that_are_there(which, said):
    with pytest.raises(NoSuchFigure) as refused:
        names(**which)
    assert said in refused.value.text("en")
    assert "本次模拟中没有" in refused.value.text("zh")


def test_long_lists_of_names_end_with_dots():
    offers = [{"id": f"o{n}", "benefit": {"kind": "amount", "amount": 1}} for n in range(20)]
    with pytest.raises(NoSuchFigure, match=r"o0, .* …\."):
        Names(lower(shop(offers=offers)), LOG, Which(offer="x"))


def test_without_tiers_there_is_no_tier_to_ask_for():
    with pytest.raises(NoSuchFigure, match=r"There are: \(none\)\."):
        Names(lower(shop()), LOG, Which(tier="gold"))


def test_a_category_is_a_path_however_its_slashes_are_written():
    tea = names(category="food/tea").lines
    assert tea.any()
    for spelled in ("food/tea/", "/food/tea", "food//tea", "//food/tea//"):
        assert np.array_equal(names(category=spelled).lines, tea)
    with pytest.raises(NoSuchFigure, match="There are: food, food/tea, food/tea/green, toys"):
        names(category="/")
