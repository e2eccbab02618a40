"""Codes made and checked from a terminal."""

import signal
import subprocess
import sys
from io import StringIO

import pytest

from loyalty.cli.entry import main
from loyalty.coupon_codes import CodeBatch, read_code
from tests.house.tree import ROOT


@pytest.fixture
def code():
    (made,) = CodeBatch(count=1, prefix="SPRING").codes()
    return made


class Terminal(StringIO):
    """Somebody looks at what is said."""

    def isatty(self):
        return True


def test_codes_are_written_and_the_strength_is_said(tmp_path, capsys):
    path = tmp_path / "codes.csv"
    assert main(["codes", "--count", "1000", "--out", str(path), "--prefix", "spring"]) == 0
    said = capsys.readouterr()
    assert said.err == "making codes\n"
    assert said.out.startswith(f"Wrote 1,000 codes to {path}: 11 random characters and a check character")
    assert "about 0.00000072 of them in a month at 10 tries a second" in said.out
    assert "cannot be made again" in said.out
    codes = path.read_text(encoding="ascii").splitlines()[1:]
    assert len(set(codes)) == 1_000
    assert all(read_code(code, prefix="SPRING", length=11).well_formed for code in codes)


def test_codes_look_and_speak_as_asked_for(tmp_path, capsys):
    path = tmp_path / "codes.csv"
    look = ["--prefix", "24", "--alphabet", "digits", "--length", "25", "--group", "0", "--live", "5000"]
    tries = ["--tries-per-second", "100", "--language", "zh"]
    assert main(["codes", "--count", "3", "--out", str(path), *look, *tries]) == 0
    said = capsys.readouterr()
    assert said.err == "正在生成券码\n"
    assert f"已将 3 个券码写入 {path}：每个含 25 位随机字符和 1 位校验字符。" in said.out
    codes = path.read_text(encoding="ascii").splitlines()[1:]
    assert all(code.isdigit() and code.startswith("24") and len(code) == 28 for code in codes)


def test_on_a_terminal_one_line_says_how_far_it_is_and_goes_away(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert main(["codes", "--count", "20000", "--out", str(tmp_path / "codes.csv")]) == 0
    said = terminal.getvalue()
    assert "\rmaking codes: 10,000 of 20,000" in said
    assert "\n" not in said
    assert said.endswith(" \r")


def test_the_line_goes_away_before_an_error_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    path = tmp_path / "none" / "codes.csv"
    assert main(["codes", "--count", "1", "--out", str(path)]) == 2
    told = terminal.getvalue().removesuffix(" [output_unwritable]\n")
    assert f"\rCannot write to {path}: No such file or directory. Name another place" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--count", "5"], "--out is missing. Write: loyalty codes --count 1000 --out codes.csv"),
        (["--out", "{path}"], "--count is missing."),
        (["--count", "0", "--out", "{path}"], "count cannot be 0."),
        (["--count", "9", "--out", "{path}", "--prefix", "双十一"], "prefix cannot be '双十一'."),
        (["--count", "1000000", "--length", "8", "--out", "{path}"], "Take at least 13."),
        (["--count", "9", "--out", "{path}", "--alphabet", "hex"], "invalid choice"),
        (["check"], "CODE"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(tmp_path, capsys, options, said):
    path = tmp_path / "codes.csv"
    assert main(["codes", *(option.format(path=path) for option in options)]) == 2
    assert said in capsys.readouterr().err
    assert not path.exists()


def test_a_well_formed_code_is_told_with_or_without_its_prefix(capsys, code):
    assert main(["codes", "check", code]) == 0
    assert main(["codes", "check", code.lower(), "--prefix", "Spring", "--length", "9"]) == 0
    assert capsys.readouterr().out.count("Well formed: no typing error.") == 2
    assert main(["codes", "check", code, "--language", "zh"]) == 0
    assert main(["codes", "--language", "zh", "check", code]) == 0
    assert capsys.readouterr().out.count("格式正确") == 2


def test_a_mistyped_code_and_one_of_another_batch_end_with_1(capsys, code):
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert main(["codes", "check", wrong]) == 1
    assert capsys.readouterr().out.startswith("Mistyped: a character is wrong")
    assert main(["codes", "check", code, "--prefix", "SUMMER"]) == 1
    assert "another batch" in capsys.readouterr().out
    assert main(["codes", "check", "12", "--alphabet", "digits"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_leaves_no_file(tmp_path):
    command = [sys.executable, "-m", "loyalty.cli", "codes", "--count", "10000000"]
    run = subprocess.Popen(
        [*command, "--out", tmp_path / "codes.csv"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    with run:
        assert run.stderr.readline() == "making codes\n"
        run.send_signal(signal.SIGINT)
        assert run.stderr.read() == "Stopped: nothing more was written.\n"
        assert run.wait() == 130
    assert list(tmp_path.iterdir()) == []
