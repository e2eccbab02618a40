import pytest

from loyalty.errors import DatabaseUnreachable, MigratedByHost, SchemaOutOfDate, SchemaUnmarked, ShopError

RAISED = [
    (SchemaOutOfDate, {"found": "-", "needed": "loyalty_0001", "command": "loyalty db upgrade URL"}),
    (SchemaUnmarked, {"tables": 3, "first": "loyalty_account"}),
    (MigratedByHost, {"found": "loyalty_0000", "needed": "loyalty_0001"}),
    (DatabaseUnreachable, {"url": "postgresql://ann:***@host/db", "what": "refused"}),
]


@pytest.mark.parametrize(("kind", "fields"), RAISED)
def test_a_database_that_is_not_ready_says_so_in_both_languages(kind, fields):
    error = kind(**fields)
    assert isinstance(error, ShopError)
    for language in ("en", "zh"):
        assert str(next(iter(fields.values()))) in error.text(language)


def test_tables_that_are_out_of_date_name_the_command_that_mends_it():
    assert "`loyalty db upgrade URL`" in str(SchemaOutOfDate(**RAISED[0][1]))
