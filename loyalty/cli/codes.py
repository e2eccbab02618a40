"""Make coupon codes that cannot be guessed, as a CSV file, or tell whether a code was mistyped.

`--count` codes go to `--out`, as long as their number and the tries of strangers demand; a file that exists
is never overwritten. `loyalty codes check CODE` ends with 0 for a well-formed code and with 1 for any other;
only the shop's list tells whether it was given out and is unused.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Final

from loyalty.cli.progress import Step
from loyalty.coupon_codes import CodeBatch, read_code, write_codes
from loyalty.coupon_codes.alphabets import ALPHABETS
from loyalty.errors import OptionMissing

HELP = "make coupon codes as a CSV file, or tell a mistyped one"


def add_options(options: argparse.ArgumentParser) -> None:
    """How many codes, how they look, who might try them; or one code to check."""
    actions = options.add_subparsers(title="actions", metavar="ACTION", dest="action")
    _add_check(actions.add_parser("check", help="tell a mistyped code", description=__doc__))
    options.add_argument("--count", type=int, metavar="N", help="how many codes")
    options.add_argument("--out", type=Path, metavar="FILE", help="the CSV file to write")
    _add_look(options, default=None)
    options.add_argument(
        "--group", type=int, default=4, metavar="N", help="characters between two hyphens (4; 0: no hyphens)"
    )
    options.add_argument(
        "--tries-per-second",
        type=int,
        default=10,
        metavar="N",
        help="what all strangers together try (10)",
    )
    options.add_argument(
        "--live", type=int, default=0, metavar="N", help="codes of the same prefix that are out already (0)"
    )


def _add_check(options: argparse.ArgumentParser) -> None:
    options.add_argument("code", metavar="CODE", help="the code as it was typed")
    _add_look(options, default=argparse.SUPPRESS)
    options.add_argument(
        "--language", choices=("en", "zh"), default=argparse.SUPPRESS, help="language of what is printed"
    )
    options.add_argument(
        "--traceback", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )


def _add_look(options: argparse.ArgumentParser, *, default: str | None) -> None:
    options.add_argument("--prefix", default=default, metavar="TEXT", help="what every code begins with")
    options.add_argument(
        "--length", type=int, default=default, metavar="N", help="random characters (as many as are needed)"
    )
    options.add_argument(
        "--alphabet",
        choices=tuple(ALPHABETS),
        default=default or "crockford",
        help="letters and digits without look-alikes (crockford, the default) or digits",
    )


def run(options: argparse.Namespace) -> int:
    """Make them, or check one."""
    return _check(options) if options.action == "check" else _make(options)


def _check(options: argparse.Namespace) -> int:
    read = read_code(options.code, prefix=options.prefix, length=options.length, alphabet=options.alphabet)
    print(read.text(options.language))
    return int(not read.well_formed)


def _make(options: argparse.Namespace) -> int:
    words = _WORDS[options.language]
    for option, needed in (("--count", options.count), ("--out", options.out)):
        if needed is None:
            mend, mend_zh = (_WORDS[language]["missing"] for language in ("en", "zh"))
            raise OptionMissing(option=option, mend=mend, mend_zh=mend_zh)
    batch = CodeBatch(
        count=options.count,
        prefix=options.prefix or "",
        length=options.length or 0,
        alphabet=options.alphabet,
        group=options.group,
        live=options.live,
        tries_per_second=options.tries_per_second,
    )
    line = _Line(batch.count, options.language)
    try:
        write_codes(batch, options.out, progress=line.at)
    finally:
        line.clear()
    print(words["wrote"].format(count=batch.count, path=options.out, length=batch.length))
    print(words["hits"].format(hits=batch.hits_a_month, tries=batch.tries_per_second))
    print(words["keep"])
    return 0


class _Line:
    """How far it is, on one line of a terminal; elsewhere only that it began."""

    def __init__(self, total: int, language: str) -> None:
        self._total = total
        self._language = language
        self._since = time.monotonic()
        self._width = 0
        if not sys.stderr.isatty():
            print(Step("making_codes", "", 0, 0, 0.0).text(language), file=sys.stderr)

    def at(self, done: int) -> None:
        """So many are written."""
        step = Step("making_codes", "", done, self._total, time.monotonic() - self._since)
        self._show(step.text(self._language))

    def clear(self) -> None:
        """Nothing of it stays."""
        self._show("")

    def _show(self, text: str) -> None:
        if sys.stderr.isatty():
            # twice the length: a Chinese character is two columns wide
            print(f"\r{' ' * 2 * self._width}\r{text}", end="", file=sys.stderr, flush=True)
            self._width = len(text)


_WORDS: Final = {
    "en": {
        "missing": "Write: loyalty codes --count 1000 --out codes.csv, or loyalty codes check CODE.",
        "wrote": "Wrote {count:,} codes to {path}: {length} random characters and a check character each.",
        "hits": "Strangers would find about {hits} of them in a month at {tries} tries a second: "
        "limit tries in the shop.",
        "keep": "Whoever can read the file can spend the codes; they cannot be made again.",
    },
    "zh": {
        "missing": "请输入：loyalty codes --count 1000 --out codes.csv，或 loyalty codes check 券码。",
        "wrote": "已将 {count:,} 个券码写入 {path}：每个含 {length} 位随机字符和 1 位校验字符。",
        "hits": "按每秒 {tries} 次尝试，每月约有 {hits} 个会被猜中：请在商城中限制尝试次数。",
        "keep": "能读取该文件的人即可使用这些券码；券码无法重新生成，请妥善保管。",
    },
}
