import re
from pathlib import Path

import pytest

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.mapping import FileMapping, file_mapping
from tests.house.tree import ROOT

WHOLE = """\
columns:
  order_id: 订单编号
  member_id: ~
  currency: =CNY
constants: {quantity: 1, unit_price: 9.90}
date_order: day_first
zone: Asia/Shanghai
decimal_mark: ","
money: {line_net: minor}
discounts: order
refunds: columns
paid_amount: after_refunds
not_paid: [已取消, 0]
return_prefix: "C"
encoding: gb18030
delimiter: ";"
"""


def document(folder: Path, text: str, name: str = "map.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_says_columns_constants_and_conventions(tmp_path: Path):
    assert file_mapping(document(tmp_path, WHOLE)) == FileMapping(
        columns={"order_id": "订单编号", "member_id": None},
        constants={"quantity": "1", "unit_price": "9.90", "currency": "CNY"},
        date_order="day_first",
        zone="Asia/Shanghai",
        decimal_mark=",",
        money={"line_net": "minor"},
        discounts="order",
        refunds="columns",
        paid_amount="after_refunds",
        not_paid=["已取消", "0"],
        return_prefix="C",
        encoding="gb18030",
        delimiter=";",
    )


def test_json_will_do_and_a_path_may_be_text(tmp_path: Path):
    path = document(tmp_path, '{"columns": {"order_id": "Invoice"}, "zone": null}', "map.json")
    assert file_mapping(str(path)) == FileMapping(columns={"order_id": "Invoice"})


def test_a_dictionary_and_nothing_are_mappings_too():
    assert file_mapping(None) == FileMapping()
    assert file_mapping({"sku": "Code", "currency": "= CNY"}) == FileMapping(
        columns={"sku": "Code"}, constants={"currency": "CNY"}
    )
    said = FileMapping(zone="UTC")
    assert file_mapping(said) is said


def test_what_is_typed_counts_before_what_the_document_says():
    below = FileMapping(
        columns={"sku": "a", "order_id": "b"}, constants={"quantity": "1"}, zone="UTC", money="minor"
    )
    above = FileMapping(columns={"quantity": "c"}, constants={"sku": "X"}, money="major")
    assert above.over(below) == FileMapping(
        columns={"order_id": "b", "quantity": "c"}, constants={"sku": "X"}, zone="UTC", money="major"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colums: {a: b}", "the key 'colums' is unknown. Did you mean 'columns'?"),
        ("x: 1", "the key 'x' is unknown. Known are columns, constants"),
        ("money: cents", "money is not written as it must be. Write minor or major"),
        ("money: {line_net: cents}", "money is not written as it must be"),
        ("zone: 8", "Write a zone such as Asia/Shanghai."),
        ("columns: {order_id: 3}", "columns.order_id is not written as it must be"),
        ("columns: [a]", "Write our column: their column"),
        ("not_paid: closed", "Write a list of statuses"),
        ('delimiter: ";;"', "Write one sign in quotes"),
        ("date_order: dmy", "Write year_first, day_first"),
        ("- a", "it holds no keys"),
        ("", "it holds no keys"),
        ("a: [", "This is not YAML"),
        ("zone: *z", "The document uses a YAML alias (*name) (line 1)"),
        ("zone: !!python/name:os.system x", "YAML tag"),
        ("columns: {a: b, a: c}", "`a` was already written on line 1. Keep one of the two. (line 1)"),
    ],
)
def test_what_is_wrong_in_a_document_is_one_sentence(tmp_path: Path, text: str, sentence: str):
    with pytest.raises(LogUnreadable, match=re.escape(sentence)) as caught:
        file_mapping(document(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert re.search(r"[\u4e00-\u9fff]", caught.value.text("zh"))


def test_a_missing_document_is_named(tmp_path: Path):
    with pytest.raises(LogUnreadable, match=r"none\.yaml.*cannot be read"):
        file_mapping(tmp_path / "none.yaml")


def test_every_key_says_what_it_is_for():
    assert [name for name, field in FileMapping.model_fields.items() if not field.description] == []


def test_the_reference_names_every_key():
    text = (ROOT / "docs" / "reference" / "order-files.md").read_text(encoding="utf-8")
    assert [name for name in FileMapping.model_fields if f"`{name}`" not in text] == []


def test_the_reference_shows_a_document_that_reads(tmp_path: Path):
    text = (ROOT / "docs" / "reference" / "order-files.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    assert file_mapping(document(tmp_path, example)).columns["member_id"] is None
