"""The real web server on a port of its own, and clients that ask it and keep the times."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from bench.pages.jobs import Job
from bench.pages.roles import Role


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, in order; seconds of the whole."""

    each: list[float]
    seconds: float
    failed: list[str]

    def at(self, share: float) -> float:
        return self.each[min(len(self.each) - 1, int(share * len(self.each)))] if self.each else float("inf")

    @property
    def per_second(self) -> float:
        return len(self.each) / self.seconds


@contextmanager
def served(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", *command], env=os.environ | environment)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")  # which also says that no worker runs here: any answer will do
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server did not answer within 90 seconds")


def ask(port: int, job: Job, address: str, cookie: str) -> str:
    """An empty text, or what went wrong. By hand: the clients take little of the processors measured."""
    asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={cookie}\r\nAccept: {job.accept}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(asked.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))  # the server closes after each answer
    head, _, body = answer.partition(b"\r\n\r\n")
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":-1")
    if not head.startswith(b"HTTP/1.1 200 ") or b'name="password"' in body or int(length.split(b":")[1]) != len(body):
        return f"{head[:200].decode()} {address}"
    return ""


def drive(port: int, job: Job, role: Role, clients: int, seconds: float, warm: int = 2) -> Times:
    """So many clients, each with its own session and connection, one request after the other."""
    each: list[list[float]] = [[] for _ in range(clients)]
    failed: list[str] = []
    gate = threading.Barrier(clients + 1)

    def client(number: int) -> None:
        chance, cookie = Random(number), role.cookies[number]
        for _ in range(warm):
            ask(port, job, job.address(chance), cookie)
        gate.wait()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until or len(each[number]) < 3:
            address = job.address(chance)
            begun = time.perf_counter()
            problem = ask(port, job, address, cookie)
            each[number].append((time.perf_counter() - begun) * 1000)
            if problem:
                failed.append(problem)
                return

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return Times(sorted(time for times in each for time in times), time.perf_counter() - begun, failed)


def pace() -> float:
    """Milliseconds of the same plain work each time. A shared machine is at one time twice as fast as at another."""
    begun = time.perf_counter()
    sum(number * number for number in range(2_000_000))
    return (time.perf_counter() - begun) * 1000


def repeated(act: Callable[[], object], times: int) -> Times:
    """One act in this process, again and again."""
    each = []
    begun = time.perf_counter()
    for _ in range(times):
        start = time.perf_counter()
        act()
        each.append((time.perf_counter() - start) * 1000)
    return Times(sorted(each), time.perf_counter() - begun, [])
