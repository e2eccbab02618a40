"""`loyalty explain`: what is typed becomes a question, and a wrong one is a sentence."""

import json

import pytest

from loyalty.cli.entry import main
from tests.cli.shop import shop


@pytest.fixture
def asked(tmp_path, capsys):
    program, orders = shop(tmp_path)

    def ask(*options, code=0):
        command = ["explain", str(program), "--orders", str(orders), "--zone", "Asia/Shanghai", *options]
        assert main(command) == code
        return capsys.readouterr()

    return ask


def test_one_order_is_told_step_by_step(asked):
    printed = asked("--order", "A3").out
    assert printed.startswith("A3 · order · 2025-02-05 12:00 · member m1\n")
    assert "Points as money (100 points pay ¥1;" in printed
    assert "To pay: ¥159.00." in printed


def test_one_order_as_json_has_every_figure(asked):
    (order,) = json.loads(asked("--order", "A1", "--json").out)["orders"]
    assert (order["order_id"], order["kind"]) == ("A1", "sale")
    assert [step["step"] for step in order["steps"]] == ["goods", "offer", "paid", "rule", "earned"]
    assert order["steps"][1]["amount_minor"] == -10_00


def test_the_orders_behind_a_figure_are_listed_with_their_sum(asked):
    behind = json.loads(asked("--offer", "ten-off", "--month", "2025-01", "--json").out)
    assert (behind["orders"], behind["part_minor"]) == (2, 20_00)
    assert [one["order_id"] for one in behind["shown"]] == ["A1", "A2"]


def test_a_reason_asks_for_the_orders_it_refused(asked):
    refused = json.loads(asked("--offer", "ten-off", "--reason", "member_limit_reached", "--json").out)
    assert [(one["order_id"], one["part_minor"]) for one in refused["shown"]] == [("A3", 10_00)]


def test_top_and_sort_choose_what_is_shown(asked):
    behind = json.loads(asked("--top", "1", "--sort", "revenue", "--json").out)
    assert (behind["orders"], [one["order_id"] for one in behind["shown"]]) == (4, ["A3"])


@pytest.mark.parametrize("over", ["5", "5%", " 5 "])
def test_over_is_a_percentage(asked, over):
    assert json.loads(asked("--over", over, "--json").out)["orders"] == 2


def test_benefits_count_what_an_order_used(asked):
    assert json.loads(asked("--benefits", "0", "--json").out)["orders"] == 1


@pytest.mark.parametrize(
    ("options", "en", "zh"),
    [
        (
            ["--over", "many"],
            "--over cannot be 'many'. Write a percentage such as 20.",
            "请写成 20 这样的百分比。",
        ),
        (["--order", "Z9"], "There is no order Z9 in this run.", "本次运行中没有订单 Z9。"),
        (
            ["--offer", "nine"],
            "There is no offer 'nine' in this simulation.",
            "本次模拟中没有优惠活动 'nine'。",
        ),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(asked, options, en, zh):
    assert en in asked(*options, code=2).err
    assert zh in asked(*options, "--language", "zh", code=2).err


def test_settings_of_the_simulation_are_honoured(asked):
    printed = asked("--order", "A3", "--use-points", "never").out
    assert "none are spent" in " ".join(printed.split())
