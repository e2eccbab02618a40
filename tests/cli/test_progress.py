import pytest

from loyalty.cli.progress import Step


@pytest.mark.parametrize(
    ("step", "en", "zh"),
    [
        (Step("reading", "", 0, 0, 5.0), "reading the orders", "正在读取订单"),
        (
            Step("replaying", "corner-shop", 1_200_000, 3_000_000, 2.7),
            "replaying corner-shop: 1.2 of 3.0 M orders · 4 s left",
            "正在回放 corner-shop：120 / 300万 个订单 · 约剩 4 秒",
        ),
        (
            Step("replaying", "corner-shop", 512, 53_120, 0.1),
            "replaying corner-shop: 512 of 53,120 orders",
            "正在回放 corner-shop：512 / 53,120 个订单",
        ),
        (
            Step("checking", "corner-shop", 10, 1_000, 3.0),
            "checking corner-shop against the live engine: 10 of 1,000 orders · 5 min left",
            "正在用线上引擎核对 corner-shop：10 / 1,000 个订单 · 约剩 5 分钟",
        ),
        (
            Step("varying", "corner-shop", 512, 53_120, 0.1),
            "replaying variants of corner-shop: 512 of 53,120 orders",
            "正在回放 corner-shop 的变体：512 / 53,120 个订单",
        ),
        (Step("writing", "", 0, 0, 0.0), "writing the report", "正在写入报告"),
        (Step("writing_orders", "", 0, 0, 0.0), "writing every order", "正在写入逐单结果"),
    ],
)
def test_a_step_reads_as_one_sentence(step, en, zh):
    assert step.text("en") == en
    assert step.text("zh") == zh


def test_the_first_compilation_is_announced_with_its_length():
    said = Step("compiling", "", 0, 1, 0.0).text("en")
    assert said == "compiling the rules for this machine (the first time only, about twenty seconds)"


@pytest.mark.parametrize(
    ("done", "seconds", "left"), [(0, 9.0, None), (5, 0.2, None), (10, 9.0, None), (9, 9.0, 1), (5, 10.0, 10)]
)
def test_the_time_left_is_told_when_it_can_be_known(done, seconds, left):
    assert Step("replaying", "p", done, 10, seconds).left() == left


def test_a_stage_nobody_translated_is_shown_by_its_name():
    assert Step("polishing", "p", 1, 2, 0.0).text("en") == "polishing: 1 of 2 orders"


def test_codes_are_counted_as_such():
    assert Step("making_codes", "", 5_000, 20_000, 0.1).text("en") == "making codes: 5,000 of 20,000"
    assert Step("making_codes", "", 400_000, 1_000_000, 2.0).text("zh") == (
        "正在生成券码：40 / 100万 · 约剩 3 秒"
    )


def test_reading_is_told_in_megabytes():
    step = Step("reading", "orders.csv", 12_345_678, 300_000_001, 0.1)
    assert step.text("en") == "reading the orders: 12 of 301 MB"
    assert step.text("zh") == "正在读取订单：12 / 301 MB"
    assert (
        Step("opening", "orders.csv", 5, 5, 0.1).text("en") == "opening the orders as they were read before"
    )
