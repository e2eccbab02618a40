"""The real pages in a real browser: a server of its own on a free port, Chromium as the machine has it."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.cli.shop import PROGRAM, shop
from tests.house.tree import ROOT
from tests.listening import wait_for

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def chromium():
    """Where Chromium is: absent on a user's machine (skip), never absent under CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "Chromium is not installed on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser(chromium):
    """One browser a file: while it lives its loop runs, and no other test of this process may await."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The server's folder, with one programme and a file of orders."""
    folder = tmp_path_factory.mktemp("admin")
    shop(folder)
    programs = folder / "programs"
    programs.mkdir()
    for name in ("checked.yaml", "saved.yaml", "small.yaml"):
        text = PROGRAM.replace("Small shop club", f"Club {name}")
        (programs / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(home, chromium):
    """Where the pages are; asked for after Chromium is found, so that nothing starts in vain."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "loyalty.admin",
        "--home",
        str(home),
        "--port",
        str(port),
        "--no-browser",
    ]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    with server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture
def visit(browser, address):
    """Open a page in a browser of some language; what it asks of other machines is a failure."""
    contexts, strangers = [], []

    def opened(path="/", *, locale="en-GB"):
        context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda asked: _is_ours(asked.url, address) or strangers.append(asked.url))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strangers == []


def _is_ours(url, address):
    return url.startswith((address, "data:", "blob:"))
