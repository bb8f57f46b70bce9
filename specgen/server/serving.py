"""Serving one editor over stdin and stdout, or over a socket, until it says goodbye or is gone."""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Coroutine
from typing import Any, BinaryIO

from pygls.io_ import StdoutWriter, run_async

from specgen.server.protocol import Server

_log = logging.getLogger(__name__)
_BLOCK = 65536
LIMIT = 2**26
"""Bytes that a message may have: far more than pages that are read."""


def serve_stdio() -> int:
    """Serve the editor that started this process. The status is 0 where it asked for the end in the proper way, else 1.

    Raises KeyboardInterrupt.
    """
    _log_to_stderr()
    # The protocol has stdout for itself: whatever else is printed goes where talk goes.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return _until_exit(_stdio(output))


def serve_tcp(host: str, port: int) -> int:
    """Serve the first editor that connects. The status is as that of ``serve_stdio``.

    Raises KeyboardInterrupt, and OSError where the address cannot be had.
    """
    _log_to_stderr()
    return _until_exit(_tcp(host, port))


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="specgen: %(levelname)s: %(message)s")


def _until_exit(serving: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(serving)
    except SystemExit as goodbye:
        # How pygls ends when an editor says goodbye.
        return goodbye.code if isinstance(goodbye.code, int) else 1


async def _stdio(output: BinaryIO) -> int:
    server, reader = Server(), asyncio.StreamReader(LIMIT)
    server.protocol.set_writer(StdoutWriter(output))
    loop = asyncio.get_running_loop()
    # A thread that the process need not wait for: nobody can interrupt a read from stdin everywhere.
    threading.Thread(target=_pour, args=(sys.stdin.fileno(), reader, loop), daemon=True).start()
    return await _serve(server, reader)


def _pour(source: int, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    try:
        while block := os.read(source, _BLOCK):
            loop.call_soon_threadsafe(reader.feed_data, block)
        loop.call_soon_threadsafe(reader.feed_eof)
    except RuntimeError:
        # The loop is closed: the server ended first.
        return


async def _tcp(host: str, port: int) -> int:
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listening.close()
        server = Server()
        server.protocol.set_writer(writer)
        status = await _serve(server, reader)
        if not ended.done():
            ended.set_result(status)

    listening = await asyncio.start_server(meet, host, port, limit=LIMIT)
    place = listening.sockets[0].getsockname()
    sys.stderr.write(f"specgen: listening on {place[0]}:{place[1]}\n")
    sys.stderr.flush()
    return await ended


async def _serve(server: Server, reader: asyncio.StreamReader) -> int:
    """Answer until the editor is gone. Raises SystemExit where it says goodbye."""
    try:
        await run_async(threading.Event(), reader, server.protocol, _log, server.report_server_error)
    except asyncio.IncompleteReadError:
        _log.error("the editor is gone in the middle of a message")
    finally:
        server.editor.close()
    return server.ended
