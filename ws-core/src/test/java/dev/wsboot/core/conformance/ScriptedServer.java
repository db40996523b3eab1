package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * A server for one connection that completes the opening handshake and then sends what it is told to, right or wrong.
 *
 * @param extensions the value of the response's Sec-WebSocket-Extensions field, empty to leave it out
 * @param readFirst how many octets of frames it waits for before it answers
 * @param drops whether it shuts TCP down behind its answer; else it leaves that to the client
 * @param answer what it sends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScriptedServer(String extensions, int readFirst, boolean drops, byte[] answer) {

    /** The verdict on this server in a case. */
    Verdict judge(Case each) throws Exception {
        return Judge.judge(each.script().get().expected(), run(each));
    }

    /** What the client of a case sees of this server. */
    Outcome run(Case each) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listener));
            Outcome outcome = Probe.run(
                    listener.getLocalPort(), each.offers(), each.script().get());
            served.join();
            return outcome;
        }
    }

    private void serve(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            while (!request.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                request.write(in.read());
            }
            out.write(response());
            in.readNBytes(readFirst);
            out.write(answer);
            if (drops) {
                socket.shutdownOutput();
            }
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException("the client of the case has gone in the middle", e);
        }
    }

    private byte[] response() {
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                        + (extensions.isEmpty() ? "" : "Sec-WebSocket-Extensions: " + extensions + "\r\n")
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }
}
