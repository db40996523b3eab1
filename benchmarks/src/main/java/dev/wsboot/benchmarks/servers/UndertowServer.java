package dev.wsboot.benchmarks.servers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.Options;
import org.xnio.Pooled;

/** Undertow's own WebSocket API, without a servlet container. */
final class UndertowServer {

    private static final Set<WebSocketChannel> SUBSCRIBERS = ConcurrentHashMap.newKeySet();

    private UndertowServer() {}

    static int start(int port, int largestMessage) {
        Undertow server = Undertow.builder()
                .addHttpListener(port, "localhost")
                .setSocketOption(Options.BACKLOG, ServerKind.BACKLOG)
                .setHandler(Handlers.path()
                        .addExactPath(
                                "/echo",
                                Handlers.websocket((exchange, channel) -> open(channel, new Echo(largestMessage))))
                        .addExactPath("/broadcast", Handlers.websocket((exchange, channel) -> {
                            SUBSCRIBERS.add(channel);
                            channel.addCloseTask(SUBSCRIBERS::remove);
                            open(channel, new Broadcast(largestMessage));
                        })))
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    private static void open(WebSocketChannel channel, AbstractReceiveListener listener) {
        channel.getReceiveSetter().set(listener);
        channel.resumeReceives();
    }

    private abstract static class Listener extends AbstractReceiveListener {

        private final int largestMessage;

        Listener(int largestMessage) {
            this.largestMessage = largestMessage;
        }

        @Override
        protected long getMaxTextBufferSize() {
            return largestMessage;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return largestMessage;
        }
    }

    private static final class Echo extends Listener {

        Echo(int largestMessage) {
            super(largestMessage);
        }

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            WebSockets.sendText(message.getData(), channel, null);
        }

        @Override
        protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            Pooled<ByteBuffer[]> pooled = message.getData();
            WebSockets.sendBinary(pooled.getResource(), channel, new Release(), pooled);
        }
    }

    private static final class Broadcast extends Listener {

        Broadcast(int largestMessage) {
            super(largestMessage);
        }

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            String text = message.getData();
            SUBSCRIBERS.forEach(subscriber -> WebSockets.sendText(text, subscriber, null));
        }

        @Override
        protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            ByteBuffer bytes = copy(message);
            SUBSCRIBERS.forEach(subscriber -> WebSockets.sendBinary(bytes.duplicate(), subscriber, null));
        }
    }

    private static ByteBuffer copy(BufferedBinaryMessage message) {
        Pooled<ByteBuffer[]> pooled = message.getData();
        try {
            ByteBuffer merged = WebSockets.mergeBuffers(pooled.getResource());
            return ByteBuffer.allocate(merged.remaining()).put(merged).flip();
        } finally {
            pooled.free();
        }
    }

    /** Gives the buffers of a message back when it is sent. */
    private static final class Release implements WebSocketCallback<Pooled<ByteBuffer[]>> {

        @Override
        public void complete(WebSocketChannel channel, Pooled<ByteBuffer[]> pooled) {
            pooled.free();
        }

        @Override
        public void onError(WebSocketChannel channel, Pooled<ByteBuffer[]> pooled, Throwable failure) {
            pooled.free();
        }
    }
}
