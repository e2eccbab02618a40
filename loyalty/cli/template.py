"""Programmes to start from: list the templates, or write one out with your own key, currency and time zone.

Without a name the templates are listed. With `--out FILE` the programme is written there, with
`--with-scenarios` its scenarios beside it; a file that exists is never overwritten.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from loyalty.cli.check import beside
from loyalty.cli.paint import print_painted
from loyalty.errors import BadOption, OutputUnwritable
from loyalty.errors.runs import ALREADY_THERE
from loyalty.handed_in.files import is_there
from loyalty.rules.document import load_program
from loyalty.templates import Template, coming_year, template, templates
from loyalty.when import SystemClock

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2098
HELP = "list programmes to start from, or write one out"


def add_options(options: argparse.ArgumentParser) -> None:
    """Which template, what to make one's own, and where to write it."""
    options.add_argument("name", nargs="?", metavar="NAME", help="the template (all are listed without it)")
    options.add_argument("--key", metavar="KEY", help="the programme's key, such as corner-shop")
    options.add_argument(
        "--currency", metavar="CODE", help="ISO 4217 code, such as EUR; figures stay as they are"
    )
    options.add_argument("--time-zone", metavar="NAME", help="IANA name, such as Europe/Berlin")
    options.add_argument(
        "--year", type=int, metavar="YYYY", help="year of dated offers (the next one that is not over)"
    )
    options.add_argument("--out", type=Path, metavar="FILE", help="write it here instead of printing it")
    options.add_argument(
        "--with-scenarios", action="store_true", help="write its scenarios beside it (FILE.scenarios.yaml)"
    )
    options.add_argument("--json", action="store_true", help="print as JSON, and nothing else")


def run(options: argparse.Namespace) -> int:
    """List, print or write."""
    if options.name is None:
        _list(options)
        return 0
    chosen = template(options.name)
    if options.year is not None and not FIRST_YEAR <= options.year <= LAST_YEAR:
        mend, mend_zh = "Write a year such as 2027.", "请写年份，例如 2027。"
        raise BadOption(option="--year", value=options.year, mend=mend, mend_zh=mend_zh)
    year = options.year or (coming_year(SystemClock().now()) if chosen.dated else None)
    text, scenarios = chosen.written(
        key=options.key, currency=options.currency, time_zone=options.time_zone, year=year
    )
    load_program(text)
    if options.json:
        print(json.dumps({"name": chosen.name, "text": text, "scenarios": scenarios}, ensure_ascii=False))
    elif options.out is not None:
        _write(options, text, scenarios)
    elif options.with_scenarios:
        mend, mend_zh = "Say with --out where to write both.", "请用 --out 指定写到哪里。"
        raise BadOption(option="--with-scenarios", value=True, mend=mend, mend_zh=mend_zh)
    else:
        print_painted(text.splitlines())
    return 0


def _list(options: argparse.Namespace) -> None:
    known = templates()
    if options.json:
        told = [{**asdict(one), "text": None, "scenarios": None} for one in known]
        fields = [{name: value for name, value in one.items() if value is not None} for one in told]
        print(json.dumps(fields, ensure_ascii=False, indent=1))
        return
    words = _WORDS[options.language]
    print(words["list"])
    width = max(len(one.name) for one in known)
    for one in known:
        print(f"  {one.name:<{width}}  {_title(one, options.language)}")
    print(words["next"])


def _title(one: Template, language: str) -> str:
    return f"{one.title_zh}：{one.about_zh}" if language == "zh" else f"{one.title}: {one.about}"


def _write(options: argparse.Namespace, text: str, scenarios: str) -> None:
    path: Path = options.out
    files = {path: text}
    if options.with_scenarios:
        files[beside(path)] = scenarios
    words = _WORDS[options.language]
    for target in files:
        if is_there(target):
            raise OutputUnwritable(path=target, what=ALREADY_THERE[0], what_zh=ALREADY_THERE[1])
    for target, content in files.items():
        _put(target, content)
        print(words["wrote"].format(path=target))
    print(words["review"].format(path=path))
    if options.with_scenarios:
        print(words["check"].format(path=path))


def _put(target: Path, content: str) -> None:
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        what = error.strerror or str(error)
        raise OutputUnwritable(path=target, what=what) from error


_WORDS: Final = {
    "en": {
        "list": "Programmes to start from:",
        "next": "\nloyalty template NAME --out my-programme.yaml --with-scenarios  writes one.",
        "wrote": "Wrote {path}",
        "review": "Next: loyalty review {path}",
        "check": "      loyalty check {path}",
    },
    "zh": {
        "list": "可以从这些模板开始：",
        "next": "\n用 loyalty template 模板名 --out 会员计划.yaml --with-scenarios 写出一份。",
        "wrote": "已写入 {path}",
        "review": "下一步：loyalty review {path} --language zh",
        "check": "　　　　loyalty check {path} --language zh",
    },
}
