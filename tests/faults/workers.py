"""Workers in processes of their own: started, watched, killed; what they saw acknowledged."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Condition, Thread

ROOT = Path(__file__).resolve().parents[2]


class Workers:
    """Some workers on one shop. A line that a kill cut off was not acknowledged."""

    def __init__(self, url, options, program_key, *, names, first):
        told = url if isinstance(url, str) else url.render_as_string(hide_password=False)
        self.lines, self.news = [], Condition()
        self.processes = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.faults.worker",
                    told,
                    json.dumps(options),
                    program_key,
                    name,
                    str(first),
                ],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for name in names
        ]
        self.threads = [Thread(target=self._read, args=(one,)) for one in self.processes]
        for thread in self.threads:
            thread.start()

    def _read(self, process):
        for line in process.stdout:
            if line.endswith("\n"):
                with self.news:
                    self.lines.append(line.strip())
                    self.news.notify_all()
        with self.news:
            self.news.notify_all()

    def until(self, count):
        """Wait until so many operations are acknowledged, or no worker is left."""
        with self.news:
            self.news.wait_for(
                lambda: len(self.lines) >= count or not any(one.is_alive() for one in self.threads)
            )
        assert len(self.lines) >= count, "the workers stopped by themselves"

    def kill(self):
        """Kill them; all that was acknowledged."""
        for process in self.processes:
            process.kill()
        for process, thread in zip(self.processes, self.threads, strict=True):
            thread.join()
            process.wait()
            process.stdout.close()
        return self.lines
