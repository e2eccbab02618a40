import pytest

from loyalty.admin import charts
from loyalty.money import Currency
from loyalty.reports.figures import Figures
from loyalty.reports.pen import Pen
from loyalty.reports.words import Words
from tests.reports.sample import Size, result

DRAWN = (charts.months, charts.points, charts.offers, charts.standing)


def pen(language="en"):
    return Pen(Words(language), Figures(Currency("CNY", 2), language))


def draft(size=None):
    return result(size)["drafts"][0]


def values(chart):
    """The rows a chart draws."""
    (rows,) = chart.to_dict()["datasets"].values()
    return rows


def empty():
    bare = draft()
    bare |= {"by_month": [], "by_offer": [], "tiers_at_end": []}
    bare["points"]["by_month"] = []
    return bare


@pytest.mark.parametrize("chart", DRAWN)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_can_be_handed_to_a_browser(chart, language):
    assert values(chart(draft(), pen(language)))


@pytest.mark.parametrize("chart", DRAWN)
def test_where_there_is_nothing_there_is_no_chart(chart):
    assert chart(empty(), pen()) is None


def test_amounts_travel_as_exact_texts():
    first = values(charts.months(draft(), pen()))[0]
    sample = draft()["by_month"][0]
    minor = sample["offers_minor"]
    assert first["value"] == f"{minor // 100}.{minor % 100:02d}"
    assert first["shown"] == pen().figures.money(minor)
    assert charts.months(draft(), pen()).to_dict()["data"]["format"] == {"parse": {"value": "number"}}


def test_points_that_leave_hang_below_the_line():
    rows = values(charts.points(draft(), pen()))
    signs = {row["part"]: row["value"].startswith("-") for row in rows if row["value"] != "0"}
    assert signs == {"Earned": False, "Spent": True, "Expired": True, "Taken back with returns": True}


def test_a_month_without_orders_keeps_its_place():
    gap = draft(Size(months=4))
    del gap["by_month"][1]
    scale = charts.months(gap, pen()).to_dict()["encoding"]["x"]["scale"]
    assert scale["domain"] == ["2024-01", "2024-02", "2024-03", "2024-04"]


def test_the_dearest_offer_stands_on_top():
    assert values(charts.offers(draft(), pen()))[0]["name"] == "First order 10% off"
    assert len(values(charts.offers(draft(Size(offers=60)), pen()))) == charts.OFFERS_MAX


def test_tiers_of_several_tracks_are_told_apart():
    several = draft()
    several["tiers_at_end"].append({"track": "paid", "tier": "gold", "members": 3})
    names = [row["name"] for row in values(charts.standing(several, pen()))]
    assert names[-1] == "paid · gold"
    assert names[1] == "growth · member"


def test_no_name_in_a_chart_starts_a_formula_in_a_spreadsheet():
    evil = draft()
    for entry in evil["by_offer"]:
        entry["name"] = "=1+1"
    evil["tiers_at_end"] = [entry | {"tier": "@gold"} for entry in evil["tiers_at_end"][:1]]
    assert {row["name"] for row in values(charts.offers(evil, pen()))} == {"'=1+1"}
    assert {row["name"] for row in values(charts.standing(evil, pen()))} == {"'@gold"}
