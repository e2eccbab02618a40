"""What lies on a pile is written statement by statement, and once."""

import sqlalchemy as sa

from loyalty.store.piling import Pile

TABLE = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
INSERT = sa.insert(TABLE)
CHANGE = sa.update(TABLE).where(TABLE.c.a == sa.bindparam("one")).values(b=sa.bindparam("to"))


def test_rows_of_one_statement_go_together_and_rows_of_other_columns_apart():
    engine = sa.create_engine("sqlite://")
    said = []
    sa.event.listen(engine, "before_cursor_execute", lambda *told: said.append((told[2], told[5])))
    pile = Pile()
    pile.add(INSERT, {"a": 1})
    pile.add(CHANGE, {"one": 1, "to": 5})
    pile.add(INSERT, [{"a": 2}, {"a": 3}])
    pile.add(INSERT, {"a": 4, "b": 4})
    with engine.begin() as connection:
        TABLE.create(connection)
        said.clear()
        pile.write(connection)
        pile.write(connection)
        assert connection.execute(sa.select(TABLE).order_by(TABLE.c.a)).all() == [
            (1, 5),
            (2, None),
            (3, None),
            (4, 4),
        ]
    assert [many for _, many in said] == [True, False, False, False]
