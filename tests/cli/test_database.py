import pytest

from loyalty.cli.entry import main


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nonsense", "postgresql://name:password@host/database"),
        ("oracle://scott:tiger@host/db", "postgresql://name:password@host/database"),
        ("postgresql+nonesuch://ann:secret@host/db", "pip install nonesuch"),
        ("mysql+mysqlconnector://ann:secret@host/db", "pip install mysqlconnector"),
        ("postgresql://ann:secret@127.0.0.1:1/db", "cannot be used"),
        ("mysql://ann:secret@127.0.0.1:1/db", "cannot be used"),
        ("sqlite:////no/such/folder/own.db", "cannot be used"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_in_one_sentence(typed, said, capsys):
    assert main(["db", "upgrade", typed]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not {"secret", "tiger"} & set(told.replace(":", " ").replace("@", " ").split())
    assert len(told.splitlines()) == 1
