"""Workers in processes of their own: started, watched, killed; what they saw acknowledged."""

from signal import SIGKILL
from threading import Condition, Thread

from tests.faults.starting import address_of, started
from tests.faults.worker import work


class Workers:
    """Some workers on one shop. What a kill cut off was not acknowledged."""

    def __init__(self, url, options, program_key, *, names, first):
        self.lines, self.ended, self.news = [], 0, Condition()
        self.processes, self.threads = [], []
        for name in names:
            process, mine = started(work, address_of(url), options, program_key, name, first)
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
            assert process.exitcode in {0, -SIGKILL}, "a worker was told what no worker should be told"
            process.close()
        return self.lines
