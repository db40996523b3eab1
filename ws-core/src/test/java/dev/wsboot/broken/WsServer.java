package dev.wsboot.broken;

import dev.wsboot.broken.io.Engine;
import dev.wsboot.broken.io.Loop;

/** Knows the engine, as it may, and a loop, as it may not. */
final class WsServer {
    Engine engine(Engine engine) {
        return engine;
    }

    Loop loop(Loop loop) {
        return loop;
    }
}
