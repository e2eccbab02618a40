"""Records become rows and rows records, without loss."""

from loyalty.engine.records import kept_tables, recorded, records_of, rows_of
from loyalty.facts.member import Award
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line


def test_orders_laid_out_are_read_back_as_they_were():
    ten = {"id": "ten", "benefit": {"kind": "amount", "amount": 10}}
    shop = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH}, offers=[ten])
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    shop.buy("A2", "2024-05-01", line("a", "50.00"), line("b", "9.00"), points="max")
    tables = kept_tables(shop.standing.placed, 1)
    for place, order in enumerate(shop.standing.placed):
        assert recorded(tables, place, 1, order) == order
    assert (len(tables["awards"]), tables["kept_orders"][2].line_start) == (3, 3)


def test_rows_carry_every_field_of_their_record():
    awards = (Award(1, 2, 3, 4), Award(5, 6, 7, 8))
    assert records_of(Award, rows_of("awards", awards)) == awards
