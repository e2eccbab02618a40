"""Lines and selectors of a case mean the same goods in a programme."""

import pytest

from tests.cases.format import Unsupported
from tests.cases.goods import NOTHING, Shelf, whole
from tests.cases.small import case, line


def shelf(*lines):
    return Shelf.of(case(cart={"lines": [*lines]}))


def test_a_line_of_one_category_keeps_it():
    told = line("a", "1.00", "2", "desk")
    found = shelf(told).line(told)
    assert (found.sku, found.quantity, found.unit_price, found.category) == ("A", 2, "1.00", "desk")
    assert found.attributes == ()


def test_lists_and_exceptions_of_a_selector_get_our_names():
    told = {"categories": ["desk"], "exclude_skus": ["A"], "exclude_categories": ["old"]}
    assert shelf(line("a", "1.00", "1", "desk")).selector(told) == {
        "categories": ["desk"],
        "except_skus": ["A"],
        "except_categories": ["old"],
    }


@pytest.mark.parametrize("told", [None, {}, {"any": True}])
def test_a_selector_of_anything_takes_every_line(told):
    assert shelf(line("a", "1.00")).of_field({"of": told}) == {}


def test_lines_of_several_categories_are_taken_by_any_of_them():
    lines = (line("a", "1.00", "1", "desk", "oak"), line("b", "1.00", "1", "oak"), line("c", "1.00"))
    ours = shelf(*lines)
    assert [ours.line(one).attributes[0][1] for one in lines] == ["desk | oak", "oak", "no category"]
    assert ours.line(lines[0]).category is None
    assert ours.selector({"categories": ["oak"]}) == {"attributes": {"categories": ["desk | oak", "oak"]}}
    assert ours.selector({"exclude_categories": ["desk"]}) == {
        "attributes": {"categories": ["no category", "oak"]}
    }
    assert ours.selector({"categories": ["elm"]}) == {"attributes": {"categories": [NOTHING]}}


def test_a_selector_with_a_list_nobody_knows_is_not_read_as_every_line():
    with pytest.raises(Unsupported, match="does not know a selector with `brands`"):
        shelf(line("a", "1.00")).selector({"brands": ["acme"]})


def test_units_are_whole():
    assert whole("3.0", "a line's quantity") == 3
    with pytest.raises(Unsupported, match=r"a line's quantity is 1\.5"):
        whole("1.5", "a line's quantity")
