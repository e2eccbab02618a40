"""A command typed wrongly is told in the language it asks for."""

import pytest

from loyalty.cli.entry import main
from loyalty.cli.misuse import in_chinese


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["simulate", "club.yaml"], "缺少参数：--orders"),
        (["review", "club.yaml", "--jsn"], "不认识的参数：--jsn"),
        (["nope"], "COMMAND 不能为 'nope'（可选："),
        (["nightly", "url", "key", "--batch", "x"], "--batch 应为整数，而不是 'x'"),
        (["template", "--key"], "--key 缺少取值"),
        (["db", "check"], "缺少参数：URL"),
    ],
)
@pytest.mark.parametrize("language", [["--language", "zh"], ["--language=zh"]])
def test_what_is_wrong_is_told_in_chinese_and_in_one_line(typed, said, language, capsys):
    assert main([*typed, *language]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert told.rstrip().endswith("--help）")


def test_english_stays_english(capsys):
    assert main(["simulate", "club.yaml"]) == 2
    assert (
        "the following arguments are required: --orders (see loyalty simulate --help)"
        in capsys.readouterr().err
    )


def test_what_was_never_said_before_stays_as_it_is():
    assert in_chinese("something new") == "something new"
