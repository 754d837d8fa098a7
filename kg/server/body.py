"""Reading what a client sends: no more than allowed, and no slower."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from kg.server.problem import Problem

SLOWEST = 16 * 1024  # bytes a second, beyond what the time-out gives to everybody


async def read(request: Request, most: int, seconds: float) -> bytes:
    """The whole body, of at most `most` bytes. Raises Problem (408, 413)."""
    return b"".join([chunk async for chunk in chunks(request, most, seconds)])


async def chunks(request: Request, most: int, seconds: float) -> AsyncIterator[bytes]:
    """The body as it comes. Raises Problem: 413 as soon as it is too long, 408 when it is slower than `SLOWEST` for `seconds`."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_long(most)
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    received = 0
    stream = request.stream()
    while True:
        try:
            chunk = await asyncio.wait_for(anext(stream), max(0.01, end + received / SLOWEST - loop.time()))
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Problem(408, f"the body did not come within {seconds:g} seconds", {"Connection": "close"}) from None
        except ClientDisconnect:
            raise Problem(400, "the body ended before it was whole") from None
        received += len(chunk)
        if received > most:
            raise _too_long(most)
        yield chunk


def _too_long(most: int) -> Problem:
    return Problem(413, f"the body is longer than the {most:,} bytes that are allowed here", {"Connection": "close"})
