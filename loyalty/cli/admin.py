"""Open the pages for staff in a browser, on this machine only: 127.0.0.1, without sign-in."""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

from loyalty.cli.extras import need

HELP = "open the pages for staff in a browser (this machine only)"
HOME: Final = Path("loyalty-demo")
"""The folder of the demo: what `loyalty demo` wrote is what the pages show."""


def add_options(options: argparse.ArgumentParser) -> None:
    """Where its files lie, and the port."""
    options.add_argument(
        "--home", type=Path, default=HOME, metavar="DIR", help="folder of programmes and runs (loyalty-demo)"
    )
    options.add_argument("--port", type=int, metavar="N", help="port on 127.0.0.1 (first free one from 8501)")


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    need("simulate", "report", "admin")
    return serve(options.home, port=options.port, language=options.language)


def serve(home: Path, *, port: int | None, language: str) -> int:
    """The pages as a program of their own; Ctrl-C is their normal end."""
    command = [sys.executable, "-m", "loyalty.admin", "--home", str(home), "--language", language]
    if port is not None:
        command += ["--port", str(port)]
    server = subprocess.Popen(command)  # noqa: S603 - our own interpreter, arguments from the command line
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue
