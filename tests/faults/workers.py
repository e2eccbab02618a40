"""Workers in processes of their own: started, watched, killed; what they saw acknowledged."""

import multiprocessing
import sys
from threading import Condition, Thread
from types import ModuleType
from unittest.mock import patch

from tests.faults.worker import work

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.worker"])


class Workers:
    """Some workers on one shop. What a kill cut off was not acknowledged."""

    def __init__(self, url, options, program_key, *, names, first):
        told = url if isinstance(url, str) else url.render_as_string(hide_password=False)
        self.lines, self.ended, self.news = [], 0, Condition()
        self.processes, self.threads = [], []
        for name in names:
            mine, theirs = PROCESSES.Pipe(duplex=False)
            process = PROCESSES.Process(target=work, args=(theirs, told, options, program_key, name, first))
            # a page's test leaves its page as the main module, and a child would run it again
            with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
                process.start()
            theirs.close()
            thread = Thread(target=self._read, args=(mine,))
            thread.start()
            self.processes.append(process)
            self.threads.append(thread)

    def _read(self, told):
        with told:
            while True:
                try:
                    line = told.recv_bytes().decode()
                except (EOFError, OSError):
                    break
                with self.news:
                    self.lines.append(line)
                    self.news.notify_all()
        with self.news:
            self.ended += 1
            self.news.notify_all()

    def until(self, count):
        """Wait until so many operations are acknowledged, or no worker is left."""
        with self.news:
            self.news.wait_for(lambda: len(self.lines) >= count or self.ended == len(self.threads))
        assert len(self.lines) >= count, "the workers stopped by themselves"

    def kill(self):
        """Kill them; all that was acknowledged."""
        for process in self.processes:
            process.kill()
        for process, thread in zip(self.processes, self.threads, strict=True):
            thread.join()
            process.join()
            process.close()
        return self.lines
