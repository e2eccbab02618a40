import signal
import subprocess
import sys

import pytest

from loyalty.cli.entry import COMMANDS, main, parser
from tests.cli.shop import PROGRAM, broken, shop
from tests.house.tree import ROOT


def test_every_command_can_be_asked_for_help(capsys):
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2]
        assert main([name, "--help"]) == 0
        assert command.HELP
        assert f"loyalty {name}" in capsys.readouterr().out


def test_the_version_is_said(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("loyalty ")


@pytest.mark.parametrize(
    "typed", [[], ["simulate"], ["simulate", "p.yaml"], ["nonsense"], ["demo", "--port", "many"]]
)
def test_a_command_typed_wrongly_is_one_line_and_code_2(typed, capsys):
    assert main(typed) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith("--help)")


def test_an_error_is_its_sentence_without_a_traceback(tmp_path, capsys):
    _, orders = shop(tmp_path)
    assert main(["simulate", str(tmp_path / "none.yaml"), "--orders", str(orders)]) == 2
    assert capsys.readouterr().err == f"There is no file {tmp_path / 'none.yaml'}.\n"


def test_an_error_is_said_in_the_language_asked_for(tmp_path, capsys):
    assert main(["review", str(tmp_path / "none.yaml"), "--language", "zh"]) == 2
    assert capsys.readouterr().err == f"找不到文件 {tmp_path / 'none.yaml'}。\n"


def test_of_several_programmes_the_broken_one_is_named(tmp_path, capsys):
    program, orders = shop(tmp_path)
    bad = broken(tmp_path)
    assert main(["simulate", str(program), str(bad), "--orders", str(orders)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{bad}: The programme has ")
    assert "(line 13): Unknown field `wen`" in said


def test_whoever_asks_for_a_traceback_gets_one(tmp_path):
    with pytest.raises(Exception, match="There is no file"):
        main(["review", str(tmp_path / "none.yaml"), "--traceback"])


def test_a_bug_is_one_sentence_too(tmp_path, capsys):
    options = parser().parse_args(["schema"])
    assert options.traceback is False
    program = tmp_path / "odd.yaml"
    program.write_text(PROGRAM, encoding="utf-8")
    assert main(["review", f"{program}\0"]) in {1, 2}
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.count("\n") == 1


def test_output_that_nobody_reads_any_more_is_no_error():
    done = subprocess.run(
        f"{sys.executable} -m loyalty.cli schema | head -n 1",
        cwd=ROOT,
        shell=True,  # noqa: S602 - a pipe is what is tried
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_is_one_sentence_code_130_and_no_report(tmp_path):
    program, orders = shop(tmp_path)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "loyalty.cli", "simulate", str(program), "--orders", str(orders)]
    run = subprocess.Popen([*command, "--out", str(out)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with run:
        assert run.stderr.readline() == "reading the orders\n"
        run.send_signal(signal.SIGINT)
        assert run.stderr.read().endswith("Stopped: nothing more was written.\n")
        assert run.wait() == 130
    assert not out.exists()
