"""Order files looked at before a run: what is understood, what is wrong, and what to map."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.cli.shop import ORDERS


def page(file, options, zone, language):
    from pathlib import Path

    from loyalty.admin import check_view
    from loyalty.admin.desk import Desk
    from loyalty.admin.orders_form import Orders
    from loyalty.admin.words import Words
    from loyalty.when import SystemClock

    orders = Orders("upload", Path(file) if file else None, None, tuple(options))
    check_view.draw(orders, zone, Desk(Path("/nonexistent"), SystemClock()), Words(language))


def looked(file, options=(), language="en"):
    app = AppTest.from_function(
        page, args=(str(file), options, "Asia/Shanghai", language), default_timeout=60
    )
    app.run().button(key="check-orders").click().run()
    assert not app.exception
    return app


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path


def test_without_a_file_there_is_nothing_to_look_at():
    app = AppTest.from_function(page, args=("", (), None, "en")).run()
    assert len(app.button) == 0


def test_columns_counts_and_problems_are_shown(orders):
    app = looked(orders)
    assert app.success[0].value == "These orders can be simulated."
    said = "\n".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")
    assert "| ordered_at | ordered_at |" in said
    assert "4 orders · 0 returns · 2 members" in said
    assert "¥480.00 as paid" in said
    assert "5 rows = 4 used + 1 left out" in said
    assert "| Rows that name no order: 1. | left out | 1 |" in said
    assert "Asia/Shanghai" in said


def test_what_is_missing_is_said_as_the_field_takes_it_and_without_the_folder(tmp_path):
    path = tmp_path / "zh.csv"
    path.write_text(
        "订单号,会员,下单时间,商品,数量,金额\nA1,m1,2025/01/03 10:00,tea,1,12.50\n", encoding="utf-8"
    )
    app = looked(path, language="zh")
    assert "`=CNY=currency`" in app.error[0].value
    assert "map" not in app.error[0].value
    assert str(tmp_path) not in app.error[0].value.replace("\\", "")
    assert "列名不同时" in app.caption[0].value
    mended = looked(path, ("--map==CNY=currency",), "zh")
    assert mended.success[0].value == "这些订单可以用于模拟。"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    assert "There is no file none\\.csv" in looked(tmp_path / "none.csv").error[0].value
