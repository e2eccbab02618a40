"""The catalogue of reasons says what the code does, and the page what the catalogue says."""

import re
from typing import get_args

import pytest

from loyalty.engine.explain import COUNTED
from loyalty.engine.reasons import REASON_WAYS, SHORT_OF, reasons_page
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.plan.graph import BIT_REASONS
from tests.engine.reasons_page import PAGE
from tests.engine.till import Till, line
from tests.plan.test_graph import LEAVES

NOON = "2026-05-04 12:00"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == reasons_page(), "python -m tests.engine.reasons_page"


def test_every_reason_has_its_way_in_both_languages():
    assert list(REASON_WAYS) == list(Reason)
    assert len(Reason) == codes.REASONS
    for english, chinese in REASON_WAYS.values():
        assert english.endswith(".")
        assert not HAN.search(english)
        assert chinese.endswith("。")
        assert HAN.search(chinese)
        assert re.findall("`[^`]+`", english) == re.findall("`[^`]+`", chinese)


def test_a_row_has_no_cell_too_many():
    rows = [row for row in reasons_page().splitlines() if row.startswith("| `")]
    assert {row.count("|") for row in rows} == {7}
    assert len(rows) == len(Reason)


@pytest.mark.parametrize("kind", BIT_REASONS, ids=lambda kind: kind.__name__)
def test_each_question_without_history_stands_with_its_reason(kind):
    (name,) = get_args(kind.model_fields["kind"].annotation)
    assert f"`{name}`" in REASON_WAYS[Reason(BIT_REASONS[kind])][0]


@pytest.mark.parametrize("name", LEAVES)
def test_each_condition_that_fails_alone_stands_with_its_reason(name):
    condition, reason = LEAVES[name]
    assert f"`{condition['kind']}`" in REASON_WAYS[reason][0]


def test_what_is_short_is_money_or_counted():
    assert set(SHORT_OF) == {Reason.BELOW_MINIMUM, *COUNTED}
    assert {reason: SHORT_OF[reason][1] for reason in COUNTED} == COUNTED


@pytest.mark.parametrize(
    ("benefit", "reason", "short_by"),
    [
        ({"kind": "per_each", "every": 90, "amount": 1}, Reason.BELOW_MINIMUM, 30_00),
        (
            {"kind": "steps", "measure": "subtotal", "steps": [{"from": 70, "amount": 1}]},
            Reason.BELOW_MINIMUM,
            10_00,
        ),
        (
            {"kind": "steps", "measure": "quantity", "steps": [{"from": 5, "amount": 1}]},
            Reason.TOO_FEW,
            3,
        ),
        ({"kind": "nth_item", "nth": 3, "percent": 50}, Reason.TOO_FEW, 1),
        ({"kind": "buy_get", "buy": 3, "get": 1}, Reason.TOO_FEW, 2),
        ({"kind": "bundle", "units": 3, "price": 1}, Reason.TOO_FEW, 1),
        ({"kind": "percent", "percent": 10, "of": {"skus": ["B"]}}, Reason.NO_EFFECT, 0),
        ({"kind": "free_shipping"}, Reason.NO_EFFECT, 0),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_each_benefit_gets_where_the_catalogue_says(benefit, reason, short_by):
    till = Till(offers=[{"id": "x", "benefit": benefit}])
    (decision,) = till.quote(NOON, line("a", "30.00", 2)).decisions
    assert (decision.reason, decision.short_by) == (reason, short_by)
    if short_by:
        assert f"`{benefit['kind']}`" in REASON_WAYS[reason][0]
