"""Echoes messages through a server with the permessage-deflate of python3-websockets.

Usage: deflate_peer.py PORT PATH KEEPS_CONTEXT. Prints a line for each offer; ends with 1 at the first difference.
"""

import asyncio
import random
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

port, path, keeps_context = sys.argv[1], sys.argv[2], sys.argv[3] == "true"

OFFERS = [
    {},
    {"client_max_window_bits": None},
    {"server_max_window_bits": 8},
    {"server_max_window_bits": 9, "client_max_window_bits": 9},
    {"server_max_window_bits": 10, "client_max_window_bits": 10},
    {"server_max_window_bits": 15, "client_max_window_bits": 15},
    {"server_no_context_takeover": True},
    {"client_no_context_takeover": True},
    {"server_no_context_takeover": True, "client_no_context_takeover": True, "server_max_window_bits": 9},
]


def text(size):
    words = ["price", "symbol", "volume", "London", "Gr\u00fc\u00dfe", "\u20ac", "\U0001f600"]
    return "".join(random.choice(words) + str(random.randrange(100)) for _ in range(size // 6))


def check(condition, what):
    if not condition:
        print("wrong:", what)
        sys.exit(1)


async def echo(offer):
    async with websockets.connect(
        f"ws://127.0.0.1:{port}{path}",
        compression=None,
        extensions=[ClientPerMessageDeflateFactory(**offer)],
        max_size=None,
    ) as socket:
        # Since version 14 the connection keeps them a step further down.
        agreed = getattr(socket, "extensions", None) or socket.protocol.extensions
        check(len(agreed) == 1, f"no agreement on {offer}")
        server_keeps = keeps_context and not offer.get("server_no_context_takeover", False)
        check(agreed[0].remote_no_context_takeover == (not server_keeps), f"context of the server for {offer}")
        check(agreed[0].remote_max_window_bits == offer.get("server_max_window_bits", 15), f"window for {offer}")
        count = 0
        for size in [0, 1, 100, 1024, 5000, 70_000, 200_000, 3000, 3000]:
            for message in [text(size), random.randbytes(size), text(size).encode()]:
                await socket.send(message)
                check(await socket.recv() == message, f"message of {size} for {offer}")
                count += 1
            fragments = [text(size), text(10), ""]
            await socket.send(fragments)
            check(await socket.recv() == "".join(fragments), f"fragments of {size} for {offer}")
            count += 1
        await (await socket.ping())
    print(f"{count} messages came back for {offer}", flush=True)


async def main():
    random.seed(7692)
    for offer in OFFERS:
        await asyncio.wait_for(echo(offer), 60)


asyncio.run(main())
