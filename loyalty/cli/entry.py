"""The one way into the command line: options in, an exit code out, and a sentence where something went wrong.

0: done. 1: the run failed, a reviewed programme has errors, compared programmes differ, a scenario does not
come as expected, a code is not well formed, tables are out of date, books do not add up, or rows of an import
are refused. 2: the command, a file or a database that it names cannot be used. 130: stopped with Ctrl-C.
Nobody is shown a traceback who has not asked for one with `--traceback`.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import Final, TextIO

from loyalty.cli import (
    admin,
    bring_in,
    check,
    codes,
    db,
    demo,
    diff,
    explain,
    export,
    nightly,
    orders,
    review,
    schema,
    simulate,
    template,
    verify,
)
from loyalty.cli.misuse import MISUSED, parser_for
from loyalty.errors import BadOption, LoyaltyError, ParityBroken, SimulationCancelled

COMMANDS: Final = (
    simulate,
    orders,
    explain,
    review,
    check,
    diff,
    template,
    codes,
    schema,
    db,
    nightly,
    verify,
    bring_in,
    export,
    demo,
    admin,
)

DONE: Final = 0
FAILED: Final = 1
STOPPED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` is without the program's name."""
    for stream in (sys.stdout, sys.stderr):
        _forgive(stream)
    try:
        options = parser(sys.argv[1:] if argv is None else argv).parse_args(argv)
    except SystemExit as end:
        return int(end.code or DONE)
    try:
        _refuse_halves(options)
        return int(options.run(options))
    except LoyaltyError as error:
        return _refused(error, options)
    except KeyboardInterrupt:
        _say(_STOPPED[options.language])
        return STOPPED
    except BrokenPipeError:
        _hush()
        return DONE
    except Exception as error:
        if options.traceback:
            raise
        _say(_BROKEN[options.language].format(kind=type(error).__name__, error=error))
        return FAILED


def _refuse_halves(options: argparse.Namespace) -> None:
    """Bytes that are no text come in as half a character each, which only names of files may hold."""
    for name, value in vars(options).items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and _HALF.search(text):
                mend, mend_zh = "Type it in UTF-8.", "请以 UTF-8 输入。"
                raise BadOption(option=name.replace("_", "-"), value=text, mend=mend, mend_zh=mend_zh)


_HALF: Final = re.compile("[\ud800-\udfff]")


def parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The options of all commands; `argv` tells in which language a wrong one is told."""
    kind = parser_for(argv)
    top = kind(prog="loyalty", description="Membership, points and offers: check and simulate programmes.")
    top.add_argument("--version", action="version", version=_version())
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=kind)
    for command in COMMANDS:
        options = commands.add_parser(
            getattr(command, "NAME", command.__name__.rpartition(".")[2]),
            help=command.HELP,
            description=command.__doc__,
        )
        options.add_argument(
            "--language", choices=("en", "zh"), default="en", help="language of what is printed and written"
        )
        options.add_argument("--traceback", action="store_true", help=argparse.SUPPRESS)
        command.add_options(options)
        options.set_defaults(run=command.run)
    return top


def _version() -> str:
    try:
        return f"loyalty {metadata.version('loyalty')}"
    except metadata.PackageNotFoundError:
        return "loyalty (not installed: run from its sources)"


def _refused(error: LoyaltyError, options: argparse.Namespace) -> int:
    if options.traceback:
        raise error
    where = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
    _say(f"{where}{error.text(options.language)} [{error.code}]")
    match error:
        case SimulationCancelled():
            return STOPPED
        case ParityBroken():
            return FAILED
        case _:
            return MISUSED


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _forgive(stream: TextIO) -> None:
    """A terminal that lacks a sign shows a question mark; it does not end the command."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _hush() -> None:
    """Whoever read our output has gone: let the interpreter close it without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_STOPPED: Final = {
    "en": "Stopped: nothing more was written.",
    "zh": "已停止，未再写入任何内容。",
}
_BROKEN: Final = {
    "en": "Something broke inside loyalty ({kind}: {error}): run it again with --traceback to see where.",
    "zh": "loyalty 内部出错（{kind}：{error}）：请加 --traceback 重新运行以查看位置。",
}
