"""Talks to the server at URL with python3-websockets: once for each offer of permessage-deflate, and then about ends.

Usage: client.py URL OFFERS TAKEOVER. OFFERS is a JSON list; TAKEOVER says whether the server lets windows live on. Prints a line
for each talk; ends with an error at the first difference.
"""

import asyncio
import json
import os
import random
import sys

import websockets
from wire import agreed, measured
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

WORDS = ["price", "symbol", "volume", "London", "Gr\u00fc\u00dfe", "\u20ac", "\U0001f600"]


def text(size):
    return "".join(random.choice(WORDS) + str(random.randrange(100)) for _ in range(size // 6))


def connect(url, offer={}, **more):
    params = {name: None if value is False else value for name, value in offer.items()}
    extensions = [ClientPerMessageDeflateFactory(**params)]
    return websockets.connect(url, compression=None, extensions=extensions, max_size=None, **more)


async def echo(socket, message):
    await socket.send(message)
    assert await socket.recv() == ("".join(message) if isinstance(message, list) else message), "another message came back"


async def compression(url, offer, takeover):
    async with connect(url, offer) as socket:
        assert len(agreed(socket)) == 1, "no agreement on compression"
        agreement = agreed(socket)[0]
        server_keeps = takeover and not offer.get("server_no_context_takeover", False)
        assert agreement.remote_no_context_takeover == (not server_keeps), "context of the server"
        assert agreement.remote_max_window_bits == offer.get("server_max_window_bits", 15), "window of the server"
        wire = measured(socket)
        await echo(socket, '{"symbol": "ABC", "price": 42} ' * 2000)
        assert 0 < wire["in"] < 20_000 and 0 < wire["out"] < 20_000, f"not compressed: {wire}"
        for size in [0, 1, 100, 1024, 5000, 70_000, 200_000, 3000, 3000]:
            for message in [text(size), os.urandom(size), text(size).encode(), [text(size), text(10), ""]]:
                await echo(socket, message)
            # Compressed apart from this connection, for many.
            message = text(size)
            await socket.send(":prepared " + message)
            assert await socket.recv() == message, "another prepared message came"


async def messages(url):
    async with connect(url, subprotocols=["v3", "v2"]) as socket:
        assert socket.subprotocol == "v2"
        for size in [125, 126, 127, 65535, 65536, 1_500_000]:
            await echo(socket, "x" * size)
            await echo(socket, os.urandom(size))
        for number in range(1000):
            await socket.send(str(number))
        for number in range(1000):
            assert await socket.recv() == str(number)
        for _ in range(10):
            await (await socket.ping())
        await socket.send(":ping anybody there?")
        assert await socket.recv() == "pong: anybody there?"
        await socket.close(3001, "bye")
        assert socket.close_code == 3001


async def closed_by_server(url):
    async with connect(url) as socket:
        await socket.send(":close 4000 as you wish")
        await ends(socket, 4000, "as you wish")


async def too_big(url):
    async with connect(url) as socket:
        await socket.send(os.urandom(3_000_000))
        await ends(socket, 1009, "message is too big")


async def bomb(url):
    async with connect(url) as socket:
        await socket.send(bytes(3_000_000))
        await ends(socket, 1009, "message is too big")


async def ends(socket, code, reason):
    try:
        await socket.recv()
        raise AssertionError("the server did not close")
    except websockets.ConnectionClosed as closed:
        assert (closed.rcvd.code, closed.rcvd.reason) == (code, reason), closed


async def aborted_by_server(url):
    async with connect(url) as socket:
        await socket.send(":abort")
        try:
            await socket.recv()
            raise AssertionError("the server did not go")
        except websockets.ConnectionClosed as closed:
            assert closed.rcvd is None, closed


async def vanish(url):
    socket = await connect(url)
    await echo(socket, "still here")
    socket.transport.abort()


async def refused(url):
    for path, status in [("/nowhere", 404), ("?reject=401", 401)]:
        try:
            await connect(url + path)
            raise AssertionError("not refused")
        except websockets.InvalidHandshake as answer:
            response = getattr(answer, "response", answer)
            assert response.status_code == status, answer


async def main(url, offers, takeover):
    random.seed(7692)
    for offer in offers:
        await asyncio.wait_for(compression(url, offer, takeover), 60)
        print("compressed", json.dumps(offer), flush=True)
    for talk in (messages, closed_by_server, too_big, bomb, aborted_by_server, vanish, refused):
        await asyncio.wait_for(talk(url), 60)
        print("talked", talk.__name__, flush=True)
    print("all well")


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3] == "true"))
