"""What an event adds to the sums a report needs."""

from tests.kernels.history import History

RULE = {"id": "base", "kind": "per_amount", "points": 1, "per": "1.00"}


def shop(**fields):
    cut = {"id": "cut", "benefit": {"kind": "percent", "percent": "10"}}
    return History(points={"rules": [RULE]}, offers=[cut], **fields)


def test_goods_are_added_up_by_article():
    history = shop()
    history.sale(0, "2024-01-31", ("A", 2, 1000), ("B", 1, 3000))
    first, second = history.run()["by_item"]
    assert (first.units, first.revenue, first.off) == (2, 1000, 100)
    assert (second.units, second.revenue, second.off) == (1, 3000, 300)


def test_cost_that_was_not_measured_cannot_come_back():
    history = shop()
    history.sale(0, "2024-01-31", ("A", 1, 1000), kept=True)
    history.give_back(0, "2024-02-01", 0, (1,))
    assert [one.back for one in history.run()["by_month"]] == [0, 100]
    assert sum(one.back for one in history.run(measure_from="2024-02-01")["by_month"]) == 0
