"""Running the program: the web server, the worker with the sealer, and both together for the demo."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from gunicorn.app.base import BaseApplication

log = logging.getLogger(__name__)
PARTITIONS_EVERY = 3600  # seconds


class Web(BaseApplication):
    """gunicorn with two processes; threads halve the throughput on two cores."""

    def __init__(self, port: int, host: str, workers: int) -> None:
        self.chosen: dict[str, Any] = {
            "bind": f"{host}:{port}", "workers": workers, "timeout": 60, "graceful_timeout": 10,
            "max_requests": 10_000, "max_requests_jitter": 1_000, "loglevel": "warning", "control_socket_disable": True,
            "limit_request_line": 8190, "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108
        }  # fmt: skip
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.chosen.items():
            if key in self.cfg.settings:
                self.cfg.set(key, value)

    def load(self) -> Any:
        from timpora.wsgi import application

        return application


def serve(port: int, host: str = "127.0.0.1", workers: int = 2) -> int:
    Web(port, host, workers).run()
    return 0


def work() -> int:
    """The worker: jobs in the main thread, seals each second in another."""
    from procrastinate.contrib.django import app

    stop = threading.Event()
    sealer = threading.Thread(target=seal_until, args=(stop,), name="sealer", daemon=True)
    sealer.start()
    try:
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        with worker_app.open():
            worker_app.run_worker(concurrency=1, name="timpora")
    finally:
        stop.set()
        sealer.join(timeout=5)
    return 0


def seal_until(stop: threading.Event) -> None:
    from django.db import DatabaseError, connection

    from timpora.foundation.partitions import ensure_partitions
    from timpora.foundation.sealing import seal_all

    partitions_due = 0.0
    while not stop.wait(1):
        try:
            seal_all()
            if time.monotonic() >= partitions_due:
                ensure_partitions()
                partitions_due = time.monotonic() + PARTITIONS_EVERY
        except DatabaseError:
            log.exception("sealing failed; trying again")
            connection.close()
    connection.close()


def serve_with_worker(port: int, host: str = "127.0.0.1") -> int:
    """Both at once; either one's end ends the other."""
    command = [sys.executable, "-m", "timpora"]
    children = [
        subprocess.Popen(
            [*command, "serve", "--port", str(port), "--host", host], env=os.environ | {"TIMPORA_ROLE": "web"}
        ),
        subprocess.Popen([*command, "work"], env=os.environ | {"TIMPORA_ROLE": "worker"}),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return max(child.returncode or 0 for child in children)
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        for child in children:
            if child.poll() is None:
                child.terminate()
        for child in children:
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                child.kill()
