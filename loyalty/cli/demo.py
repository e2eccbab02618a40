"""Show the library on a sample shop: simulate two sample programmes, then open the pages for staff."""

import argparse
from pathlib import Path
from typing import Final

from loyalty.cli import admin
from loyalty.cli.extras import lacking, need

HELP = "simulate two sample programmes on a sample shop, then open the pages for staff"


def add_options(options: argparse.ArgumentParser) -> None:
    """Where to write, and whether to serve."""
    options.add_argument(
        "--out", type=Path, default=admin.HOME, metavar="DIR", help="folder of the sample and its report"
    )
    options.add_argument("--no-serve", action="store_true", help="end after the report")
    options.add_argument("--port", type=int, metavar="N", help="port on 127.0.0.1 (first free one from 8501)")


def run(options: argparse.Namespace) -> int:
    """Write the sample, simulate, report, serve."""
    need("simulate", "report")
    from loyalty.cli.running import Request, simulated
    from loyalty.cli.source import Source
    from loyalty.cli.status import StatusFile
    from loyalty.demo import write_sample_shop
    from loyalty.rules.document import load_program
    from loyalty.simulate import Settings

    shop = write_sample_shop(options.out)
    programs = tuple(load_program(path) for path in shop.programs)
    request = Request(
        programs=programs,
        source=Source(orders=(shop.orders,), members=shop.members, mapping={}, zone=programs[0].time_zone),
        settings=Settings(),
        out=options.out,
        language=options.language,
    )
    simulated(request, status=StatusFile(None))
    if options.no_serve:
        return 0
    print()
    if lacking("admin"):
        print(_WORDS[options.language])
        return 0
    return admin.serve(options.out, port=options.port, language=options.language)


_WORDS: Final = {
    "en": "The pages for staff need more: pip install 'loyalty[admin]', then run `loyalty admin`.",
    "zh": "管理页面需要额外组件：请运行 pip install 'loyalty[admin]'，然后运行 `loyalty admin`。",
}
