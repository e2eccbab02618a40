"""Starting the pages: on 127.0.0.1 only, because this version has no sign-in.

Everything the server must be told stands here and is passed on its command line, so it is the same from a
checkout and from an installed wheel, whatever settings lie in the folder it is started from.
"""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from loyalty.errors import BadOption, LoyaltyError

FOLDER: Final = Path(__file__).resolve().parent
ADDRESS: Final = "127.0.0.1"
FIRST_PORT: Final = 8501
PORTS_TRIED: Final = 50
UPLOAD_MAX_MB: Final = 500

FIXED: Final = (
    "--server.address=127.0.0.1",
    "--server.allowedHosts=127.0.0.1",
    "--server.allowedHosts=localhost",
    f"--server.maxUploadSize={UPLOAD_MAX_MB}",
    "--server.fileWatcherType=none",
    "--server.showEmailPrompt=false",
    "--browser.gatherUsageStats=false",
    "--browser.serverAddress=127.0.0.1",
    "--client.showErrorDetails=none",
    "--client.showErrorLinks=false",
    "--client.toolbarMode=minimal",
    "--client.disableDataExport=true",
    "--logger.hideWelcomeMessage=true",
    "--logger.level=warning",
    f"--theme.base={FOLDER / 'theme.toml'}",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns an exit code."""
    options = _parser().parse_args(argv)
    try:
        port = free_port(options.port)
    except LoyaltyError as error:
        print(error.text(options.language), file=sys.stderr)  # noqa: T201 - the launcher speaks to a terminal
        return 2
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    words = _WORDS[options.language]
    print(words.format(url=f"http://{ADDRESS}:{port}"), flush=True)  # noqa: T201 - as above
    _serve(command(options.home, port=port, open_browser=not options.no_browser))
    return 0


def command(home: Path, *, port: int, open_browser: bool) -> list[str]:
    """What the server is told: the page script, the fixed options, where its files lie."""
    options = [f"--server.port={port}", *FIXED]
    if not open_browser:
        options.append("--server.headless=true")
    return ["run", str(FOLDER / "app.py"), *options, "--", "--home", str(home)]


def free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one; raises BadOption when it is taken."""
    tried = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if wanted is None else (wanted,)
    for port in tried:
        if _is_free(port):
            return port
    mend, mend_zh = "Something else is listening there: choose another one.", "该端口已被占用，请换一个。"
    raise BadOption(option="--port", value=tried[0], mend=mend, mend_zh=mend_zh)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError):
            return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loyalty.admin", description="Pages for staff.")
    parser.add_argument(
        "--home", type=Path, default=Path("loyalty-demo"), help="folder of programmes and runs"
    )
    parser.add_argument("--port", type=int, help="port on 127.0.0.1")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of this terminal")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser


def _serve(arguments: list[str]) -> None:
    from streamlit.web import cli

    cli.main(arguments, prog_name="streamlit", standalone_mode=False)


def _end(*_: object) -> None:
    """The normal end while the server is starting: until it listens for its end itself, nothing is open."""
    os._exit(0)


_WORDS: Final = {
    "en": "Pages for staff: {url} (this machine only, no sign-in; Ctrl-C ends them)",
    "zh": "管理页面：{url}（仅限本机，无需登录；按 Ctrl-C 结束）",
}
