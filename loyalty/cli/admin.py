"""Open the pages for staff in a browser, on this machine only: 127.0.0.1, without sign-in."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from loyalty.cli.extras import need

HELP = "open the pages for staff in a browser (this machine only)"
DATABASE: Final = "LOYALTY_DATABASE_URL"
"""What the pages ask for the shop's database."""
_ENDED_EARLY: Final = (-signal.SIGTERM, -signal.SIGINT)
"""What the pages' program answers when it was ended before it could listen for its end: a normal end, too."""
HOME: Final = Path("loyalty-demo")
"""The folder of the demo: what `loyalty demo` wrote is what the pages show."""


def add_options(options: argparse.ArgumentParser) -> None:
    """Where its files lie, and the port."""
    options.add_argument(
        "--home", type=Path, default=HOME, metavar="DIR", help="folder of programmes and runs (loyalty-demo)"
    )
    options.add_argument(
        "--database",
        metavar="URL",
        help="the shop's database, to look members up ($LOYALTY_DATABASE_URL)",
    )
    options.add_argument("--no-browser", action="store_true", help="do not open a browser")
    options.add_argument("--port", type=int, metavar="N", help="port on 127.0.0.1 (first free one from 8501)")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    need("simulate", "report", "admin")
    if options.database is not None:
        from loyalty.live.by_url import shop_at

        with shop_at(options.database):
            pass  # what cannot be reached is told here, not on a page
    return serve(
        options.home,
        port=options.port,
        language=options.language,
        database=options.database,
        browser=not options.no_browser,
    )


def serve(
    home: Path,
    *,
    port: int | None,
    language: str,
    database: str | None = None,
    browser: bool = True,
) -> int:
    """The pages as a program of their own; Ctrl-C is their normal end, and who ends this program ends them.

    A database's URL holds a password: it goes by the environment, where other people do not see it.
    """
    command = [sys.executable, "-m", "loyalty.admin", "--home", str(home), "--language", language]
    if port is not None:
        command += ["--port", str(port)]
    if not browser:
        command.append("--no-browser")
    told = os.environ if database is None else os.environ | {DATABASE: database}
    server = subprocess.Popen(command, env=told)  # noqa: S603 - our own interpreter, arguments from the command line
    before = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        while True:
            try:
                ended = server.wait()
            except KeyboardInterrupt:
                continue
            return 0 if ended in _ENDED_EARLY else ended
    finally:
        signal.signal(signal.SIGTERM, before)
