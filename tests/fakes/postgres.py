"""A real PostgreSQL for the tests: started on the first use in a folder of its own, on a socket of its own, ended at
the end. A test that needs one skips where there are no binaries."""

import atexit
import os
import secrets
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

PASSWORD = secrets.token_hex(8)
USER = "gatepost"
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=40")
"""Nothing of it outlives the run, so nothing of it has to be on the disk."""
_schemas = count(1)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL of this machine."""
    found = [Path(path).parent for path in (shutil.which("initdb"),) if path]
    for pattern in _FOLDERS:
        root, _, rest = pattern.partition("*")
        parent, stem = Path(root).parent if not root.endswith("/") else Path(root), Path(root).name
        found += sorted(parent.glob(f"{'' if root.endswith('/') else stem}*{rest}"), key=str)
    usable = [path.resolve() for path in found if (path / "initdb").exists() and (path / "postgres").exists()]
    return usable[-1] if usable else None


class Server:
    """One PostgreSQL. Its owner may do everything; it listens on a Unix socket alone and asks for the password."""

    def __init__(self, settings: tuple[str, ...] = _FAST) -> None:
        folder = binaries()
        if folder is None or os.name != "posix":
            pytest.skip("no PostgreSQL on this machine: install Debian's package postgresql")
        self._bin = folder
        self.folder = Path(tempfile.mkdtemp(prefix="gatepost-pg-", dir="/tmp"))  # a socket's path is short
        # initdb refuses root, which tests may run as.
        self._who: dict[str, object] = {"user": "postgres", "group": "postgres", "extra_groups": []}
        if os.getuid() != 0:
            self._who = {}
        else:
            shutil.chown(self.folder, "postgres", "postgres")
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._call(
            "initdb", "-D", str(self.data), "-U", USER, "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync",
            "--encoding=UTF8", "--locale=C",
        )  # fmt: skip
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        atexit.register(self.end)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int:
        """Of the process that all others of it come from; 0 while it is stopped."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it, and return once it answers."""
        chosen = [part for setting in ("listen_addresses=", *self._settings) for part in ("-c", setting)]
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(  # type: ignore[call-overload]
            [str(self._bin / "postgres"), "-D", str(self.data), "-k", str(self.folder), *chosen],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **self._who,
        )  # fmt: skip
        log.close()
        self._call("pg_isready", "-q", "-h", str(self.folder), "-t", "1", tries=400)

    def stop(self, how: str = "immediate") -> None:
        """End it: `immediate` as a power cut would, `fast` in good order."""
        if self._process:
            self._process.send_signal({"immediate": 3, "fast": 2}[how])
            self._process.wait(20)
            self._process = None

    def end(self) -> None:
        """End it for good."""
        atexit.unregister(self.end)
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, *, schema: str = "", password: str = PASSWORD, database: str = "postgres", user: str = USER) -> str:
        """Its address, in a schema of its own where one is named."""
        search = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{user}:{password}@/{database}?host={self.folder}{search}"

    def fresh(self) -> str:
        """The address of an empty place in it."""
        schema = f"test_{next(_schemas)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return self.url(schema=schema)

    def _call(self, program: str, *arguments: str, tries: int = 1) -> None:
        for left in reversed(range(tries)):
            done = subprocess.run(
                [str(self._bin / program), *arguments], capture_output=True, cwd="/", check=False, **self._who
            )  # type: ignore[call-overload]
            if done.returncode == 0:
                return
            if not left or (self._process and self._process.poll() is not None):
                raise RuntimeError(f"{program}: {done.stderr.decode()}")


@cache
def server() -> Server:
    """The one of this process."""
    return Server()
