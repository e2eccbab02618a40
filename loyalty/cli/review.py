"""Check a programme: what is wrong with it, what is suspicious, where, and how to mend it."""

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from loyalty.cli.options import present
from loyalty.cli.paint import print_painted
from loyalty.errors import Problem, ProgramInvalid
from loyalty.rules.document import load_program_with_lines
from loyalty.rules.review import review
from loyalty.when import SystemClock

HELP = "check a programme: errors, warnings, how to mend them"


def add_options(options: argparse.ArgumentParser) -> None:
    """One programme."""
    options.add_argument("program", type=Path, metavar="PROGRAM", help="programme file (YAML or JSON)")
    options.add_argument("--json", action="store_true", help="print the findings as JSON, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 when there is an error among them."""
    problems = findings(options.program, SystemClock().now())
    if options.json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        found = [_line(problem, options.language) for problem in problems]
        print_painted([*found, _summary(problems, options.program, options.language)])
    return int(any(problem.severity == "error" for problem in problems))


def _line(problem: Problem, language: str) -> str:
    """What it is, where, what is wrong, how to mend it, and its code."""
    return f"{_WORDS[language][problem.severity]}  {problem.text(language)} [{problem.code}]"


def findings(path: Path, now: datetime) -> tuple[Problem, ...]:
    """All that can be said against a file, in its own order; raises FileMissing, ProgramUnreadable."""
    try:
        program, lines = load_program_with_lines(present(path))
    except ProgramInvalid as error:
        return error.problems
    return review(program, lines=lines, now=now)


def _summary(problems: tuple[Problem, ...], path: Path, language: str) -> str:
    words = _WORDS[language]
    if not problems:
        return words["clean"].format(path=path)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return words["sum"].format(
        path=path,
        errors=errors,
        warnings=warnings,
        e="" if errors == 1 else "s",
        w="" if warnings == 1 else "s",
    )


_WORDS: Final = {
    "en": {
        "error": "error  ",
        "warning": "warning",
        "clean": "{path}: nothing to mend.",
        "sum": "{path}: {errors} error{e}, {warnings} warning{w}.",
    },
    "zh": {
        "error": "错误",
        "warning": "提醒",
        "clean": "{path}：没有问题。",
        "sum": "{path}：{errors} 个错误，{warnings} 个提醒。",
    },
}
