package dev.wsboot.broken;

import dev.wsboot.broken.io.Engine;

/** Knows the engine, which only {@code WsServer} and {@code WsClient} may. */
record Session(Engine engine) {}
