from loyalty.demo.catalogue import DEMAND, catalogue


def test_every_category_that_sells_has_goods():
    shelves = catalogue()
    assert list(shelves.categories) == list(DEMAND)
    assert {item.category for item in shelves.goods} == {*DEMAND, "gifts/extras"}


def test_each_thing_has_a_number_of_its_own():
    skus = [item.sku for item in catalogue().goods]
    assert len(skus) == len(set(skus)) == 62
    assert skus[0] == "TEA-01"


def test_prices_are_whole_fen_and_only_the_bag_is_free():
    goods = catalogue().goods
    assert goods[0].price_minor == 2_800
    assert [item.name for item in goods if item.price_minor == 0] == ["Cotton bag"]


def test_names_are_read_without_their_price():
    assert {"Jasmine tea 100 g", "Breakfast tea, 50 bags", "Gift card 500"} <= {
        item.name for item in catalogue().goods
    }


def test_popularity_falls_along_the_shelf_and_ends_each_category_at_one():
    shelves = catalogue()
    ends = shelves.popularity()
    assert len(ends) == len(shelves.goods) - 1
    for number, (first, after) in enumerate(zip(shelves.starts, shelves.starts[1:], strict=False)):
        shares = [ends[first] - number, *(ends[first + 1 : after] - ends[first : after - 1])]
        assert abs(ends[after - 1] - number - 1) < 1e-12
        assert shares == sorted(shares, reverse=True)
