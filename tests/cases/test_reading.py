"""A file of cases is read whole or refused in one sentence; no figure passes through a float."""

import json

import pytest

from tests.cases.format import NotOfTheFormat
from tests.cases.reading import read_cases
from tests.cases.small import case, line, percent, promotion


def written(tmp_path, content):
    path = tmp_path / "cases.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_file_of_the_format_is_read_as_it_stands(tmp_path):
    told = [case(percent("p", "10"), expect={"total": "135.00", "lines": {"a": {"discount": "10.00"}}})]
    assert read_cases(written(tmp_path, told)) == told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "The file is no JSON"),
        ("{}", "A case file is a list of cases, not {}."),
        ("[1]", "case 1 should be a group of fields, not 1."),
        ([case() | {"id": None}], "`id` of case 1 should be text, not nothing."),
        ([case(), case()], "The id own-001 stands twice, last in case 2."),
        (
            [case(expect={"total": "all"})],
            '`total` of `expect` of case 1 (own-001) should be a figure, not "all".',
        ),
        (
            [case(expect={"lines": {"a": {"discount": "all"}}})],
            '`discount` of line a of `expect` of case 1 (own-001) should be a figure, not "all".',
        ),
        (
            [case(expect={"lines": {"a": "all"}})],
            '`a` of case 1 (own-001) should be a group of fields, not "all".',
        ),
        (
            [case(cart={"lines": [line("a", "1e3")]})],
            "`unit_price` of an entry of `lines` of `cart` of case 1 (own-001) should be a figure, not",
        ),
        (
            [case(cart={"lines": [{"id": "a"}]})],
            "an entry of `lines` of `cart` of case 1 (own-001) lacks `sku`.",
        ),
        ([case() | {"cart": []}], "`cart` of case 1 (own-001) should be a group of fields, not []."),
        ([case() | {"cart": None}], "case 1 (own-001) lacks `cart`."),
        ([case() | {"promotions": {}}], "`promotions` of case 1 (own-001) should be a list, not {}."),
        ([case({"id": "p"})], "an entry of `promotions` of case 1 (own-001) lacks `effect`."),
        (
            [case(promotion("p", "gift"))],
            "`effect` of an entry of `promotions` of case 1 (own-001) lacks `sku`.",
        ),
        ([case(percent("p", 12.5))], "A figure is written as text; 12.5 stands there as a number."),
        (
            [case(percent("p", True))],
            "`percent` of `effect` of an entry of `promotions` of case 1 (own-001) should",
        ),
    ],
)
def test_a_file_of_another_format_gets_one_clear_sentence(tmp_path, content, said):
    with pytest.raises(NotOfTheFormat) as caught:
        read_cases(written(tmp_path, content))
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_whole_number_needs_no_quotes_and_null_says_nothing(tmp_path):
    told = [case(percent("p", 10, limits={"total_uses": 1, "per_customer": None}, max_amount=None))]
    assert read_cases(written(tmp_path, told)) == told


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(NotOfTheFormat, match="The file cannot be read"):
        read_cases(tmp_path / "nowhere.json")
