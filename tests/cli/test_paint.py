"""Lines in colour where somebody looks, and as they are where nobody does."""

import io

import pytest

from loyalty.cli.paint import print_painted, style_of

LINES = ["== offers", "+ New offer", "    - to pay: ¥5 [bold]", "plain"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_pipe_gets_the_lines_and_nothing_else():
    out = io.StringIO()
    print_painted(LINES, out=out)
    assert out.getvalue() == "".join(f"{line}\n" for line in LINES)


def test_a_terminal_gets_colours_around_the_same_text(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    print_painted(LINES, out=out)
    painted = out.getvalue()
    assert "\x1b[" in painted
    assert "[bold]" in painted


def test_who_wants_no_colours_gets_none(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = Terminal()
    print_painted(["+ green"], out=out)
    assert "\x1b[32m" not in out.getvalue()


@pytest.mark.parametrize(
    ("line", "style"),
    [("+ new", "green"), ("      - old", "red"), ("✗ bad", "bold red"), ("word", ""), ("", ""), ("+5", "")],
)
def test_the_first_sign_gives_the_colour(line, style):
    assert style_of(line) == style
