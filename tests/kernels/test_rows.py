"""The tables: signed columns, one name one layout, rows that start at nothing."""

import pytest

from loyalty.kernels import rows


def test_every_column_is_a_signed_integer():
    widths = {width for fields in rows.TABLES.values() for _, width in fields}
    assert widths == {"i4", "i8"}


def test_no_table_names_a_field_twice():
    for fields in rows.TABLES.values():
        names = [name for name, _ in fields]
        assert len(set(names)) == len(names)


def test_the_groups_share_no_table():
    groups = (rows.PLAN_TABLES, rows.ORDER_TABLES, rows.STATE_TABLES, rows.SCRATCH_TABLES, rows.RESULT_TABLES)
    assert sum(map(len, groups)) == len(rows.TABLES)


def test_a_row_starts_at_nothing_but_what_is_said():
    made = rows.row("adjusts", amount=5)
    assert made.as_dict() == {"line": 0, "offer": 0, "amount": 5}
    assert [one.as_dict() for one in rows.blank("grants", 2)] == [{"base": 0, "bonus": 0}] * 2


def test_a_row_knows_no_other_field():
    with pytest.raises(TypeError):
        rows.row("adjusts", price=5)
    with pytest.raises(AttributeError):
        rows.row("adjusts").price = 5


def test_a_growing_table_makes_rows_as_they_are_asked_for():
    table = rows.Growing("grants", [rows.row("grants", base=1)])
    table[2].bonus = 7
    assert [(one.base, one.bonus) for one in table.span(0, 3)] == [(1, 0), (0, 0), (0, 7)]
    assert [one.bonus for one in table.span(1, 3)] == [0, 7]
    assert table[2].bonus == 7
    assert table.span(2, 2) == []


def test_rows_can_be_made_field_by_field_in_their_order():
    made = rows.maker("grants")(3, 4)
    assert (made.base, made.bonus) == (3, 4)
