"""What a connection of python3-websockets costs on the wire."""


def agreed(socket):
    """The extensions of a connection; since version 14 it keeps them a step further down."""
    return socket.protocol.extensions if hasattr(socket, "protocol") else socket.extensions


def measured(socket):
    """Counts, from now on, the bytes of data frames as they come and go under the connection's one extension."""
    count = {"in": 0, "out": 0}
    for extension in agreed(socket):
        decode, encode = extension.decode, extension.encode

        def counting_decode(frame, **more):
            count["in"] += len(frame.data)
            return decode(frame, **more)

        def counting_encode(frame):
            encoded = encode(frame)
            count["out"] += len(encoded.data)
            return encoded

        extension.decode, extension.encode = counting_decode, counting_encode
    return count
