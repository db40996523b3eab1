package dev.wsboot.broken.topic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Everything that only {@code io} may touch, one method each, and an address, which is a value and fine. */
final class Greedy {
    InetSocketAddress address(InetSocketAddress address) {
        return address;
    }

    boolean channel(SocketChannel channel) {
        return channel.isBlocking();
    }

    void socket(Socket socket) throws IOException {
        socket.close();
    }

    String thread() {
        return Thread.currentThread().getName();
    }

    ExecutorService executors() {
        return Executors.newCachedThreadPool();
    }

    LongSupplier nanos() {
        return System::nanoTime;
    }

    long millis() {
        return System.currentTimeMillis();
    }

    Instant instant() {
        return Instant.now();
    }

    long clock(Clock clock) {
        return clock.millis();
    }
}
