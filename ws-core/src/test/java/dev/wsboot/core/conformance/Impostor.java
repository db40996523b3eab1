package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A server or client for one connection that says its part of the opening handshake and then sends what it is told to, right
 * or wrong.
 *
 * @param head its part of the opening handshake
 * @param readFirst how many octets of frames it waits for before it answers
 * @param ending what it does behind its answer
 * @param answer what it sends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Impostor(Role role, byte[] head, int readFirst, Ending ending, byte[] answer) implements Subject {

    /** What becomes of TCP. */
    enum Ending {
        /** Its half is shut at once. */
        DROPS,
        /** Its half is shut when the peer has shut its own. */
        FOLLOWS,
        /** Its half stays open for as long as the peer is there. */
        HOLDS
    }

    /** One that shakes hands with that value of Sec-WebSocket-Extensions, or without that field when it is empty. */
    static Impostor of(Role role, String extensions, int readFirst, Ending ending, byte[] answer) {
        String[] fields =
                extensions.isEmpty() ? new String[0] : new String[] {"Sec-WebSocket-Extensions: " + extensions};
        byte[] head = role == Role.CLIENT ? RawClient.request(80, "/", fields) : switching(fields);
        return new Impostor(role, head, readFirst, ending, answer);
    }

    private static byte[] switching(String... fields) {
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                        + String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n") + "\r\n")
                .getBytes(ISO_8859_1);
    }

    /** The verdict on this impostor in a case. */
    Verdict judge(Case each) throws IOException {
        return Judge.judge(each.script().get().expected(), run(each));
    }

    /** What the probe of a case sees of this impostor. */
    Outcome run(Case each) throws IOException {
        return Probe.run(this, each.terms(), each.script().get());
    }

    /** What it does it does at once. */
    @Override
    public int answerMillis() {
        return 2_000;
    }

    @Override
    public int turnMillis() {
        return 500;
    }

    @Override
    public Link connect(List<Terms> terms) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        return role == Role.SERVER
                ? connectTo(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), terms, over)
                : new ClientSubject(port -> {
                            CompletableFuture<Void> played =
                                    begin(() -> new Socket(InetAddress.getLoopbackAddress(), port), over);
                            return () -> end(played, over);
                        })
                        .connect(terms);
    }

    private Link connectTo(ServerSocket listener, List<Terms> terms, CompletableFuture<Void> over) throws IOException {
        CompletableFuture<Void> played = begin(listener::accept, over);
        return new ServerSubject(listener.getLocalPort()).connect(terms).with(() -> {
            end(played, over);
            listener.close();
        });
    }

    private CompletableFuture<Void> begin(Callable<Socket> open, CompletableFuture<Void> over) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = open.call()) {
                play(socket, over);
            } catch (Exception e) {
                throw new IllegalStateException("the probe has gone in the middle", e);
            }
        });
    }

    private static void end(CompletableFuture<Void> played, CompletableFuture<Void> over) {
        over.complete(null);
        played.join();
    }

    private void play(Socket socket, CompletableFuture<Void> over) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        if (role == Role.CLIENT) {
            out.write(head);
            readHead(in);
        } else {
            readHead(in);
            out.write(head);
        }
        in.readNBytes(readFirst);
        out.write(answer);
        if (ending == Ending.DROPS) {
            socket.shutdownOutput();
        }
        in.transferTo(OutputStream.nullOutputStream());
        if (ending == Ending.HOLDS) {
            over.join();
        }
    }

    private static void readHead(InputStream in) throws IOException {
        byte[] last = new byte[4];
        while (!new String(last, ISO_8859_1).equals("\r\n\r\n")) {
            last = Wire.concat(Arrays.copyOfRange(last, 1, 4), in.readNBytes(1));
        }
    }
}
