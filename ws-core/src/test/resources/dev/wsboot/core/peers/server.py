"""Serves echoes with python3-websockets, at a port of its own for each set of parameters of permessage-deflate.

Usage: server.py SETS, a JSON list in which null stands for no compression. Prints "listening PORT .." and then "closed CODE REASON"
at each end of a session; ends when its input does. A message that begins with a colon asks for something else than its echo.
"""

import asyncio
import json
import sys
from http import HTTPStatus

import websockets
from wire import measured
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory


async def answer(socket, message, wire):
    command, _, rest = message.partition(" ") if isinstance(message, str) else ("", "", "")
    if command == ":close":
        code, _, reason = rest.partition(" ")
        await socket.close(int(code), reason)
    elif command == ":abort":
        socket.transport.abort()
    elif command == ":ping":
        await (await socket.ping(rest))
        await socket.send("pong: " + rest)
    elif command == ":header":
        # Since version 14 the connection keeps the request as a whole.
        headers = socket.request.headers if hasattr(socket, "request") else socket.request_headers
        await socket.send(headers[rest])
    elif command == ":fragments":
        await socket.send(["in ", "three ", "pieces"])
    elif command == ":wire":
        await socket.send(f"{wire['in']} {wire['out']}")
    else:
        await socket.send(message)


async def talk(socket):
    wire = measured(socket)
    try:
        async for message in socket:
            await answer(socket, message, wire)
    except websockets.ConnectionClosed:
        pass
    await socket.wait_closed()
    print("closed", socket.close_code, socket.close_reason, flush=True)


async def refuse(first, second):
    """Before version 14 called with path and fields, since then with connection and request."""
    if first == "/refuse":
        return HTTPStatus.UNAUTHORIZED, [("WWW-Authenticate", "Bearer")], b""
    if getattr(second, "path", "") == "/refuse":
        response = first.respond(HTTPStatus.UNAUTHORIZED, "")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    return None


async def main(sets):
    ports = []
    for params in sets:
        server = await websockets.serve(
            talk,
            "127.0.0.1",
            0,
            compression=None,
            extensions=None if params is None else [ServerPerMessageDeflateFactory(**params)],
            subprotocols=["v2"],
            process_request=refuse,
            max_size=2 * 1024 * 1024,
        )
        ports.append(str(next(iter(server.sockets)).getsockname()[1]))
    print("listening", *ports, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main(json.loads(sys.argv[1])))
