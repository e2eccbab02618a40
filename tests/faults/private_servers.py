"""A database server of one's own, that may be killed: in a folder of its own, as no privileged account."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

ACCOUNTS = {"PostgreSQL": ("postgres", "nobody"), "MariaDB": ("mysql", "nobody")}


def program(name):
    """Where a program of a server is; a machine without it skips, CI must have it."""
    places = [shutil.which(name), f"/usr/sbin/{name}"]
    places += sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), reverse=True)
    found = next((one for one in places if one and Path(one).is_file()), None)
    if found is None:
        reason = f"{name} is not installed here: no server can be started to be killed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def free_port():
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def children(pid):
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


class Server:
    """One server on its own files: `start`, `kill`, `start` again."""

    def __init__(self, name, folder):
        self.name, self.folder, self.port = name, folder, free_port()
        self.account = None
        if os.geteuid() == 0:
            known = {one.pw_name for one in pwd.getpwall()}
            self.account = next(one for one in ACCOUNTS[name] if one in known)
            shutil.chown(folder, self.account)
        self.process = None
        self._run(self._making())

    @property
    def data(self):
        """Where its files are."""
        return self.folder / "data"

    def _making(self):
        if self.name == "PostgreSQL":
            return [program("initdb"), "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        program("mariadbd")
        return [
            program("mariadb-install-db"),
            "--no-defaults",
            f"--datadir={self.data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ]

    def _serving(self):
        """With the disk waited for at each commit, as a shop's server has it."""
        if self.name == "PostgreSQL":
            settings = {
                "port": self.port,
                "listen_addresses": "127.0.0.1",
                "unix_socket_directories": "",
                "fsync": "on",
                "synchronous_commit": "on",
                "shared_buffers": "32MB",
            }
            given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            return [program("postgres"), "-D", self.data, *given]
        return [
            program("mariadbd"),
            "--no-defaults",
            f"--datadir={self.data}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--socket={self.folder}/socket",
            f"--pid-file={self.folder}/pid",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=64M",
        ]

    def _as(self):
        return {"cwd": self.folder, "user": self.account, "stdin": subprocess.DEVNULL}

    def _run(self, command):
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self._as())
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def url(self):
        """The address of a database that is empty at first."""
        if self.name == "PostgreSQL":
            return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"
        return f"mysql+pymysql://root@127.0.0.1:{self.port}/shop"

    def start(self):
        """Start it, and wait until it has put its files in order and answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self._serving(), stdout=log, stderr=log, **self._as())
        engine = sa.create_engine(sa.make_url(self.url.removesuffix("shop")))
        while True:
            assert self.process.poll() is None, (self.folder / "log").read_text(errors="replace")[-3000:]
            try:
                with engine.connect() as connection:
                    if self.name == "MariaDB":
                        connection.exec_driver_sql("CREATE DATABASE IF NOT EXISTS shop")
            except sa.exc.DBAPIError:
                time.sleep(0.05)
            else:
                engine.dispose()
                return

    def kill(self):
        """Kill it and all that it has started, at once; nothing is put in order."""
        os.kill(self.process.pid, signal.SIGSTOP)  # it must not start others meanwhile
        gone = children(self.process.pid)
        for pid in (self.process.pid, *gone):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(Path(f"/proc/{pid}/stat").exists() and _alive(pid) for pid in gone):
            time.sleep(0.01)


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def private_server(name):
    """A server that is up; gone afterwards, with its files."""
    with tempfile.TemporaryDirectory(prefix="loyalty") as folder:
        server = Server(name, Path(folder))
        server.start()
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.kill()
