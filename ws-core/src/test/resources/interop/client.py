"""Talks to the server at sys.argv[1] with python3-websockets, and says "all well" or fails."""

import asyncio
import os
import sys

import websockets


async def messages(url):
    async with websockets.connect(url, subprotocols=["v3", "v2"], max_size=None) as client:
        assert client.subprotocol == "v2"
        assert await client.recv() == "welcome to v2"
        for text in ["", "hello", "h\u00e9llo \u20ac\U0001f600", "x" * 125, "x" * 126, "x" * 65536]:
            await client.send(text)
            assert await client.recv() == text
        for size in [0, 1, 125, 126, 65535, 65536, 1_500_000]:
            data = os.urandom(size)
            await client.send(data)
            assert await client.recv() == data
        await client.send(["in ", "three ", "pieces"])
        assert await client.recv() == "in three pieces"
        for number in range(1000):
            await client.send(str(number))
        for number in range(1000):
            assert await client.recv() == str(number)
        for _ in range(10):
            await asyncio.wait_for(await client.ping(), 10)
        await client.close(3001, "bye")
        assert client.close_code == 3001


async def close_by_server(url):
    async with websockets.connect(url) as client:
        await client.recv()
        await client.send(":close")
        try:
            await client.recv()
            raise AssertionError("the server did not close")
        except websockets.ConnectionClosed as closed:
            assert (closed.rcvd.code, closed.rcvd.reason) == (4000, "as you wish")


async def too_big(url):
    async with websockets.connect(url) as client:
        await client.recv()
        try:
            await client.send(bytes(3_000_000))
            await client.recv()
            raise AssertionError("the server took a message that is too big")
        except websockets.ConnectionClosed as closed:
            assert closed.rcvd.code == 1009, closed


async def vanish(url):
    client = await websockets.connect(url)
    await client.recv()
    client.transport.abort()


async def refused(url):
    try:
        await websockets.connect(url + "/nowhere")
        raise AssertionError("there is something nowhere")
    except websockets.InvalidStatusCode as answer:
        assert answer.status_code == 404


async def main(url):
    for talk in (messages, close_by_server, too_big, vanish, refused):
        await asyncio.wait_for(talk(url), 20)
    print("all well")


asyncio.run(main(sys.argv[1]))
