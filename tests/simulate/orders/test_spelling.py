import pytest

from loyalty.simulate.orders.spelling import bare, minor_by_name, plain


def test_a_plain_name_has_no_case_and_no_spaces():
    assert plain("  Line  Net ") == "line_net"


@pytest.mark.parametrize(
    "name", ["Order No.", "order_no", "ORDER-NO", "Order #", "\ufefforder no", "Ｏｒｄｅｒ　No"]
)
def test_a_bare_name_is_its_letters_and_digits(name: str):
    assert bare(name) == "orderno"


@pytest.mark.parametrize("name", ["总金额", "总金额（元）", " 总金额 (CNY)", "总金额（分）"])
def test_a_unit_in_brackets_is_no_part_of_a_name(name: str):
    assert bare(name) == "总金额"


def test_other_brackets_are_part_of_a_name():
    assert bare("Quantity (- Refund)") == "quantityrefund"


@pytest.mark.parametrize(
    ("name", "minor"),
    [
        ("金额（分）", True),
        ("Total (cents)", True),
        ("金额(元)", False),
        ("Price (USD)", False),
        ("数量(件)", None),
    ],
)
def test_a_name_may_tell_its_unit(name: str, minor: bool | None):
    assert minor_by_name(name) is minor


def test_most_names_tell_no_unit():
    assert minor_by_name("Total") is None
