"""What `loyalty explain` prints: amounts in columns, sentences beside them, in either language."""

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from loyalty.cli import explaining
from loyalty.cli.explaining import Inquiry, explained
from loyalty.cli.source import Source
from loyalty.simulate import Settings
from loyalty.simulate.behind.behind_names import Which
from tests.simulate.frames import frame
from tests.simulate.story import rows, tea_club


@pytest.fixture
def explain(tmp_path, capsys):
    """What is printed of rows of a file."""
    path = Path(tmp_path) / "orders.parquet"

    def ask(told, order_id=None, language="en", limit=20, zone="UTC", **which):
        frame(told).write_parquet(path)
        inquiry = Inquiry(
            program=tea_club(),
            source=Source(orders=(path,), mapping={}, zone=zone),
            settings=Settings(),
            order_id=order_id,
            which=Which(**which),
            limit=limit,
            sort="part",
            language=language,
        )
        explained(inquiry)
        return capsys.readouterr().out.splitlines()

    return ask


@pytest.fixture
def printed(explain):
    """What is printed of the whole story, in the shop's own zone."""
    return partial(explain, rows(), zone="Asia/Shanghai")


def test_amounts_stand_in_columns_before_the_sentences(printed):
    lines = printed("A2")
    assert lines[:5] == [
        "A2 · order · 2025-02-01 01:00 · member a",
        "        amount          to pay",
        "       +¥40.00          ¥40.00  Goods at the prices the draft starts from: ¥40.00.",
        "        +¥8.00          ¥48.00  Shipping fee: ¥8.00.",
        "                                Gold price (lane item) is not applied. It is for another tier.",
    ]
    points = next(at for at, line in enumerate(lines) if "Points as money" in line)
    assert lines[points].startswith("        −¥9.00          ¥39.00  Points as money (10 points pay ¥1;")
    assert lines[points + 1].startswith(" " * 32 + "goods): 95 points available")
    assert "                        ¥39.00  To pay: ¥39.00." in lines
    assert " " * 32 + "Earned: 31 points." in lines


def test_what_came_back_of_an_order_stands_below_it(printed):
    order, back = printed("A2"), printed("R2")
    assert back[:2] == [
        "R2 · return · 2025-03-01 12:00 · member a",
        "       −¥31.00                  1 unit comes back, for which ¥31.00 had been paid.",
    ]
    assert order[-len(back) - 1 :] == ["", *back]


def test_chinese_lines_are_no_wider_than_english_ones(printed):
    lines = printed("A2", "zh")
    assert lines[1] == "          金额            应付"
    assert "A2 · 订单 · 2025-02-01 01:00 · 会员 a" in lines
    assert max(map(cell_len, lines)) <= explaining.WIDTH
    assert not any(line.strip()[:1] in set("，。；：、）") for line in lines)


def test_the_orders_behind_a_figure_are_a_table(printed):
    assert printed(offer="five", limit=2) == [
        "3 orders make up ¥15.00; in all ¥34.00 was given on them, on goods of ¥240.01.",
        "order  when              member    goods   given  of the figure  offers",
        "A1     2025-01-10 12:00  a       ¥100.00  ¥13.00          ¥5.00  five delivery",
        "A3     2025-02-05 12:00  a        ¥80.00  ¥16.00          ¥5.00  growth.gold.price five",
        "… and 1 more; --top shows more of them.",
    ]


def test_the_table_speaks_chinese_and_names_guests(printed):
    lines = printed(language="zh", tier="guest")
    assert lines[0] == "共 1 个订单，计入该数字 ¥0.00；这些订单商品金额 ¥50.00，让利合计 ¥0.00。"
    assert "游客" in lines[2]


def test_what_came_back_is_told_by_its_returns(printed):
    assert printed(component="given_back") == [
        "2 returns bring back ¥11.50.",
        "order  when              member   goods  given  of the figure  offers",
        "R2     2025-03-01 12:00  a       ¥31.00  ¥0.00          ¥9.00",
        "R1     2025-03-02 12:00  a       ¥47.50  ¥0.00          ¥2.50",
    ]
    assert printed(component="given_back", language="zh")[0] == "共 2 笔退货，收回让利 ¥11.50。"


def test_a_figure_without_orders_is_one_line(printed):
    assert printed(month="2020-01") == [
        "0 orders make up ¥0.00; in all ¥0.00 was given on them, on goods of ¥0.00."
    ]


def test_lines_of_an_order_are_told_where_there_are_several(explain):
    first = rows()[0]
    told = explain([first, first | {"line_no": 2, "sku": "te\x1ba", "category": "tea"}], "A1")
    assert any("line 1 cup −¥2.50 · line 2 te�a −¥2.50" in line for line in told)


def test_a_long_order_shows_its_first_lines(explain):
    first = rows()[0]
    out = "\n".join(explain([first | {"line_no": number} for number in range(1, 31)], "A1"))
    assert "line 24 cup +¥100.00" in out
    assert "line 25 cup" not in out
    assert "… and 6 more lines" in out
