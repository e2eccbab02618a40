"""A check told to people and to programs."""

import json

import pytest
import yaml

from loyalty.scenarios.telling import document, got, told
from tests.scenarios.shop import checked, look, order, single, steps

GOOD = single(name="good", name_zh="好", expect={"to_pay": 90})
BAD = steps(
    order(id="A", expect={"to_pay": 80, "applied": {"app": 5}}),
    look("2026-05-20", available=5),
    name="bad",
    name_zh="坏",
)


LATE = """\
scenarios:
  - name: late
    at: 2026-05-04
    cart: {lines: [{sku: A, price: 5}]}
    expect: {to_pay: 1}
"""


def test_what_differs_reads_like_a_diff():
    assert told(checked(GOOD, BAD)) == [
        "✓ good",
        "✗ bad",
        "    order A, 2026-05-04 12:00",
        "      - to pay: ¥80.00",
        "      + to pay: ¥90.00",
        "      - applied app: ¥5.00",
        "      + applied app: nothing (It does not run in this channel)",
        "      - applied first: nothing",
        "      + applied first: ¥10.00 (It takes ¥10.00 off)",
        "      offers:",
        "        pieces: There are too few units of its goods. 2 more would do.",
        "        app: It does not run in this channel.",
        "        first: It takes ¥10.00 off.",
        "        growth.gold.shipping: It is for another tier.",
        "    look 2, 2026-05-20 00:00",
        "      - available afterwards: 5",
        "      + available afterwards: 90",
        "2 scenarios: 1 differs (- expected, + what came).",
    ]


def test_the_same_is_told_in_chinese():
    lines = told(checked(GOOD, BAD), "zh")
    assert lines[:4] == ["✓ 好", "✗ 坏", "    订单 A，2026-05-04 12:00", "      - 应付：¥80.00"]
    assert "      + 生效 app：无（不适用于该下单渠道）" in lines
    assert lines[-1] == "2 个场景，1 个不符合预期（- 预期，+ 实际）。"


@pytest.mark.parametrize(
    ("scenarios", "english", "chinese"),
    [
        ([GOOD], "1 scenario: all as expected.", "1 个场景，全部符合预期。"),
        ([GOOD, GOOD], "2 scenarios: all as expected.", "2 个场景，全部符合预期。"),
        (
            [BAD, BAD],
            "2 scenarios: 2 differ (- expected, + what came).",
            "2 个场景，2 个不符合预期（- 预期，+ 实际）。",
        ),
    ],
)
def test_the_last_line_sums_up(scenarios, english, chinese):
    result = checked(*scenarios)
    assert (told(result)[-1], told(result, "zh")[-1]) == (english, chinese)


def test_a_scenario_of_a_text_is_told_with_its_line():
    from loyalty.scenarios import check, load_scenarios
    from tests.scenarios.shop import shop

    assert told(check(shop(), load_scenarios(LATE)))[0] == "✗ late (line 2)"
    assert told(check(shop(), load_scenarios(LATE)), "zh")[0] == "✗ late（第 2 行）"


def test_what_came_is_written_as_the_expectation_that_passes():
    story = steps(order(id="A"), look("2026-05-20", orders=1), name="s")
    blocks = "\n".join(line for line in got(checked(story, bare=True)))
    order_block, look_block = blocks.split("# look 2, 2026-05-20 00:00\n")
    expect = yaml.safe_load(order_block)["expect"]
    again = steps(
        order(id="A", expect=_exact(expect)),
        look("2026-05-20", **_exact(yaml.safe_load(look_block)["after"])),
    )
    assert checked(again).passed


def _exact(value):
    if isinstance(value, dict):
        return {name: _exact(inner) for name, inner in value.items()}
    return str(value) if isinstance(value, float) else value


def test_json_has_figures_as_text_and_every_step():
    plain = json.loads(json.dumps(document(checked(GOOD, BAD)), ensure_ascii=False))
    assert (plain["passed"], plain["program"]["currency"]) == (False, "CNY")
    first, second = plain["scenarios"]
    assert first["steps"][0]["got"]["to_pay"] == "90"
    assert second["steps"][0]["differences"][0] == {
        "field": "to_pay",
        "unit": "money",
        "expected": "80",
        "got": "90",
        "why": "",
        "why_zh": "",
    }
    assert second["steps"][1]["at"] == "2026-05-20T00:00:00+08:00"


def test_an_error_is_told_with_its_sentence():
    over = {"kind": "return", "of": "A", "at": "2026-05-05", "units": {"1": 9}, "expect": {"returned": 5}}
    lines = told(checked(steps(order(id="A"), over)))
    why = "Order A, line 1: 9 cannot be returned, only 1 is left. Return at most that"
    assert lines[2:4] == ["      - error: nothing", f"      + error: over_return ({why})"]
