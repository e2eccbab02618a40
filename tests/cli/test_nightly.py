"""The nightly run from the command line."""

from loyalty.cli.entry import main
from tests.cli.shop_file import shop_with_an_order


def test_what_fell_due_is_booked_and_told(tmp_path, capsys):
    url, key = shop_with_an_order(tmp_path, "100")
    assert main(["nightly", url, key]) == 0
    assert capsys.readouterr().out == "Booked 1 accounts: 0 points matured, 90 expired.\n"
    assert main(["nightly", url, key, "--language", "zh"]) == 0
    assert "已入账 0 个账户" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_told(capsys):
    assert main(["nightly", "postgresql://ann:secret@127.0.0.1:1/db", "shop"]) == 2
    told = capsys.readouterr().err
    assert "cannot be used" in told
    assert "secret" not in told
