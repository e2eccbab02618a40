"""Selectors pick goods; without fields they pick everything."""

import pytest

from loyalty.rules.selectors import EVERYTHING, Selector
from tests.rules.shop import offered, only, program, refusals


def test_a_selector_without_fields_means_everything():
    assert Selector().everything
    assert Selector.model_validate({}) == EVERYTHING
    assert not Selector(skus=("A",)).everything


def test_attributes_are_kept_as_sorted_pairs():
    drawn = Selector.model_validate({"attributes": {"size": ["L"], "colour": ["red", "blue"]}})
    assert drawn.attributes == (("colour", ("red", "blue")), ("size", ("L",)))


def test_only_what_is_given_is_written():
    assert Selector(brands=("acme",)).model_dump() == {"brands": ("acme",)}
    assert EVERYTHING.model_dump(mode="json") == {}


@pytest.mark.parametrize(
    "field", ["skus", "categories", "brands", "except_skus", "attributes", "except_attributes"]
)
def test_an_empty_list_is_refused_because_it_could_mean_all_or_nothing(field):
    empty = {} if field.endswith("attributes") else []
    problem = only(refusals({"offers": [offered({"kind": "percent", "percent": 5, "of": {field: empty}})]}))
    assert (problem.code, problem.path) == ("list_empty", f"offers[0].benefit.of.{field}")


def test_a_number_for_a_sku_asks_for_quotes():
    problem = only(
        refusals({"offers": [offered({"kind": "percent", "percent": 5, "of": {"skus": [22423]}})]})
    )
    assert problem.code == "not_a_text"
    assert '"22423"' in problem.mend


def test_a_range_of_prices_holds_some():
    of = {"price_from": 10, "price_below": 10}
    problem = only(refusals({"offers": [offered({"kind": "percent", "percent": 5, "of": of})]}))
    assert (problem.code, problem.path) == ("price_range_empty", "offers[0].benefit.of")
    assert program(offers=[offered({"kind": "percent", "percent": 5, "of": of | {"price_below": "10.01"}})])


@pytest.mark.parametrize("field", ["price_from", "price_below"])
def test_prices_have_no_more_decimals_than_the_currency(field):
    sections = {"offers": [offered({"kind": "percent", "percent": 5, "of": {field: "9.9"}})]}
    problem = only(refusals(sections | {"currency": "JPY"}))
    assert (problem.code, problem.path) == ("amount_decimals", f"offers[0].benefit.of.{field}")


def test_what_looks_at_prices():
    assert [Selector.model_validate(one).asks_price for one in PRICED] == [True] * 3
    assert not Selector(skus=("A",)).asks_price
    assert Selector.model_validate({"at_list_price": False}) == EVERYTHING


PRICED = ({"price_from": 1}, {"price_below": 1}, {"at_list_price": True})


def test_selectors_can_be_hashed():
    wide = offered({"kind": "percent", "percent": 5, "of": {"attributes": {"a": ["b"]}}})
    assert hash(program(offers=[wide]))


def test_a_category_is_the_same_however_its_slashes_are_written():
    asked = {"categories": ["/drinks//tea/"], "except_categories": ["drinks/tea/black/"]}
    plain = {"categories": ["drinks/tea"], "except_categories": ["drinks/tea/black"]}
    assert Selector.model_validate(asked) == Selector.model_validate(plain)
    hashes = {
        program(offers=[offered({"kind": "percent", "percent": 1, "of": of})]).hash for of in (asked, plain)
    }
    assert len(hashes) == 1
