import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from loyalty.cli import entry
from loyalty.cli.entry import COMMANDS, main
from loyalty.errors import ParityBroken, SimulationCancelled
from tests.cli.shop import broken, shop
from tests.house.tree import ROOT


def test_every_command_can_be_asked_for_help(capsys):
    for command in COMMANDS:
        name = getattr(command, "NAME", command.__name__.rpartition(".")[2])
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
    told = capsys.readouterr().err
    assert (
        told == f"There is no file {tmp_path / 'none.yaml'}. Check its name and its folder. [file_missing]\n"
    )


def test_an_error_is_said_in_the_language_asked_for(tmp_path, capsys):
    assert main(["review", str(tmp_path / "none.yaml"), "--language", "zh"]) == 2
    told = capsys.readouterr().err
    assert told == f"找不到文件 {tmp_path / 'none.yaml'}。请检查文件名和所在文件夹。 [file_missing]\n"


def test_of_several_programmes_the_broken_one_is_named(tmp_path, capsys):
    program, orders = shop(tmp_path)
    bad = broken(tmp_path)
    assert main(["simulate", str(program), str(bad), "--orders", str(orders)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{bad}: The programme has ")
    assert "(line 14): Unknown field `wen`" in said


def test_whoever_asks_for_a_traceback_gets_one(tmp_path):
    with pytest.raises(Exception, match="There is no file"):
        main(["review", str(tmp_path / "none.yaml"), "--traceback"])


@pytest.fixture
def ending(monkeypatch):
    """A command that ends in a way no real one can be brought to."""

    def command(how):
        def run(options):
            raise how

        fake = SimpleNamespace(
            __name__="loyalty.cli.fake", __doc__="", HELP="", add_options=lambda options: None, run=run
        )
        monkeypatch.setattr(entry, "COMMANDS", (fake,))

    return command


def test_a_bug_is_one_sentence_too(ending, capsys):
    ending(ZeroDivisionError("by nought"))
    assert main(["fake"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Something broke inside loyalty (ZeroDivisionError: by nought)")
    assert said.count("\n") == 1
    with pytest.raises(ZeroDivisionError):
        main(["fake", "--traceback"])


def test_a_run_that_cannot_be_trusted_failed_and_one_that_was_stopped_stopped(ending):
    ending(ParityBroken(differences=1, first="A1"))
    assert main(["fake"]) == 1
    ending(SimulationCancelled(done=1, total=2))
    assert main(["fake"]) == 130


def test_output_that_nobody_reads_any_more_is_no_error():
    run = subprocess.Popen(
        [sys.executable, "-m", "loyalty.cli", "schema"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stdout.read(1) == "{"
        run.stdout.close()
        assert run.stderr.read() == ""
        assert run.wait() == 0


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


def test_bytes_that_are_no_text_are_told_before_anything_is_done(capsys):
    assert main(["codes", "check", "SPRING\udcff"]) == 2
    assert capsys.readouterr().err.endswith(" [bad_option]\n")
    assert main(["codes", "check", "SPRING\udcff", "--language", "zh"]) == 2
    assert "请以 UTF-8 输入。" in capsys.readouterr().err
