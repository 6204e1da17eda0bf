"""Runs the district and prints it. Stops by itself; exit status 1 where a record is lost or doubled."""

import argparse
import asyncio
import os
import platform
import resource
import signal
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.bench.district.centre import serving
from tests.bench.district.run import Run, Size
from tests.fakes.postgres import Server

_SETTINGS = ("shared_buffers=256MB",)
"""Durable, as it is delivered."""


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing it started is left behind
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    size = replace(Size(), **{one.name: getattr(options, one.name) for one in fields(Size)})
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {size}", flush=True)
    server = None if options.sqlite else Server(_SETTINGS)
    try:
        url, postgres = (server.fresh(), server.pid) if server else ("", 0)
        with (
            tempfile.TemporaryDirectory() as folder,
            serving(Path(folder), url, options.more.split()) as centre,
            ProcessPoolExecutor(mp_context=get_context("forkserver")) as pool,
        ):
            run = Run(centre, postgres, size, lambda line: print(line, flush=True), partial(pool.map, chunksize=4))
            return 0 if asyncio.run(run.go()) else 1
    finally:
        if server:
            server.end()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make district", description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="the embedded database, as one campus may have it")
    parser.add_argument("--more", default="", help="more options of `gatepost server run`")
    for one in fields(Size):
        parser.add_argument(f"--{one.name}", type=type(one.default), default=one.default)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
