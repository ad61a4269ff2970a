"""Running the program: the web server, the worker with the sealer, and both together for the demo."""

import asyncio
import gc
import logging
import logging.config
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

log = logging.getLogger(__name__)
PARTITIONS_EVERY = 3600  # seconds
BEAT_EVERY = 15
LONGEST_PAUSE = 60  # between two tries to reach a database that is away
QUEUE = 128  # connections that may wait; more are turned away at once instead of piling up


class Web(BaseApplication):
    """gunicorn with two processes; threads halve the throughput on two cores."""

    def __init__(self, port: int, host: str, workers: int) -> None:
        from django.conf import settings

        self.chosen: dict[str, Any] = {
            "bind": f"{host}:{port}", "workers": workers, "timeout": 60, "graceful_timeout": 30, "backlog": QUEUE,
            "max_requests": 10_000, "max_requests_jitter": 1_000, "loglevel": "warning", "control_socket_disable": True,
            "limit_request_line": 8190, "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108
            "logconfig_dict": with_gunicorn(settings.LOGGING), "forwarded_allow_ips": "",
            "post_worker_init": settle_in, "worker_abort": give_up,
        }  # fmt: skip
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.chosen.items():
            if key in self.cfg.settings:
                self.cfg.set(key, value)

    def load(self) -> Any:
        from timpora.wsgi import application

        return application


def settle_in(worker: Any) -> None:
    """The rulebook and the areas are read before anybody waits for them. Garbage is looked for seldom: the program
    itself never goes, and what a request leaves behind goes by counting, save for a few cycles."""
    from django.db import DatabaseError

    from timpora.compliance.rulebook import book
    from timpora.territory.gazetteer import gazetteer
    from timpora.territory.naming import learn_all

    book()
    with suppress(DatabaseError):  # a database that is away is waited for by each request
        gazetteer()
        learn_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def give_up(worker: Any) -> None:
    """A process is about to be ended for its silence: mostly the line to the database is dead. One second is left, and
    who waits is told when to come again."""
    from django.db import OperationalError

    raise OperationalError("the request took longer than the server waits")


def with_gunicorn(logging_config: dict[str, Any]) -> dict[str, Any]:
    """gunicorn's own lines in our form: by itself it would write the address of a request that failed."""
    quiet = {"handlers": [], "level": "WARNING", "propagate": True}
    own = {"gunicorn.error": quiet, "gunicorn.access": quiet}
    return logging_config | {"loggers": logging_config["loggers"] | own}


def serve(port: int, host: str = "127.0.0.1", workers: int = 2, *, log_requests: bool = False) -> int:
    from django.conf import settings

    from timpora.static_files import use_hashed_names

    if log_requests:
        settings.LOGGING["loggers"]["timpora.requests"]["level"] = "INFO"
        logging.config.dictConfig(settings.LOGGING)
    use_hashed_names(Path(settings.DATA_DIR) / "static")
    close_connections()  # each process of the server opens its own
    Web(port, host, workers).run()
    return 0


def close_connections() -> None:
    from django.db import connections

    connections.close_all()


def work() -> int:
    """The worker: jobs in the main thread, seals each second in another. A database that is away is waited for."""
    stop = threading.Event()
    sealer = threading.Thread(target=seal_until, args=(stop,), name="sealer", daemon=True)
    sealer.start()
    pause = 1
    try:
        while not stop.is_set():
            begun = time.monotonic()
            if run_jobs():
                return 0
            pause = 1 if time.monotonic() - begun > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            time.sleep(pause)
    finally:
        stop.set()
        sealer.join(timeout=5)
    return 0


def run_jobs() -> bool:
    """Until somebody ends the worker (true) or the database goes away (false)."""
    import psycopg
    from django.db import DatabaseError, InterfaceError
    from procrastinate.exceptions import ConnectorException

    try:
        return asyncio.run(jobs_until_ended())
    except (ConnectorException, DatabaseError, InterfaceError, psycopg.Error, OSError):
        log.exception("the worker lost its database; trying again")
        return False


async def jobs_until_ended() -> bool:
    """The job queue also stops, without an error, when it loses the database: so we listen for the signal ourselves."""
    from procrastinate.contrib.django import app

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        running = asyncio.create_task(
            worker_app.run_worker_async(concurrency=1, name="timpora", install_signal_handlers=False)
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        try:
            await running
        except asyncio.CancelledError:
            return True
    return False


def seal_until(stop: threading.Event) -> None:
    from django.db import DatabaseError, InterfaceError, connection
    from django.utils import timezone

    from timpora.foundation.installation import pulse
    from timpora.foundation.partitions import ensure_partitions
    from timpora.foundation.sealing import seal_all

    partitions_due = beat_due = 0.0
    while not stop.wait(1):
        try:
            seal_all()
            if time.monotonic() >= partitions_due:
                ensure_partitions()
                partitions_due = time.monotonic() + PARTITIONS_EVERY
            if time.monotonic() >= beat_due:
                pulse("sealer", timezone.now())
                beat_due = time.monotonic() + BEAT_EVERY
        except (DatabaseError, InterfaceError):
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
