from pathlib import Path

import pytest

from loyalty.errors import ColumnMissing, LogUnreadable
from loyalty.simulate.columns import Choice, by_name, choose, plain

PATH = Path("orders.csv")
NEEDED = ["order_id", "ordered_at", "sku", "quantity", "currency", "line_net"]


def test_names_are_recognised_whatever_their_case_spaces_and_marks():
    found = ["\ufeffOrder ID", "Ordered-At", " SKU ", "Quantity", "CURRENCY", "line_net", "Customer_ID"]
    choice = choose(found, path=PATH)
    assert choice.sources == {
        "order_id": "\ufeffOrder ID",
        "ordered_at": "Ordered-At",
        "sku": " SKU ",
        "quantity": "Quantity",
        "currency": "CURRENCY",
        "line_net": "line_net",
        "member_id": "Customer_ID",
    }


def test_a_mapping_says_which_column_is_which_and_what_never_changes():
    found = ["订单编号", "ordered_at", "sku", "实付"]
    mapping = {"order_id": "订单编号", "line_net": "实付", "quantity": "=1", "currency": "= CNY"}
    choice = choose(found, path=PATH, mapping=mapping)
    assert choice.sources["order_id"] == "订单编号"
    assert choice.sources["line_net"] == "实付"
    assert choice.constants == {"quantity": "1", "currency": "CNY"}
    assert sorted(choice.columns()) == sorted(found)


def test_a_mapping_overrules_a_name():
    choice = choose([*NEEDED, "real_sku"], path=PATH, mapping={"SKU": "real_sku"})
    assert choice.sources["sku"] == "real_sku"


def test_a_mapped_customer_id_means_the_member():
    choice = choose([*NEEDED, "buyer"], path=PATH, mapping={"customer_id": "buyer"})
    assert choice.sources["member_id"] == "buyer"


def test_a_missing_column_is_named_with_the_one_that_was_probably_meant():
    with pytest.raises(ColumnMissing, match=r"has no column 'quantity'.*Did you mean 'quantty'") as caught:
        choose(["order_id", "ordered_at", "sku", "quantty", "currency", "line_net"], path=PATH)
    assert caught.value.fields["column"] == "quantity"
    assert "quantty" in caught.value.text("zh")
    assert "您是否指" in caught.value.text("zh")


def test_a_missing_column_that_resembles_nothing_is_asked_for():
    with pytest.raises(ColumnMissing, match="name the column that holds it with a mapping"):
        choose(["a", "b"], path=PATH)


def test_without_any_money_column_the_three_choices_are_named():
    with pytest.raises(ColumnMissing, match=r"line_net \(whole minor units\) or unit_price"):
        choose(NEEDED[:-1], path=PATH)


def test_a_mapping_to_a_column_that_is_not_there_is_refused():
    with pytest.raises(ColumnMissing, match=r"has no column 'prise'.*Did you mean 'price'"):
        choose([*NEEDED, "price"], path=PATH, mapping={"line_gross": "prise"})


def test_a_mapping_of_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(LogUnreadable, match=r"'line_nett'.*Did you mean 'line_net'"):
        choose(NEEDED, path=PATH, mapping={"line_nett": "line_net"})
    with pytest.raises(LogUnreadable, match="Known are order_id"):
        choose(NEEDED, path=PATH, mapping={"zzz": "line_net"})


def test_two_columns_of_one_meaning_need_a_word_from_the_shop():
    found = [*NEEDED, "member_id", "customer_id"]
    with pytest.raises(LogUnreadable, match="both mean 'member_id'"):
        choose(found, path=PATH)
    assert (
        choose(found, path=PATH, mapping={"member_id": "customer_id"}).sources["member_id"] == "customer_id"
    )


def test_unit_prices_count_only_where_no_line_amount_stands():
    assert "unit_price" not in choose([*NEEDED, "unit_price"], path=PATH).sources
    assert "unit_price" in choose([*NEEDED[:-1], "unit_price"], path=PATH).sources


def test_attributes_of_items_are_found_by_their_prefix():
    choice = choose(
        [*NEEDED, "Attribute_Colour", "maat", "attribute_"], path=PATH, mapping={"attribute_size": "maat"}
    )
    assert choice.attributes == {"colour": "Attribute_Colour", "size": "maat"}


def test_extras_are_loaded_only_when_they_are_asked_for():
    found = [*NEEDED, "Coupon_Status"]
    assert choose(found, path=PATH).extras == {}
    assert choose(found, path=PATH, extras=("coupon_status",)).extras == {"coupon_status": "Coupon_Status"}
    with pytest.raises(ColumnMissing, match="'coupon_state'"):
        choose(found, path=PATH, extras=("coupon_state",))


def test_a_column_used_twice_is_loaded_once():
    assert Choice({"sku": "a", "brand": "a"}, extras={"a": "a"}).columns() == ["a"]


def test_names_that_were_taken_are_left_alone():
    assert by_name(["sku", "SKU"], ["sku"], path=PATH, taken={"sku"}) == {}


def test_a_plain_name_has_no_case_and_no_spaces():
    assert plain("  Line  Net ") == "line_net"
