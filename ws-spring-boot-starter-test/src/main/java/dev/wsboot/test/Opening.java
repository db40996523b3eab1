package dev.wsboot.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import dev.wsboot.core.http.ClientHandshake.Outcome;
import dev.wsboot.core.http.FailedHandshake;
import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.http.ResponseHead;
import dev.wsboot.core.http.ResponseHeadReader;
import dev.wsboot.core.http.ResponseResult;
import dev.wsboot.test.WsTestClient.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** An opening handshake, made on the thread that wants the connection (RFC 6455 §4.1). */
final class Opening {

    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int LARGEST_BODY = 64 * 1024;

    private final Line line;
    private final Duration patience;
    private final Transcript transcript;
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_HEAD).flip();

    private Opening(Line line, Duration patience, Transcript transcript) {
        this.line = line;
        this.patience = patience;
        this.transcript = transcript;
    }

    /** What came of it. */
    sealed interface Result {}

    /**
     * A session.
     *
     * @param rest what came behind the head
     */
    record Opened(URI uri, Line line, Accepted accepted, ByteBuffer rest, Transcript transcript) implements Result {}

    record Refused(Refusal refusal, Transcript transcript) implements Result {}

    /** Connects and shakes hands. */
    static Result attempt(
            Destination destination,
            String path,
            HeaderFields headers,
            List<String> subprotocols,
            boolean compression,
            Duration patience) {
        URI uri = destination.uri(path);
        Transcript transcript = new Transcript(uri.toString());
        ClientHandshake handshake =
                ClientHandshake.of(uri, headers, subprotocols, compression ? new DeflateNegotiator(true, true) : null);
        Line line = null;
        try {
            line = destination.connect(uri, patience);
            Result result = new Opening(line, patience, transcript).shakeHands(uri, handshake);
            if (result instanceof Refused) {
                line.close();
            }
            return result;
        } catch (IOException e) {
            if (line != null) {
                line.reset();
            }
            throw transcript.failure("cannot connect to " + uri + ": " + e);
        } catch (AssertionError e) {
            if (line != null) {
                line.reset();
            }
            throw e;
        }
    }

    private Result shakeHands(URI uri, ClientHandshake handshake) throws IOException {
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = ClientHandshake.key(nonce);
        transcript.sent("GET " + handshake.target());
        line.write(handshake.request(key), patience);
        ResponseResult head = readHead();
        Outcome outcome = head instanceof ResponseHead answer ? handshake.judge(answer, key) : (FailedHandshake) head;
        if (outcome instanceof Accepted accepted) {
            transcript.received("101" + shown(accepted));
            return new Opened(uri, line, accepted, buffer, transcript);
        }
        FailedHandshake failed = (FailedHandshake) outcome;
        String body = readBody(failed.headers());
        transcript.received(failed.status() + " " + failed.why());
        return new Refused(new Refusal(failed.status(), failed.headers(), body, failed.why()), transcript);
    }

    private static String shown(Accepted accepted) {
        return (accepted.subprotocol() == null ? "" : ", subprotocol " + accepted.subprotocol())
                + (accepted.compression() == null
                        ? ""
                        : ", " + accepted.compression().toExtension());
    }

    private ResponseResult readHead() throws IOException {
        ResponseHeadReader reader = new ResponseHeadReader(LARGEST_HEAD, 1000);
        ResponseResult result = reader.read(buffer);
        while (result == null) {
            if (!read()) {
                throw transcript.failure("the server ended the connection before its answer was complete");
            }
            result = reader.read(buffer);
        }
        return result;
    }

    /** The content of a refusal, as far as it says how long that is, or up to its end. */
    private String readBody(HeaderFields headers) throws IOException {
        String length = headers.first("Content-Length");
        int expected = length == null ? LARGEST_BODY : Math.min(Integer.parseInt(length), LARGEST_BODY);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < expected && (buffer.hasRemaining() || read())) {
            int count = Math.min(buffer.remaining(), expected - body.size());
            body.write(buffer.array(), buffer.position(), count);
            buffer.position(buffer.position() + count);
        }
        return body.toString(UTF_8);
    }

    /** Fills the empty buffer; false at the end of the stream. */
    private boolean read() throws IOException {
        int count = line.read(buffer.clear(), patience);
        buffer.flip();
        if (count == 0) {
            throw transcript.failure(
                    "the server has not answered the opening handshake within " + patience.toMillis() + " ms");
        }
        return count > 0;
    }
}
