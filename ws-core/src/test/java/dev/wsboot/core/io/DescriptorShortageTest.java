package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A server whose process has no descriptor left serves whom it has, and takes new peers again when there are some. */
class DescriptorShortageTest {

    /** What a test says to the server's process, and does with it. */
    private interface Conversation {

        void hold(ServerProcess server) throws Exception;
    }

    @Test
    void aServerWithoutDescriptorsServesWhomItHasAndRecovers() throws Exception {
        converse(this::exhaustAndRecover);
    }

    @Test
    void aServerWithoutDescriptorsLetsPeersGoAndStops() throws Exception {
        converse(this::exhaustAndLeave);
    }

    private static void converse(Conversation conversation) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash: its ulimit is needed");
        try (ServerProcess server = ServerProcess.startBehind("ulimit -n 256", DescriptorShortage.class, "-Xmx64m")) {
            conversation.hold(server);
            server.end();
        }
    }

    /** The next line that begins like this. Those of accepting come in between as descriptors come and go. */
    private static String await(ServerProcess server, String beginning) throws InterruptedException {
        return server.await(beginning, "accept");
    }

    private void exhaustAndLeave(ServerProcess server) throws Exception {
        int port = server.port();
        RawClient leaves = RawClient.connect(port).handshake("/");
        RawClient breaks = RawClient.connect(port).handshake("/");
        try (RawClient stays = RawClient.connect(port)) {
            stays.handshake("/").send(Wire.text("1")).expect("text 1");
            server.command("leave 0");
            await(server, "done");
            try (RawClient late = RawClient.connect(port)) {
                late.send(Wire.text("never heard"));
                await(server, "acceptFailed");
                leaves.close();
                breaks.reset();
                stays.send(Wire.text("2")).expect("text 2");
            }
        }
    }

    private void exhaustAndRecover(ServerProcess server) throws InterruptedException {
        int port = server.port();
        try (RawClient live = RawClient.connect(port)) {
            live.handshake("/").send(Wire.text("1")).expect("text 1");
            server.command("leave 0");
            await(server, "done");
            try (RawClient late = RawClient.connect(port)) {
                assertThat(await(server, "acceptFailed")).contains("Too many open files");
                live.send(Wire.text("2")).expect("text 2");
                server.command("free");
                late.handshake("/").send(Wire.text("3")).expect("text 3");
                await(server, "acceptRecovered");

                // A peer takes the last descriptor, and nobody comes after it: the recovery is told all the same.
                server.command("leave 1");
                await(server, "done");
                try (RawClient last = RawClient.connect(port)) {
                    last.handshake("/").send(Wire.text("3")).expect("text 3");
                    await(server, "acceptFailed");
                    server.command("free");
                    await(server, "acceptRecovered");
                }
            }
            live.send(Wire.text("4")).expect("text 4");
        }
    }
}
