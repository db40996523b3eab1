package dev.wsboot.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.Decompressor;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.InboundEvents;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.TextDecoder;
import dev.wsboot.core.protocol.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what the server sends, on a thread of its own, and answers its pings and its Close as a browser does. */
final class Receiver implements Runnable, InboundEvents {

    private static final Inbound.Rules RULES = new Inbound.Rules(Role.CLIENT, Integer.MAX_VALUE, Integer.MAX_VALUE);
    private static final Duration FOR_LONG = Duration.ofDays(1);

    private final Line line;
    private final Inbound inbound;
    private final Inbox inbox;
    private final Sender sender;
    private final Transcript transcript;
    private final TextDecoder decoder = new TextDecoder();
    private final ByteBuffer buffer;

    /**
     * A receiver that does not run yet.
     *
     * @param buffer what came behind the response head, ready to be read
     */
    Receiver(
            Line line,
            ByteBuffer buffer,
            @Nullable Decompressor decompressor,
            Inbox inbox,
            Sender sender,
            Transcript transcript) {
        this.line = line;
        this.inbound = new Inbound(RULES, decompressor);
        this.inbox = inbox;
        this.sender = sender;
        this.transcript = transcript;
        this.buffer = buffer;
    }

    void start() {
        Thread thread = new Thread(this, "ws-test-client");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            inbound.receive(buffer, decoder, this);
            while (read()) {
                inbox.awaitStarted(); // what was read meanwhile is kept back
                inbound.receive(buffer.flip(), decoder, this);
            }
            ended("the server ended the connection without a Close frame", "end of the stream");
        } catch (ClosedChannelException e) {
            inbox.end("this client ended the connection");
        } catch (IOException e) {
            ended("the connection broke: " + e.getMessage(), "broken: " + e.getMessage());
        } catch (InterruptedException | RuntimeException | Error e) {
            ended("the test client failed: " + e, "failed: " + e);
        } finally {
            inbound.close();
            sender.end();
            line.close();
        }
    }

    private boolean read() throws IOException, InterruptedException {
        int count = 0;
        while (count == 0) {
            inbox.awaitStarted();
            count = line.read(buffer.clear(), FOR_LONG);
        }
        return count > 0;
    }

    private void ended(String why, String shown) {
        transcript.received(shown);
        inbox.end(why);
    }

    @Override
    public void onText(String message) {
        received(new Message.Text(message));
    }

    @Override
    public void onBinary(ByteBuffer message) {
        received(new Message.Binary(copy(message)));
    }

    private void received(Message message) {
        transcript.received(message.toString());
        inbox.message(message);
    }

    @Override
    public void onPing(ByteBuffer payload) {
        byte[] bytes = copy(payload);
        transcript.received("ping    " + shown(bytes));
        sender.pong(bytes);
    }

    @Override
    public void onPong(ByteBuffer payload) {
        byte[] bytes = copy(payload);
        transcript.received("pong    " + shown(bytes));
        inbox.pong(ByteBuffer.wrap(bytes));
    }

    @Override
    public void onClose(CloseStatus status) {
        transcript.received("close   " + status.code() + " " + Transcript.shortened(status.reason()));
        sender.answerClose(status);
        inbox.close(status);
    }

    @Override
    public void onViolation(Violation violation) {
        ended("the server broke the protocol: " + violation.reason(), "fault: " + violation.reason());
        line.reset();
    }

    static String shown(byte[] payload) {
        return payload.length == 0 ? "" : "\"" + Transcript.shortened(new String(payload, UTF_8)) + "\"";
    }

    private static byte[] copy(ByteBuffer lent) {
        byte[] bytes = new byte[lent.remaining()];
        lent.get(bytes);
        return bytes;
    }
}
