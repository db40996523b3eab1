package dev.wsboot.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;

/** What a test expects of the server, and what is said when that does not come. Thread-safe. */
final class Expectations {

    private static final AtomicLong BARRIERS = new AtomicLong();

    private final Inbox inbox;
    private final Sender sender;
    private final Duration patience;
    private final WsTestClient.Settings settings;
    private final Transcript transcript;
    private volatile boolean closeExpected;

    Expectations(Inbox inbox, Sender sender, WsTestClient.Settings settings, Transcript transcript) {
        this.inbox = inbox;
        this.sender = sender;
        this.patience = settings.patience();
        this.settings = settings;
        this.transcript = transcript;
    }

    /** The test has asked for the end of the connection. */
    void closeIsExpected() {
        closeExpected = true;
    }

    /** The next message, as that type. */
    Object next(Type type) {
        Message message = inbox.take(patience);
        if (message == null) {
            throw missing("a message");
        }
        boolean binaryWanted = type == byte[].class || type == ByteBuffer.class;
        if (message instanceof Message.Text text && !binaryWanted) {
            return type == String.class ? text.text() : read(text.text(), type);
        }
        if (message instanceof Message.Binary binary && binaryWanted) {
            return type == byte[].class ? binary.bytes() : ByteBuffer.wrap(binary.bytes());
        }
        throw transcript.failure("expected the next message to be " + (binaryWanted ? "binary" : "text")
                + ", but it is " + message.toString().replaceFirst(" +", ", "));
    }

    private Object read(String text, Type type) {
        try {
            return new Json(settings.json().get()).read(text, type);
        } catch (JacksonException e) {
            AssertionError failure = transcript.failure("expected the next message to be a " + type.getTypeName()
                    + " in JSON, but it is " + Transcript.shortened(text) + ": " + e.getOriginalMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    byte[] nextPong() {
        ByteBuffer pong = inbox.takePong(patience);
        if (pong == null) {
            throw missing("a pong");
        }
        byte[] payload = new byte[pong.remaining()];
        pong.get(payload);
        return payload;
    }

    void nothingMore() {
        if (inbox.isStopped()) {
            throw new IllegalStateException("reading is stopped: call resumeReading() before");
        }
        if (!sender.isOpen() && inbox.awaitClose(patience) == null && inbox.over() == null) {
            throw missing("the answer to a Close");
        }
        if (awaitTurn()) {
            if (!settings.activity().awaitIdle(patience)) {
                throw transcript.failure("handler methods are still at work after " + patience.toMillis()
                        + " ms, so that there may be more");
            }
            barrier();
        }
        Message message = inbox.peek();
        if (message != null) {
            int more = inbox.size() - 1;
            throw transcript.failure("expected no further message, but there is "
                    + message.toString().replaceFirst(" +", ", ") + (more == 0 ? "" : " and " + more + " more"));
        }
        String over = inbox.over();
        if (over != null && !closeExpected) {
            throw transcript.failure("expected no further message, but " + over);
        }
    }

    /**
     * Waits until the server has read all that was sent, and the turn of its event loop is over in which it did: a second ping is
     * read in another turn. False when the connection does not go on.
     */
    private boolean awaitTurn() {
        for (int pings = 0; pings < 2; pings++) {
            if (!barrier()) {
                return false;
            }
        }
        return true;
    }

    /** Waits until the server has read all that was sent; false when the connection does not go on. */
    private boolean barrier() {
        if (!sender.isOpen() || inbox.over() != null) {
            return false;
        }
        byte[] payload = ("barrier " + BARRIERS.incrementAndGet()).getBytes(UTF_8);
        sender.ping(payload);
        if (inbox.takePong(ByteBuffer.wrap(payload), patience)) {
            return true;
        }
        if (inbox.over() == null) {
            throw missing("the pong to a ping");
        }
        return false;
    }

    /** The server's Close, with that code. */
    CloseStatus close(int code) {
        CloseStatus status = close();
        if (status.code() != code) {
            throw transcript.failure("expected the server to close with " + code + ", but " + inbox.over());
        }
        return status;
    }

    /** The server's Close, and the end of the connection behind it. */
    CloseStatus close() {
        CloseStatus status = inbox.awaitClose(patience);
        if (status == null && inbox.over() == null) {
            throw missing("a Close");
        }
        closeExpected = true;
        if (inbox.awaitEnd(patience) == null) {
            throw transcript.failure("the server has not ended the connection within " + patience.toMillis()
                    + " ms after both Close frames (RFC 6455 §7.1.1)");
        }
        return status != null ? status : new CloseStatus(CloseStatus.ABNORMAL_CODE, "", Initiator.NETWORK);
    }

    private AssertionError missing(String what) {
        String over = inbox.over();
        return transcript.failure("expected " + what + ", but "
                + (over == null ? "none came within " + patience.toMillis() + " ms" : over));
    }
}
