package dev.wsboot.benchmarks.endpoint;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session without a connection: it counts what is sent. */
final class SilentSession implements WsSession {

    long sent;
    private Object attachment;

    @Override
    public SendStatus send(String text, Compress compress) {
        sent += text.length();
        return SendStatus.SENT;
    }

    @Override
    public SendStatus send(ByteBuffer binary, Compress compress) {
        sent += binary.remaining();
        return SendStatus.SENT;
    }

    @Override
    public SendStatus send(PreparedMessage message) {
        sent++;
        return SendStatus.SENT;
    }

    @Override
    public SendStatus send(Object message) {
        sent++;
        return SendStatus.SENT;
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(String text) {
        return CompletableFuture.completedStage(send(text));
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(ByteBuffer binary) {
        return CompletableFuture.completedStage(send(binary));
    }

    @Override
    public SendStatus ping(ByteBuffer payload) {
        return SendStatus.SENT;
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public void attach(Object object) {
        this.attachment = object;
    }

    @Override
    public String id() {
        return "0".repeat(32);
    }

    @Override
    public String endpoint() {
        return "/echo";
    }

    @Override
    public String subprotocol() {
        return null;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close(CloseStatus status) {
        throw new IllegalStateException("nobody closes here");
    }

    @Override
    public void abort() {
        throw new IllegalStateException("nobody closes here");
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public Object attribute(String name) {
        return null;
    }

    @Override
    public void attribute(String name, Object value) {}
}
