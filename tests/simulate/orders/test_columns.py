from pathlib import Path

import pytest

from loyalty.errors import ColumnMissing, LogUnreadable
from loyalty.simulate.orders.columns import Choice, by_name, choose
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.names import ORDER_NAMES

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


def test_unit_prices_count_only_where_no_line_amount_says_more():
    found = [*NEEDED[:-1], "unit_price"]
    assert "unit_price" in choose(found, path=PATH).sources
    assert "unit_price" in choose([*found, "line_net"], path=PATH).sources
    assert "unit_price" not in choose([*found, "line_gross"], path=PATH).sources
    assert "unit_price" not in choose([*found, "line_net", "line_discount"], path=PATH).sources


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
    assert by_name(["sku", "SKU"], {"sku": ORDER_NAMES["sku"]}, path=PATH, taken={"sku"}) == {}


def meant(header: str, **mapping: str) -> Choice:
    """What the columns of an export in CNY mean."""
    return choose(header.split(","), path=PATH, mapping={"currency": "=CNY"} | mapping)


def test_the_names_of_a_generic_export_are_recognised():
    choice = meant("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")
    assert choice.sources == {
        "order_id": "InvoiceNo",
        "sku": "StockCode",
        "quantity": "Quantity",
        "ordered_at": "InvoiceDate",
        "unit_price": "UnitPrice",
        "member_id": "CustomerID",
    }


def test_the_columns_of_a_shopify_export_are_recognised_though_its_words_are_plain():
    choice = meant(
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Total,Discount Code,Discount Amount,"
        "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Vendor,Id,"
        "Lineitem discount,Phone"
    )
    assert choice.export == "Shopify"
    assert choice.constants == {"currency": "CNY"}
    assert choice.sources == {
        "order_id": "Name",
        "member_id": "Email",
        "status": "Financial Status",
        "paid_at": "Paid at",
        "shipping_fee": "Shipping",
        "coupon_code": "Discount Code",
        "order_discount": "Discount Amount",
        "ordered_at": "Created at",
        "quantity": "Lineitem quantity",
        "unit_price": "Lineitem price",
        "sku": "Lineitem sku",
        "item_name": "Lineitem name",
        "order_refund": "Refunded Amount",
        "brand": "Vendor",
        "line_discount": "Lineitem discount",
    }


def test_a_plain_word_means_nothing_outside_the_export_that_uses_it():
    with pytest.raises(ColumnMissing, match="has no column 'order_id'"):
        meant("Name,Created at,sku,quantity,price")


def test_an_export_of_chinese_order_lines_is_recognised():
    choice = meant(
        "主订单编号,子订单编号,标题,价格,购买数量,商家编码,买家实际支付金额,订单状态,订单付款时间,买家会员名"
    )
    assert choice.sources == {
        "order_id": "主订单编号",
        "line_no": "子订单编号",
        "unit_price": "价格",
        "quantity": "购买数量",
        "sku": "商家编码",
        "net": "买家实际支付金额",
        "status": "订单状态",
        "ordered_at": "订单付款时间",
        "member_id": "买家会员名",
    }


def test_a_file_of_whole_orders_has_one_line_each():
    choice = meant("订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额")
    assert choice.whole_orders
    assert choice.constants == {"currency": "CNY", "sku": "ORDER", "quantity": "1", "line_no": "1"}
    assert choice.sources == {
        "order_id": "订单编号",
        "line_gross": "总金额",
        "line_net": "买家实际支付金额",
        "ordered_at": "订单创建时间",
        "paid_at": "订单付款时间 ",
        "line_refund": "退款金额",
    }


def test_what_the_caller_says_of_whole_orders_stands():
    assert meant("订单编号,总金额,下单时间", sku="=GIFT").constants["sku"] == "GIFT"


def test_the_clearer_name_counts_before_the_vaguer_one():
    found = "order_id,date,order date,sku,qty,price,email,member no"
    choice = meant(found)
    assert (choice.sources["ordered_at"], choice.sources["member_id"]) == ("order date", "member no")


def test_two_equally_clear_names_are_refused_with_both_choices():
    with pytest.raises(LogUnreadable, match=r"'Order No' and 'Invoice No' both mean 'order_id'") as caught:
        meant("Order No,Invoice No,date,sku,qty,price")
    assert "--map 'Order No=order_id' or --map 'Invoice No=order_id'" in str(caught.value)
    assert "请用列映射指明" in caught.value.text("zh")


def test_an_item_without_a_code_is_known_by_its_name():
    assert meant("order no,date,product name,qty,price").sources["sku"] == "product name"
    assert meant("order no,date,product name,sku,qty,price").sources["sku"] == "sku"


def test_a_recognised_column_can_be_left_out():
    mapping = FileMapping(columns={"member_id": None}, constants={"currency": "CNY"})
    assert (
        "member_id"
        not in choose(
            ["order no", "date", "sku", "qty", "price", "email"], path=PATH, mapping=mapping
        ).sources
    )


def test_a_column_with_a_meaning_of_its_own_is_not_given_a_second_one():
    choice = meant("order no,date,sku,qty,price,email", coupon_code="email")
    assert (choice.sources["coupon_code"], choice.has("member_id")) == ("email", False)


def test_a_choice_knows_its_own_names():
    choice = choose(
        ["Order ID", "Customer-ID", "date", "sku", "qty", "price"], path=PATH, mapping={"currency": "=CNY"}
    )
    assert [choice.own(name) for name in ("order_id", "member_id", "ordered_at")] == [True, True, False]


def test_an_items_name_stands_by_where_an_export_leaves_codes_out():
    shopify = "Name,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku"
    assert meant(shopify).sources["item_name"] == "Lineitem name"
    plain = "order no,date,product name,sku,qty,price"
    assert "item_name" not in meant(plain).sources
    assert meant(plain, item_name="product name").sources["item_name"] == "product name"


def test_what_was_paid_is_left_aside_where_price_and_discount_are_told():
    assert "net" not in meant("order no,date,sku,qty,price,line discount amount,amount paid").sources
    assert "net" in meant("order no,date,sku,qty,price,amount paid").sources
