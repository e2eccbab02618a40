import pytest

from loyalty.reports.cautions import cautions, past_unknown, returns_unmatched, untested_of
from tests.reports.sample import result

WHY = {"why": "category", "en": "No line has the category tea.", "zh": "没有任何商品行属于品类 tea。"}


@pytest.fixture
def told():
    return result()


def unmatched(told):
    """The result of a file whose returns name no order."""
    draft = told["drafts"][0]
    draft["totals"]["given_back_minor"] = 0
    draft["points"] |= {"restored": 0, "unlinked_taken": draft["points"]["taken_back"]}
    return draft


def test_where_everything_could_be_tested_there_is_no_warning(told, pen):
    assert cautions(told["drafts"][0], told, pen) == ()


def test_an_offer_that_could_not_be_tested_is_named_with_the_cause(told, pen):
    draft = told["drafts"][0]
    draft["untested"] = [{"offer": "tea-week"} | WHY, {"offer": "unknown"} | WHY]
    (said,) = cautions(draft, told, pen)
    assert said == (
        "2 of 6 offers could not be tested with this file; their cost is unknown, not zero: "
        "Tea week, unknown: No line has the category tea."
    )
    assert untested_of(draft, pen)["tea-week"] == "No line has the category tea."


def test_returns_that_name_no_order_are_no_finding(told, pen):
    draft = unmatched(told)
    assert returns_unmatched(draft, told)
    (said,) = cautions(draft, told, pen)
    assert said.startswith("No return could be matched to an order: ¥")


@pytest.mark.parametrize("change", ["settings", "given_back", "restored", "linked", "no_returns"])
def test_a_return_that_did_bring_something_back_needs_no_warning(told, change):
    draft = unmatched(told)
    match change:
        case "settings":
            told["settings"]["returns"] = "ignore"
        case "given_back":
            draft["totals"]["given_back_minor"] = 1
        case "restored":
            draft["points"]["restored"] = 1
        case "linked":
            draft["points"]["unlinked_taken"] -= 1
        case _:
            told["baseline"]["returned_minor"] = 0
    assert not returns_unmatched(draft, told)


def test_the_past_is_unknown_only_with_net_prices_and_no_discount_in_the_file(told):
    assert not past_unknown(told)
    told["baseline"]["discount_minor"] = 0
    assert past_unknown(told)
    told["settings"]["price_basis"] = "list"
    assert not past_unknown(told)
