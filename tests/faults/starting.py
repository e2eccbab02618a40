"""Processes of their own for workers: started with one end of a pipe, told as they end."""

import multiprocessing
import sys
from types import ModuleType
from unittest.mock import patch

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.storming", "tests.faults.worker"])


def address_of(url):
    """A database's URL as text, password and all."""
    return url if isinstance(url, str) else url.render_as_string(hide_password=False)


def started(target, *given):
    """A process that has one end of a pipe, and the other end."""
    mine, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=target, args=(theirs, *given))
    # a page's test leaves its page as the main module, and a child would run it again
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
    theirs.close()
    return process, mine
