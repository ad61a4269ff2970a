"""A bad line between the web server and PostgreSQL: as slow and as broken as it is told to be."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue

from tests.ground import Server
from tests.running.place import Place

PIECE = 2**16


class Line:
    """`delay` seconds pass before a piece comes to the programs. Of all pieces, either way, the share `loss` never
    arrives, and their connection ends; so it is with what is answered to a piece that holds the words `trap`."""

    delay = loss = 0.0
    trap = b""
    cuts = most = now = 0  # connections that broke; and those through it: at most, and now

    def __init__(self, server: Server) -> None:
        self.server = server

    async def run(self, opened: SimpleQueue) -> None:
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        is_over = asyncio.Event()
        opened.put((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), is_over))
        await is_over.wait()
        server.close()

    async def connect(self, program: asyncio.StreamReader, to_program: asyncio.StreamWriter) -> None:
        base, to_base = await self.reached()
        self.now += 1
        self.most = max(self.most, self.now)
        doomed = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self.carry(program, to_base, doomed, is_answer=False))
                ways.create_task(self.carry(base, to_program, doomed, is_answer=True))
        except* ConnectionError:
            self.now -= 1
        finally:
            to_program.transport.abort()
            to_base.transport.abort()

    async def reached(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = self.server.host, self.server.port
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)

    async def carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, doomed: asyncio.Event, *, is_answer: bool
    ) -> None:
        while piece := await source.read(PIECE):
            if doomed.is_set() or random.random() < self.loss:
                self.cuts += 1
                break
            if self.trap and self.trap in piece:
                self.trap = b""
                doomed.set()
            await asyncio.sleep(self.delay if is_answer else 0)
            target.write(piece)
        raise ConnectionAbortedError


@contextmanager
def bad_line(place: Place) -> Iterator[tuple[Line, Place]]:
    """The line, and the place as it is seen through it."""
    line, opened = Line(place.server), SimpleQueue()
    thread = threading.Thread(target=lambda: asyncio.run(line.run(opened)))
    thread.start()
    port, loop, is_over = opened.get(timeout=10)
    try:
        yield line, replace(place, server=replace(place.server, host="127.0.0.1", port=str(port)))
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join()
