"""A command typed wrongly, told in one line and in the language that the command asks for.

argparse speaks English only, and tells what is wrong before it knows the language.
"""

import argparse
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Final, NoReturn

MISUSED: Final = 2


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with a command, instead of the whole usage."""

    language: ClassVar[str] = "en"

    def error(self, message: str) -> NoReturn:
        """End with the code for misuse."""
        told = in_chinese(message) if self.language == "zh" else message
        self.exit(MISUSED, _LINES[self.language].format(prog=self.prog, told=told))


class ChineseParser(Parser):
    """The same for who asked for Chinese."""

    language = "zh"


def parser_for(argv: Sequence[str]) -> type[Parser]:
    """Whether somebody asked for Chinese can be seen before anything is understood."""
    chinese = "--language=zh" in argv or ("--language", "zh") in pairwise(argv)
    return ChineseParser if chinese else Parser


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese; what it never said before stays as it is."""
    for known, told in _KNOWN:
        found = known.fullmatch(message)
        if found:
            return told.format(*found.groups())
    return message


_LINES: Final = {
    "en": "{prog}: {told} (see {prog} --help)\n",
    "zh": "{prog}：{told}（见 {prog} --help）\n",
}
_KNOWN: Final = (
    (re.compile(r"the following arguments are required: (.*)", re.DOTALL), "缺少参数：{0}"),
    (re.compile(r"unrecognized arguments: (.*)", re.DOTALL), "不认识的参数：{0}"),
    (
        re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", re.DOTALL),
        "{0} 不能为 {1}（可选：{2}）",
    ),
    (re.compile(r"argument (\S+): expected one argument", re.DOTALL), "{0} 缺少取值"),
    (re.compile(r"argument (\S+): expected at least one argument", re.DOTALL), "{0} 至少需要一个取值"),
    (re.compile(r"argument (\S+): invalid int value: (.*)", re.DOTALL), "{0} 应为整数，而不是 {1}"),
    (re.compile(r"argument (\S+): ignored explicit argument (.*)", re.DOTALL), "{0} 不需要取值 {1}"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)", re.DOTALL), "{0} 不能与 {1} 同时使用"),
    (re.compile(r"ambiguous option: (.*) could match (.*)", re.DOTALL), "{0} 不明确，可能是 {1}"),
)
